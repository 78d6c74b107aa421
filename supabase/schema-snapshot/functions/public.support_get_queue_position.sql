-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_queue_position(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
  v_place bigint;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.visitor_id = v_session.visitor_id
    and conversation.widget_id = v_session.widget_id;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  v_place := support.queue_place(v_conversation);
  return jsonb_build_object(
    'position', v_place,
    'estimated_wait_seconds', ceil(v_place * support.queue_pace(v_conversation.organization_id)));
end
$function$;

comment on function public.support_get_queue_position(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid) is 'The visitor''s place in the queue of their department, from 1, and an estimate from how fast the last 20 of the past four hours went; null when it does not wait, or nothing is known. Raises SC002, SC010 to SC015, SC020.';

-- service_role may execute
