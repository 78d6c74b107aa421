-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_edit_agent_message(p_chat_id bigint, p_telegram_message_id bigint, p_text text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_message support.messages;
  v_conversation support.conversations;
begin
  if char_length(p_text) > 16000 then
    raise exception 'an answer may have at most 16000 characters' using errcode = 'SC032', hint = 'Send it in parts.';
  end if;
  select message.* into v_message
  from support.telegram_messages as known join support.messages as message on message.id = known.support_message_id
  where known.chat_id = p_chat_id and known.message_id = p_telegram_message_id and known.direction = 'in';
  -- A file needs no words: its caption may be edited away.
  if p_text is null or (p_text !~ '[^[:space:]]' and coalesce(v_message.type, 'text') not in ('file', 'image')) then
    raise exception 'a message needs a text' using errcode = 'SC030';
  end if;
  if v_message.id is null then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  v_conversation := support.lock_conversation(v_message.conversation_id);
  -- As it is once nobody else can change it.
  select message.* into v_message from support.messages as message where message.id = v_message.id;
  if v_message.body = p_text or v_message.deleted_at is not null then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  update support.conversations set revision = revision + 1, updated_at = now()
  where id = v_conversation.id returning * into v_conversation;
  update support.messages set body = p_text, edited_at = clock_timestamp(), revision = v_conversation.revision
  where id = v_message.id returning * into v_message;
  return jsonb_build_object('outcome', 'edited', 'message', support.message_json(v_message));
end
$function$;

comment on function public.support_edit_agent_message(p_chat_id bigint, p_telegram_message_id bigint, p_text text) is 'Mirrors an edit made in Telegram; files stay with their message. An edit that changes nothing takes no revision. Raises SC030, SC032.';

-- service_role may execute
