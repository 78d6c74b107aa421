-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_deactivate_agent(p_actor jsonb, p_agent_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.find_agent(p_actor, p_agent_id);
  v_released bigint;
begin
  v_agent := support.lock_agent_and_conversations(v_agent.id);
  perform support.assert_owner_remains(v_agent);
  v_released := support.move_conversations(v_agent, null, support.uuid_or_null(p_actor ->> 'agent_id'));
  delete from support.agent_sessions as session where session.agent_id = v_agent.id;
  delete from support.agent_invitations as invitation
  where invitation.agent_id = v_agent.id and invitation.accepted_at is null;
  if v_agent.is_active then
    update support.agents set is_active = false, telegram_conversation_id = null, updated_at = now()
    where id = v_agent.id returning * into v_agent;
  end if;
  return jsonb_build_object('agent', support.agent_profile_json(v_agent), 'released', v_released);
end
$function$;

comment on function public.support_deactivate_agent(p_actor jsonb, p_agent_id uuid) is 'From now on the agent may do nothing; their open conversations go back to the queue and are given out from there. The past stays theirs. For admins. Raises SC050, SC051, SC053, SC090.';

-- service_role may execute
