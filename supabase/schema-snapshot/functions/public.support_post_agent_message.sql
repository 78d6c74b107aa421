-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_post_agent_message(p_conversation_id uuid, p_agent_id uuid, p_message_id uuid, p_text text, p_internal boolean DEFAULT false, p_telegram jsonb DEFAULT NULL::jsonb, p_type text DEFAULT 'text'::text, p_content jsonb DEFAULT NULL::jsonb, p_reply_to uuid DEFAULT NULL::uuid, p_attachment_ids uuid[] DEFAULT '{}'::uuid[])
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
  v_message support.messages;
  v_is_note boolean := coalesce(p_internal, false);
  v_type text := coalesce(p_type, 'text');
  v_has_files boolean := coalesce(cardinality(p_attachment_ids), 0) > 0;
  v_was_open boolean := v_conversation.status in ('queued', 'active');
  v_held_by uuid := v_conversation.agent_id;
  v_constraint text;
  v_takes_part boolean := not v_is_note and support.may_be_open(v_conversation);
  v_reply_to_seq bigint;
begin
  if p_message_id is null then
    raise exception 'a message needs an id and a text' using errcode = 'SC030';
  end if;
  perform support.assert_message_text(p_text, 16000, v_has_files);
  perform support.assert_message_content(v_type, p_content, v_has_files, array['text', 'file', 'image', 'card', 'form']);
  if jsonb_typeof(p_telegram) = 'null' then
    p_telegram := null;
  end if;
  if p_telegram is not null and (
    jsonb_typeof(p_telegram) <> 'object'
    or coalesce(p_telegram ->> 'chat_id', '') !~ '^-?[0-9]{1,18}$'
    or coalesce(p_telegram ->> 'message_id', '') !~ '^[0-9]{1,18}$'
    or coalesce(p_telegram ->> 'thread_id', '0') !~ '^[0-9]{1,18}$'
    or coalesce(p_telegram ->> 'reply_to_message_id', '0') !~ '^[0-9]{1,18}$'
  ) then
    perform support.refuse('p_telegram', 'a Telegram message is {"chat_id", "message_id", "thread_id", "reply_to_message_id"}');
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

  if p_reply_to is not null then
    v_reply_to_seq := support.quoted_seq(v_conversation, p_reply_to, v_is_note);
  elsif p_telegram ->> 'reply_to_message_id' is not null then
    -- Telegram also calls a topic's first message "replied to", so an unknown one means that nothing was quoted.
    select quoted.seq into v_reply_to_seq
    from support.telegram_messages as known
    join support.messages as quoted on quoted.id = any (known.support_message_id || known.further_message_ids)
    where known.chat_id = (p_telegram ->> 'chat_id')::bigint
      and known.message_id = (p_telegram ->> 'reply_to_message_id')::bigint
      and quoted.conversation_id = p_conversation_id and (v_is_note or not quoted.is_internal)
    -- Of lines that went out together, the last that still stands.
    order by quoted.deleted_at is null desc, quoted.seq desc limit 1;
  end if;

  update support.conversations set
    last_seq = last_seq + 1, revision = revision + 1, updated_at = now(),
    first_response_at = case when v_is_note then first_response_at else coalesce(first_response_at, now()) end,
    last_message_at = case when v_is_note then last_message_at else now() end,
    waiting_since = case when v_is_note then waiting_since end
  where id = p_conversation_id returning * into v_conversation;
  if v_has_files then
    v_type := support.attach_files(v_conversation, p_message_id, p_attachment_ids, p_agent_id);
  end if;
  insert into support.messages (
    conversation_id, seq, id, organization_id, visitor_id, agent_id, revision, sender_kind, sender_name, type, body, content,
    reply_to_seq, is_internal
  )
  values (
    p_conversation_id, v_conversation.last_seq, p_message_id, v_conversation.organization_id, v_conversation.visitor_id,
    v_agent.id, v_conversation.revision, 'agent', v_agent.name, v_type, coalesce(p_text, ''), p_content,
    v_reply_to_seq, v_is_note
  )
  on conflict (id) do nothing
  returning * into v_message;
  if not found then
    raise exception 'this message id is taken' using errcode = 'SC031', hint = 'Make a new random id.';
  end if;
  if p_telegram is not null then
    insert into support.telegram_messages (chat_id, message_id, thread_id, direction, role, conversation_id, support_message_id)
    values (
      (p_telegram ->> 'chat_id')::bigint, (p_telegram ->> 'message_id')::bigint, (p_telegram ->> 'thread_id')::bigint,
      'in', 'message', p_conversation_id, p_message_id
    )
    on conflict (chat_id, message_id) do nothing;
  end if;

  if not v_takes_part or v_was_open then
    v_conversation := support.answer_conversation(v_conversation, p_agent_id, v_is_note, v_takes_part);
  else
    begin
      v_conversation := support.answer_conversation(v_conversation, p_agent_id, v_is_note, true);
    exception when unique_violation then
      get stacked diagnostics v_constraint = constraint_name;
      if v_constraint <> 'conversations_one_open' then
        raise;
      end if;
      -- The visitor began another one since we looked: this one stays ended, with the answer in it.
      v_conversation := support.answer_conversation(v_conversation, p_agent_id, v_is_note, false);
    end;
  end if;
  -- Whoever has the agent's row at this moment says the same or more, and may wait for the lock of routing, which is held here.
  update support.agents set last_seen_at = now()
  where id in (select agent.id from support.agents as agent where agent.id = p_agent_id for no key update skip locked);

  -- What was written in Telegram is there already, unless it was in the group that the conversation has left.
  if (p_telegram is null or ((p_telegram ->> 'chat_id')::bigint < 0 and (p_telegram ->> 'chat_id')::bigint is distinct from
      (support.telegram_chat_for(v_conversation.organization_id, v_conversation.department_id)).chat_id)) and not v_is_note and support.is_in_telegram(v_conversation) then
    perform support.enqueue_telegram(
      v_conversation, 'agent_message', jsonb_build_object('message_id', p_message_id), p_message_id);
  end if;
  if not v_is_note and not v_was_open and v_conversation.status = 'active' then
    perform support.enqueue_telegram(v_conversation, 'conversation_state', jsonb_build_object('state', 'reopened'));
  end if;
  if v_conversation.agent_id is distinct from v_held_by then
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

comment on function public.support_post_agent_message(p_conversation_id uuid, p_agent_id uuid, p_message_id uuid, p_text text, p_internal boolean, p_telegram jsonb, p_type text, p_content jsonb, p_reply_to uuid, p_attachment_ids uuid[]) is 'Stores an agent''s answer or note; idempotent by message id and by the Telegram message it came from. An answer from elsewhere is shown in Telegram too. Raises SC020, SC030 to SC033, SC050, SC060, SC062, SC063, SC064, SC090.';

-- service_role may execute
