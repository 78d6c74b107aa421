-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.enqueue_telegram(p_conversation support.conversations, p_kind text, p_payload jsonb, p_message_id uuid DEFAULT NULL::uuid, p_chat_id bigint DEFAULT NULL::bigint)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_chat support.telegram_chats := support.telegram_chat_for(p_conversation.organization_id, p_conversation.department_id);
  v_chat_id bigint := p_chat_id;
begin
  if v_chat.chat_id is null then
    return; -- nobody answers in Telegram
  end if;
  if v_chat_id is null and v_chat.mode = 'claims' and p_kind = 'visitor_message' then
    select agent.telegram_user_id into v_chat_id from support.agents as agent where agent.id = p_conversation.agent_id;
  end if;
  v_chat_id := coalesce(v_chat_id, v_chat.chat_id);
  insert into support.outbox (organization_id, lane, chat_id, kind, conversation_id, message_id, payload)
  values (
    p_conversation.organization_id, 'telegram:' || v_chat_id::text, v_chat_id, p_kind, p_conversation.id, p_message_id,
    p_payload || jsonb_build_object('conversation_id', p_conversation.id)
  );
end
$function$;

comment on function support.enqueue_telegram(p_conversation support.conversations, p_kind text, p_payload jsonb, p_message_id uuid, p_chat_id bigint) is 'Writes an outbox row for the group, or for the agent''s direct messages once a conversation is claimed in claims mode.';

-- Nobody but the owner has any privilege.
