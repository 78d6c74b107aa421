-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_request_transcript(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_email text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_visitor_conversation(v_session, p_conversation_id);
  v_email text := nullif(btrim(p_email), '');
begin
  if v_email is null then
    select visitor.email into v_email from support.visitors as visitor where visitor.id = p_visitor_id;
  end if;
  if not support.is_email(v_email) then
    perform support.refuse('p_email', 'this is no e-mail address');
  end if;
  perform support.count_hit('transcript:visitor:' || p_visitor_id::text, 3, interval '1 hour');
  -- Nobody is to be flooded by visitors who come as somebody new each time. The address itself is not kept for that.
  perform support.count_hit(
    'transcript:address:' || encode(sha256(convert_to(lower(v_email), 'UTF8')), 'hex'), 10, interval '1 day');
  perform support.enqueue_email(
    v_conversation.organization_id, 'email_transcript', v_email,
    jsonb_build_object('conversation_id', p_conversation_id, 'last_seq', v_conversation.last_seq),
    p_conversation_id);
  return jsonb_build_object('outcome', 'queued', 'recipient', v_email);
end
$function$;

comment on function public.support_request_transcript(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_email text) is 'Has the conversation sent by e-mail, to the visitor''s own address unless another is given. Three in an hour. Raises what assert_session raises, and SC020, SC040, SC090.';

-- service_role may execute
