-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_edit_visitor_message(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_message_id uuid, p_text text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_visitor_message(v_session, p_message_id);
  v_message support.messages;
begin
  select message.* into v_message from support.messages as message where message.id = p_message_id;
  if v_message.deleted_at is not null then
    raise exception 'this message was taken back' using errcode = 'SC033';
  end if;
  perform support.assert_message_text(p_text, 4000, v_message.type in ('file', 'image'));
  if v_message.body = coalesce(p_text, '') then
    return jsonb_build_object('outcome', 'unchanged', 'message', support.message_json(v_message));
  end if;
  perform support.assert_edit_window(v_message, p_widget_id);
  perform support.count_hit('change:session:' || p_session_id::text, 20, interval '1 minute');
  v_message := support.replace_text(v_conversation, v_message, p_text);
  perform support.pass_on_change(v_conversation, p_message_id, 'visitor_edit');
  return jsonb_build_object('outcome', 'edited', 'message', support.message_json(v_message));
end
$function$;

comment on function public.support_edit_visitor_message(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_message_id uuid, p_text text) is 'A visitor corrects what they wrote, for a while. An edit that changes nothing takes no revision. Raises what assert_session raises, and SC020, SC030, SC032, SC033, SC034, SC040.';

-- service_role may execute
