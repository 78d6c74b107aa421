-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_visitor_message(p_session support.sessions, p_message_id uuid)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation_id uuid;
begin
  perform support.hold_session(p_session);
  select message.conversation_id into v_conversation_id
  from support.messages as message join support.conversations as conversation on conversation.id = message.conversation_id
  where message.id = p_message_id and message.visitor_id = p_session.visitor_id and message.sender_kind = 'visitor'
    and conversation.widget_id = p_session.widget_id;
  if not found then
    raise exception 'no such message of yours' using errcode = 'SC033';
  end if;
  return support.lock_conversation(v_conversation_id);
end
$function$;

comment on function support.lock_visitor_message(p_session support.sessions, p_message_id uuid) is 'The conversation in which the visitor wrote this message, locked. Somebody else''s message is as unknown as one that never was. Raises SC020, SC033.';

-- Nobody but the owner has any privilege.
