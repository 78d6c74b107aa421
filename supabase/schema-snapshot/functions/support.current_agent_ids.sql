-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.current_agent_ids()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select agent.id from support.agents as agent where agent.user_id = (select auth.uid()) and agent.is_active
$function$;

comment on function support.current_agent_ids() is 'The agents that the signed-in user is, one per organization.';

-- authenticated may execute
