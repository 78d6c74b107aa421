-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.identify_actor(p_actor jsonb)
 RETURNS support.agents
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents;
begin
  if p_actor is null or jsonb_typeof(p_actor) <> 'object' or coalesce(p_actor ->> 'kind', '') not in ('agent', 'service') then
    perform support.refuse('p_actor', 'an actor is {"kind": "agent", "agent_id": …} or {"kind": "service"}');
  end if;
  if p_actor ->> 'kind' = 'agent' then
    v_agent := support.act_as_agent(support.uuid_or_null(p_actor ->> 'agent_id'));
  end if;
  perform set_config('support.actor', jsonb_build_object(
    'kind', p_actor ->> 'kind', 'agent_id', v_agent.id,
    'ip_hash', left(p_actor ->> 'ip_hash', 128), 'user_agent', left(p_actor ->> 'user_agent', 400)
  )::text, true);
  return v_agent;
end
$function$;

comment on function support.identify_actor(p_actor jsonb) is 'The acting agent, or nulls for the operator of the service, who may do everything. What the rest of the transaction changes is logged as theirs. Raises SC050, SC090.';

-- Nobody but the owner has any privilege.
