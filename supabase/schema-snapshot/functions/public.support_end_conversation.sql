-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_end_conversation(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_visitor_conversation(v_session, p_conversation_id);
  v_outcome text := 'already_ended';
begin
  perform support.count_hit('end:session:' || p_session_id::text, 20, interval '1 minute');
  if v_conversation.status in ('queued', 'active') then
    v_outcome := 'resolved';
    v_conversation := support.end_conversation(v_conversation, 'resolved', 'visitor', null);
  end if;
  return jsonb_build_object('outcome', v_outcome, 'conversation', support.conversation_json(v_conversation));
end
$function$;

comment on function public.support_end_conversation(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid) is 'The visitor is done. Writing again opens it again. Raises SC002, SC010 to SC015, SC020, SC040.';

-- service_role may execute
