-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.post_system_message(p_conversation support.conversations, p_text text, p_content jsonb)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
begin
  perform support.assert_message_text(p_text, 16000);
  perform support.assert_message_content('text', p_content, false, array['text']);
  update support.conversations
  set last_seq = last_seq + 1, revision = revision + 1, updated_at = now(), last_message_at = now()
  where id = p_conversation.id returning * into v_conversation;
  insert into support.messages (
    conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, body, content
  )
  values (
    v_conversation.id, v_conversation.last_seq, gen_random_uuid(), v_conversation.organization_id, v_conversation.visitor_id,
    v_conversation.revision, 'system', p_text, p_content
  );
  return v_conversation;
end
$function$;

comment on function support.post_system_message(p_conversation support.conversations, p_text text, p_content jsonb) is 'A line of the chat''s own in a conversation that the caller has locked: the text for clients that know no better, and content such as {"event": "contact_requested"}. Nobody is asked to answer it. Raises SC030, SC032, SC090.';

-- Nobody but the owner has any privilege.
