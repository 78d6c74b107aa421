-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_post_agent_message(p_conversation_id uuid, p_agent_id uuid, p_message_id uuid, p_text text, p_internal boolean DEFAULT false, p_telegram jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
  v_message support.messages;
  v_was_open boolean := v_conversation.status in ('queued', 'active');
  v_was_unclaimed boolean := v_conversation.agent_id is null;
  v_takes_part boolean := not p_internal and support.may_be_open(v_conversation);
  v_changed support.conversations;
begin
  if p_message_id is null or p_text is null or p_text !~ '[^[:space:]]' then
    raise exception 'a message needs an id and a text' using errcode = 'SC030';
  end if;
  if char_length(p_text) > 16000 then
    raise exception 'an answer may have at most 16000 characters' using errcode = 'SC032', hint = 'Send it in parts.';
  end if;

  select message.* into v_message from support.messages as message
  where message.id = p_message_id or message.id = (
    select known.support_message_id from support.telegram_messages as known
    where known.chat_id = (p_telegram ->> 'chat_id')::bigint and known.message_id = (p_telegram ->> 'message_id')::bigint
  );
  if found then
    if v_message.conversation_id <> p_conversation_id then
      raise exception 'this message id is taken' using errcode = 'SC031';
    end if;
    return jsonb_build_object(
      'outcome', 'duplicate',
      'message', support.message_json(v_message),
      'conversation', support.agent_conversation_json(v_conversation)
    );
  end if;

  update support.conversations set
    last_seq = last_seq + 1, revision = revision + 1, updated_at = now(),
    first_response_at = case when p_internal then first_response_at else coalesce(first_response_at, now()) end
  where id = p_conversation_id returning * into v_conversation;
  insert into support.messages (
    conversation_id, seq, id, organization_id, visitor_id, agent_id, revision, sender_kind, sender_name, body, is_internal
  )
  values (
    p_conversation_id, v_conversation.last_seq, p_message_id, v_conversation.organization_id, v_conversation.visitor_id,
    v_agent.id, v_conversation.revision, 'agent', v_agent.name, p_text, p_internal
  )
  returning * into v_message;
  if p_telegram is not null then
    insert into support.telegram_messages (chat_id, message_id, thread_id, direction, role, conversation_id, support_message_id)
    values (
      (p_telegram ->> 'chat_id')::bigint, (p_telegram ->> 'message_id')::bigint, (p_telegram ->> 'thread_id')::bigint,
      'in', 'message', p_conversation_id, p_message_id
    );
  end if;

  -- An answer takes the conversation, opens it again, and proves that everything before it was seen; a note proves only
  -- that. A revision is taken only when one of these really changes, so that no client looks for an event that never came.
  update support.conversations set
    revision = revision + 1,
    seen_seq = last_seq - 1,
    agent_id = case when p_internal then agent_id else coalesce(agent_id, p_agent_id) end,
    claimed_at = case when p_internal then claimed_at else coalesce(claimed_at, now()) end,
    status = case when v_takes_part then 'active' else status end,
    closed_at = case when v_takes_part then null else closed_at end
  where id = p_conversation_id and (
    (v_takes_part and status <> 'active')
    or (not p_internal and agent_id is null)
    or exists (
      select from support.messages as unseen
      where unseen.conversation_id = p_conversation_id and unseen.seq > seen_seq and unseen.seq < last_seq
        and unseen.sender_kind = 'visitor'
    )
  )
  returning * into v_changed;
  if found then
    v_conversation := v_changed;
  end if;
  update support.agents set last_seen_at = now() where id = p_agent_id;

  if not p_internal and not v_was_open and v_conversation.status = 'active' then
    perform support.enqueue_telegram(v_conversation, 'conversation_state', jsonb_build_object('state', 'reopened'));
  end if;
  if not p_internal and v_was_unclaimed then
    perform support.enqueue_telegram(
      v_conversation, 'conversation_state', jsonb_build_object('state', 'claimed', 'agent_name', v_agent.name));
  end if;
  return jsonb_build_object(
    'outcome', 'posted',
    'message', support.message_json(v_message),
    'conversation', support.agent_conversation_json(v_conversation)
  );
end
$function$;

comment on function public.support_post_agent_message(p_conversation_id uuid, p_agent_id uuid, p_message_id uuid, p_text text, p_internal boolean, p_telegram jsonb) is 'Stores an agent''s answer or note; idempotent by message id and by the Telegram message it came from. Raises SC020, SC030, SC031, SC032, SC050.';

-- service_role may execute
