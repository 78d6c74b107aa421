-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.quoted_in_telegram(p_chat_id bigint, p_message support.messages)
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select known.message_id
  from support.messages as quoted
  join support.telegram_messages as known
    on known.conversation_id = quoted.conversation_id and known.chat_id = p_chat_id and known.role = 'message'
      and (known.support_message_id = quoted.id or quoted.id = any (known.further_message_ids))
  where quoted.conversation_id = p_message.conversation_id and quoted.seq = p_message.reply_to_seq
    and quoted.deleted_at is null
  -- The newest topic, should the first one be gone; of a split text its beginning.
  order by known.thread_id desc nulls last, known.part, known.message_id desc limit 1
$function$;

comment on function support.quoted_in_telegram(p_chat_id bigint, p_message support.messages) is 'What a message quotes, as this chat knows it; empty when it quotes nothing that the chat has.';

-- Nobody but the owner has any privilege.
