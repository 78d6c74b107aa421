-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.queue_conversation(p_conversation support.conversations, p_reason text, p_by_agent_id uuid, p_agent_name text)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
begin
  perform set_config('support.assignment', p_reason || ':' || coalesce(p_by_agent_id::text, ''), true);
  update support.conversations set
    agent_id = null, status = 'queued', claimed_at = null, department_id = p_conversation.department_id,
    required_skills = p_conversation.required_skills, queued_at = now(), escalated_at = null, escalations = 0,
    revision = revision + 1, updated_at = now()
  where id = p_conversation.id returning * into v_conversation;
  perform set_config('support.assignment', '', true);
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_build_object('state', 'passed', 'agent_name', p_agent_name));
  return support.route_conversation(v_conversation);
end
$function$;

comment on function support.queue_conversation(p_conversation support.conversations, p_reason text, p_by_agent_id uuid, p_agent_name text) is 'Takes a conversation from its agent and puts it into the queue, with the department and skills that the row given names; from there it may be routed at once. The reason is passed, unassigned or transferred.';

-- Nobody but the owner has any privilege.
