-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_settle_storage_deletion(p_path text, p_outcome text, p_error text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if p_outcome = 'deleted' then
    -- A later date was set meanwhile: then there may be bytes that this worker did not see.
    delete from support.storage_deletions where path = p_path and not_before <= clock_timestamp();
    return jsonb_build_object('state', case when found then 'deleted' end);
  elsif p_outcome = 'retry' then
    update support.storage_deletions set
      leased_until = null, error = left(p_error, 1000),
      not_before = clock_timestamp() + make_interval(secs => least(21600, power(2, least(attempts, 20)) * 5)::double precision)
    where path = p_path;
    return jsonb_build_object('state', case when found then 'pending' end);
  end if;
  perform support.refuse('p_outcome', 'a file was deleted, or it has to be tried again');
end
$function$;

comment on function public.support_settle_storage_deletion(p_path text, p_outcome text, p_error text) is 'deleted (also when the bucket never had it), or retry: after 10 seconds, twice as long each time, at most 6 hours, for ever. Raises SC090.';

-- service_role may execute
