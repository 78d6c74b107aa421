-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.current_admin_organization_ids()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select agent.organization_id from support.agents as agent
  where agent.user_id = (select auth.uid()) and agent.is_active and agent.role in ('owner', 'admin')
$function$;

comment on function support.current_admin_organization_ids() is 'The organizations the signed-in user may administer.';

-- authenticated may execute
