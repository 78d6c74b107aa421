-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_mark_read(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_seq bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_visitor_conversation(v_session, p_conversation_id);
  v_seq bigint := least(coalesce(p_seq, 0), v_conversation.last_seq);
begin
  if v_seq > v_conversation.visitor_read_seq then
    update support.conversations set visitor_read_seq = v_seq, revision = revision + 1
    where id = p_conversation_id returning * into v_conversation;
  end if;
  return jsonb_build_object('conversation', support.conversation_json(v_conversation));
end
$function$;

comment on function public.support_mark_read(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_seq bigint) is 'Moves the visitor''s reading mark forward, never back, never past the newest message. Raises SC002, SC010 to SC014, SC020.';

-- service_role may execute
