-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.enqueue_telegram_at(p_conversation support.conversations, p_kind text, p_payload jsonb, p_message_id uuid DEFAULT NULL::uuid, p_chat_id bigint DEFAULT NULL::bigint, p_priority integer DEFAULT NULL::integer, p_not_before timestamp with time zone DEFAULT NULL::timestamp with time zone, p_expires_at timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_chat support.telegram_chats := support.telegram_chat_for(p_conversation.organization_id, p_conversation.department_id);
  v_chat_id bigint := p_chat_id;
  v_lane text;
begin
  if v_chat.chat_id is null then
    return; -- nobody answers in Telegram
  end if;
  if v_chat_id is null and p_kind in ('visitor_edit', 'visitor_deletion') then
    -- It follows the message it changes, also when somebody else has the conversation by now.
    select original.chat_id into v_chat_id from support.outbox as original
    where original.message_id = p_message_id and original.kind = 'visitor_message';
    if v_chat_id is null then
      select known.chat_id into v_chat_id from support.telegram_messages as known
      where known.support_message_id = p_message_id and known.direction = 'out' and known.role = 'message'
      order by known.created_at desc limit 1;
    end if;
  end if;
  if v_chat_id is null and v_chat.mode = 'claims'
      and p_kind in ('visitor_message', 'visitor_edit', 'visitor_deletion', 'visitor_typing', 'agent_message') then
    select agent.telegram_user_id into v_chat_id from support.agents as agent where agent.id = p_conversation.agent_id;
    if v_chat_id is null and p_kind = 'visitor_typing' then
      return; -- a whole group has no use for somebody typing
    end if;
  end if;
  v_chat_id := coalesce(v_chat_id, v_chat.chat_id);
  v_lane := 'telegram:' || v_chat_id::text;
  if p_kind = 'visitor_typing' and exists (
    select from support.outbox as pending
    where pending.lane = v_lane and pending.state = 'pending' and pending.kind = 'visitor_typing'
      and pending.expires_at > clock_timestamp()
  ) then
    return;
  end if;
  if p_kind in ('conversation_state', 'visitor_card') then
    perform support.supersede_states(p_conversation.id, v_lane, p_kind, p_payload);
  end if;
  insert into support.outbox (
    organization_id, lane, chat_id, kind, conversation_id, message_id, payload, priority, not_before, expires_at
  )
  values (
    p_conversation.organization_id, v_lane, v_chat_id, p_kind, p_conversation.id, p_message_id,
    coalesce(p_payload, '{}') || jsonb_build_object('conversation_id', p_conversation.id),
    coalesce(p_priority, case
        when p_kind = 'conversation_state' and (v_chat.mode = 'topics' or p_payload ->> 'state' = 'moved') then 30 end,
      support.delivery_priority(p_kind)), coalesce(p_not_before, now()), p_expires_at
  );
end
$function$;

comment on function support.enqueue_telegram_at(p_conversation support.conversations, p_kind text, p_payload jsonb, p_message_id uuid, p_chat_id bigint, p_priority integer, p_not_before timestamp with time zone, p_expires_at timestamp with time zone) is 'Writes an outbox row about a conversation: for its group, or for the direct messages of whoever claimed it in claims mode. Nothing when nobody answers in Telegram. A lane has one sign of typing at a time.';

-- Nobody but the owner has any privilege.
