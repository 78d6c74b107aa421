-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_canned_response(p_agent support.agents, p_id uuid)
 RETURNS support.canned_responses
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_response support.canned_responses;
begin
  select response.* into v_response from support.canned_responses as response
  where response.id = p_id and response.organization_id = p_agent.organization_id
    and (response.agent_id is null or response.agent_id = p_agent.id)
  for update;
  if not found then
    raise exception 'no such canned response' using errcode = 'SC007';
  end if;
  if v_response.agent_id is null then
    perform support.require_role(p_agent, 'admin');
  end if;
  return v_response;
end
$function$;

comment on function support.lock_canned_response(p_agent support.agents, p_id uuid) is 'A text this agent may change: their own, or any shared one for admins. Raises SC007, SC051.';

-- Nobody but the owner has any privilege.
