-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.erase_message(p_conversation support.conversations, p_message support.messages, p_by text)
 RETURNS support.messages
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_message support.messages;
begin
  delete from support.attachments where message_id = p_message.id;
  update support.conversations set
    revision = revision + 1, updated_at = now(),
    -- Whoever took back the only question waits for nothing any more.
    waiting_since = case when waiting_since is not null then (
      select min(open_question.created_at) from support.messages as open_question
      where open_question.conversation_id = p_conversation.id and open_question.sender_kind = 'visitor'
        and open_question.deleted_at is null and open_question.id <> p_message.id
        and open_question.seq > coalesce((
          select answer.seq from support.messages as answer
          where answer.conversation_id = p_conversation.id and answer.sender_kind = 'agent' and not answer.is_internal
          order by answer.seq desc limit 1
        ), 0)
    ) end
  where id = p_conversation.id returning * into p_conversation;
  update support.messages set
    body = '', content = null, deleted_at = clock_timestamp(), deleted_by = p_by, revision = p_conversation.revision
  where id = p_message.id returning * into v_message;
  if not p_message.is_internal then
    perform support.pass_on_change(p_conversation, p_message.id, 'visitor_deletion');
  end if;
  return v_message;
end
$function$;

comment on function support.erase_message(p_conversation support.conversations, p_message support.messages, p_by text) is 'Takes a message of a locked conversation back: text, content and files are really gone, the number stays. What was shown in Telegram disappears there too.';

-- Nobody but the owner has any privilege.
