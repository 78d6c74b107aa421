-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_edit_agent_message(p_chat_id bigint, p_telegram_message_id bigint, p_text text, p_entities jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_message support.messages;
  v_conversation support.conversations;
  v_content jsonb;
begin
  if char_length(p_text) > 16000 then
    raise exception 'an answer may have at most 16000 characters' using errcode = 'SC032', hint = 'Send it in parts.';
  end if;
  if jsonb_typeof(p_entities) = 'null' then
    p_entities := null;
  end if;
  if not support.is_formatting(p_entities) then
    perform support.refuse('p_entities', 'formatting is at most 100 ranges, each with type, offset and length');
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
  v_content := support.with_formatting(v_message.content, p_entities);
  if octet_length(v_content::text) > 32768 then
    perform support.refuse('p_entities', 'formatting takes at most 32768 bytes');
  end if;
  if v_message.deleted_at is not null or (v_message.body = p_text and v_message.content is not distinct from v_content) then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  update support.conversations set revision = revision + 1, updated_at = now()
  where id = v_conversation.id returning * into v_conversation;
  update support.messages set
    body = p_text, content = v_content, edited_at = clock_timestamp(), revision = v_conversation.revision
  where id = v_message.id returning * into v_message;
  return jsonb_build_object('outcome', 'edited', 'message', support.message_json(v_message));
end
$function$;

comment on function public.support_edit_agent_message(p_chat_id bigint, p_telegram_message_id bigint, p_text text, p_entities jsonb) is 'Mirrors an edit made in Telegram, of words or of formatting (none: the text is plain from now on); files stay with their message. An edit that changes nothing takes no revision. Raises SC030, SC032, SC090.';

-- service_role may execute
