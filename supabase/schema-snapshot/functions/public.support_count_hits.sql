-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_count_hits(p_limits jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_now timestamptz := clock_timestamp();
  v_wait numeric;
begin
  if p_limits is null or jsonb_typeof(p_limits) <> 'array' or jsonb_array_length(p_limits) > 20 then
    perform support.refuse('p_limits', 'limits are an array of at most 20 {"key", "limit", "window_seconds"}');
  end if;
  if exists (
    select from jsonb_array_elements(p_limits) as wanted
    where jsonb_typeof(wanted) <> 'object'
      or jsonb_typeof(wanted -> 'key') is distinct from 'string'
      or char_length(wanted ->> 'key') not between 1 and 300
      or jsonb_typeof(wanted -> 'limit') is distinct from 'number'
      or wanted ->> 'limit' !~ '^[0-9]{1,7}$'
      or jsonb_typeof(wanted -> 'window_seconds') is distinct from 'number'
      or wanted ->> 'window_seconds' !~ '^[0-9]{1,5}$'
      or (wanted ->> 'window_seconds')::integer not between 1 and 86400
  ) then
    perform support.refuse('p_limits', 'a key is a text, a limit up to 9999999, a window 1 to 86400 seconds, all whole');
  end if;
  if (select count(*) <> count(distinct wanted ->> 'key') from jsonb_array_elements(p_limits) as wanted) then
    perform support.refuse('p_limits', 'every key may be there once');
  end if;

  -- In the order of keys, so that two calls with the same ones never wait for each other in a circle.
  with wanted as (
    select entry ->> 'key' as key, (entry ->> 'limit')::integer as hits,
      make_interval(secs => (entry ->> 'window_seconds')::integer) as lasts
    from jsonb_array_elements(p_limits) as entry
  ), counted as (
    insert into support.rate_limits as counter (key, window_start, hits)
    select wanted.key, v_now, 1 from wanted order by wanted.key
    on conflict (key) do update set (window_start, hits) = (
      select
        case when counter.window_start + wanted.lasts <= v_now then v_now else counter.window_start end,
        case when counter.window_start + wanted.lasts <= v_now then 1 else counter.hits + 1 end
      from wanted where wanted.key = counter.key
    )
    returning counter.key, counter.window_start, counter.hits
  )
  select max(extract(epoch from counted.window_start + wanted.lasts - v_now)) into v_wait
  from counted join wanted on wanted.key = counted.key
  where counted.hits > wanted.hits;

  if v_wait is not null then
    raise exception 'too many requests' using
      errcode = 'SC040',
      detail = greatest(1, ceil(v_wait))::text,
      hint = 'Wait for the number of seconds in the detail, then try again.';
  end if;
  return jsonb_build_object('allowed', true);
end
$function$;

comment on function public.support_count_hits(p_limits jsonb) is 'Counts one request against several fixed windows at once. One that is full refuses the call, which then counts for none; the detail is the longest wait. Raises SC040, SC090.';

-- service_role may execute
