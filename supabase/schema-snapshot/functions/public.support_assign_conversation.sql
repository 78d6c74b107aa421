-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_assign_conversation(p_conversation_id uuid, p_agent_id uuid, p_by_agent_id uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations := support.lock_conversation_to_give(p_conversation_id, p_by_agent_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
  v_outcome text := 'already_theirs';
begin
  if v_conversation.agent_id is distinct from p_agent_id then
    perform support.require_answerer(v_agent, v_conversation.department_id, p_by_agent_id);
    v_outcome := 'assigned';
    v_conversation := support.give_conversation(
      v_conversation, v_agent, 'assigned', p_by_agent_id, p_agent_id is not distinct from p_by_agent_id);
  end if;
  return jsonb_build_object('outcome', v_outcome, 'conversation', support.agent_conversation_json(v_conversation));
end
$function$;

comment on function public.support_assign_conversation(p_conversation_id uuid, p_agent_id uuid, p_by_agent_id uuid) is 'Gives a conversation to an agent, whoever has it now and however many they have. Raises SC020, SC022, SC023, SC050.';

-- service_role may execute
