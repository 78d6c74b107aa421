-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.active_agent(p_agent_id uuid)
 RETURNS support.agents
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents;
begin
  select agent.* into v_agent from support.agents as agent where agent.id = p_agent_id and agent.is_active;
  if not found then
    raise exception 'no such active agent' using errcode = 'SC050';
  end if;
  return v_agent;
end
$function$;

comment on function support.active_agent(p_agent_id uuid) is 'The agent who asks, if they are active. Raises SC050.';

-- Nobody but the owner has any privilege.
