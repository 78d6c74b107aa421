-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_pass_conversation(p_conversation_id uuid, p_agent_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
begin
  if v_conversation.agent_id is distinct from p_agent_id or v_conversation.status not in ('queued', 'active') then
    return jsonb_build_object('outcome', 'not_yours', 'conversation', support.agent_conversation_json(v_conversation));
  end if;
  v_conversation := support.queue_conversation(v_conversation, 'passed', p_agent_id, v_agent.name);
  return jsonb_build_object('outcome', 'passed', 'conversation', support.agent_conversation_json(v_conversation));
end
$function$;

comment on function public.support_pass_conversation(p_conversation_id uuid, p_agent_id uuid) is 'Gives a claimed conversation back to the queue, from where it may be routed to somebody else at once. Raises SC020, SC050.';

-- service_role may execute
