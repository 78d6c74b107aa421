-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.count_hit(p_key text, p_limit integer, p_window interval)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_now timestamptz := clock_timestamp();
  v_limit support.rate_limits;
begin
  insert into support.rate_limits as counter (key, window_start, hits)
  values (p_key, v_now, 1)
  on conflict (key) do update set
    hits = case when counter.window_start + p_window <= v_now then 1 else counter.hits + 1 end,
    window_start = case when counter.window_start + p_window <= v_now then v_now else counter.window_start end
  returning counter.* into v_limit;

  if v_limit.hits > p_limit then
    raise exception 'too many requests' using
      errcode = 'SC040',
      detail = greatest(1, ceil(extract(epoch from v_limit.window_start + p_window - v_now)))::text,
      hint = 'Wait for the number of seconds in the detail, then try again.';
  end if;
end
$function$;

comment on function support.count_hit(p_key text, p_limit integer, p_window interval) is 'Counts one request against a fixed window and raises SC040 past the limit. A refused request rolls its count back, so waiting for the window is always enough.';

-- Nobody but the owner has any privilege.
