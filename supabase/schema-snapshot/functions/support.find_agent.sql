-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.find_agent(p_actor jsonb, p_agent_id uuid, p_role text DEFAULT 'admin'::text)
 RETURNS support.agents
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_actor support.agents := support.identify_actor(p_actor);
  v_agent support.agents;
begin
  select agent.* into v_agent from support.agents as agent
  where agent.id = p_agent_id and (v_actor.id is null or agent.organization_id = v_actor.organization_id);
  if not found then
    raise exception 'no such agent in this organization' using errcode = 'SC050';
  end if;
  perform support.require_role(v_actor, p_role);
  -- What makes an owner, or unmakes one, is for owners.
  if v_agent.role = 'owner' and v_agent.id is distinct from v_actor.id then
    perform support.require_role(v_actor, 'owner');
  end if;
  return v_agent;
end
$function$;

comment on function support.find_agent(p_actor jsonb, p_agent_id uuid, p_role text) is 'An agent that the actor may administer, active or not; owners only by owners and themselves. Raises SC050, SC051, SC090.';

-- Nobody but the owner has any privilege.
