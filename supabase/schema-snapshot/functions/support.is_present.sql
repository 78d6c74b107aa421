-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.is_present(p_agent support.agents)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select p_agent.is_active and not support.is_away(p_agent) and exists (
    select from support.agent_sessions as session
    where session.agent_id = p_agent.id and session.status = 'online' and session.expires_at > now()
  )
$function$;

comment on function support.is_present(p_agent support.agents) is 'Whether the agent is at work: active, not away by their own word, and with a connection that says online.';

-- Nobody but the owner has any privilege.
