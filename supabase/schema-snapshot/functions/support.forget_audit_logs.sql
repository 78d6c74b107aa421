-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.forget_audit_logs(p_limit integer)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with forgotten as (
    delete from support.audit_logs where id in (
      select old.id from support.organizations as organization cross join lateral (
        select entry.id from support.audit_logs as entry
        where entry.organization_id = organization.id
          and entry.created_at < now() - make_interval(days => organization.audit_retention_days)
        limit p_limit
      ) as old
      limit p_limit)
    returning id
  )
  select count(*) from forgotten
$function$;

comment on function support.forget_audit_logs(p_limit integer) is 'Entries of the audit log that are older than their organization keeps them.';

-- Nobody but the owner has any privilege.
