-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_lease_storage_deletions(p_limit integer DEFAULT 50, p_lease_seconds integer DEFAULT 60)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_leased jsonb;
begin
  with due as (
    select waiting.path from support.storage_deletions as waiting
    where waiting.not_before <= clock_timestamp()
      and (waiting.leased_until is null or waiting.leased_until <= clock_timestamp())
    order by waiting.not_before limit least(greatest(coalesce(p_limit, 50), 1), 1000)
    for update skip locked
  ), leased as (
    update support.storage_deletions as deletion
    set leased_until = clock_timestamp() + make_interval(secs => least(greatest(coalesce(p_lease_seconds, 60), 1), 3600)),
        attempts = deletion.attempts + 1
    from due where deletion.path = due.path
    returning deletion.path, deletion.attempts
  )
  select coalesce(jsonb_agg(jsonb_build_object('path', leased.path, 'attempts', leased.attempts) order by leased.path), '[]')
  into v_leased from leased;
  return v_leased;
end
$function$;

comment on function public.support_lease_storage_deletions(p_limit integer, p_lease_seconds integer) is 'Paths in the bucket that have to go, each for one worker at a time until its lease runs out.';

-- service_role may execute
