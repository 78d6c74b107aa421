-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_unassign_conversation(p_conversation_id uuid, p_by_agent_id uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations := support.lock_conversation_to_give(p_conversation_id, p_by_agent_id);
  v_outcome text := 'not_assigned';
begin
  if v_conversation.agent_id is not null then
    v_outcome := 'unassigned';
    v_conversation := support.queue_conversation(v_conversation, 'unassigned', p_by_agent_id, (
      select agent.name from support.agents as agent where agent.id = v_conversation.agent_id));
  end if;
  return jsonb_build_object('outcome', v_outcome, 'conversation', support.agent_conversation_json(v_conversation));
end
$function$;

comment on function public.support_unassign_conversation(p_conversation_id uuid, p_by_agent_id uuid) is 'Takes a conversation from its agent and puts it into the queue. Raises SC020, SC022, SC050.';

-- service_role may execute
