-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.act_as_agent(p_agent_id uuid)
 RETURNS support.agents
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents;
begin
  select agent.* into v_agent from support.agents as agent where agent.id = p_agent_id and agent.is_active;
  if not found then
    raise exception 'no such active agent' using errcode = 'SC050';
  end if;
  perform set_config('support.actor', jsonb_build_object('kind', 'agent', 'agent_id', p_agent_id)::text, true);
  return v_agent;
end
$function$;

comment on function support.act_as_agent(p_agent_id uuid) is 'The active agent with this id; what the rest of the transaction changes is logged as theirs. The caller compares the organization. Raises SC050.';

-- Nobody but the owner has any privilege.
