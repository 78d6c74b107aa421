-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_retry_dead_letters(p_organization_id uuid, p_ids bigint[] DEFAULT NULL::bigint[])
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_retried integer;
begin
  if not exists (select from support.organizations as organization where organization.id = p_organization_id) then
    raise exception 'no such organization' using errcode = 'SC003';
  end if;
  update support.outbox set
    state = 'pending', attempts = 0, not_before = now(), leased_until = null, settled_at = null
  where id in (
    select job.id from support.outbox as job
    where job.organization_id = p_organization_id and job.state = 'dead'
      and coalesce(job.error, '') not in ('expired', 'unsent') and (p_ids is null or job.id = any (p_ids))
    order by job.id limit 500 for update skip locked
  );
  get diagnostics v_retried = row_count;
  return jsonb_build_object('retried', v_retried);
end
$function$;

comment on function public.support_retry_dead_letters(p_organization_id uuid, p_ids bigint[]) is 'Makes dead letters due again, the named ones or all, at most 500 in a call, oldest first. Another organization''s are unknown. Raises SC003.';

-- service_role may execute
