-- Purpose: an agent's answer opened a conversation without the lock of routing, under which everybody else opens one where
--          conversations are given out. Whoever held that lock could find no other open one, and a moment later wait for
--          the one that the answer had opened and that somebody passed on, who waited for the lock.
-- Objects: support.lock_opening; support.reopen_conversation, answer_conversation, public.support_post_agent_message (replaced).
-- Undo:    restore the functions of 20261121130010; drop support.lock_opening.

create function support.lock_opening(p_conversation support.conversations) returns void
language plpgsql
set search_path = ''
as $$
begin
  if not exists (
    select from support.widgets as widget
    where widget.id = p_conversation.widget_id and widget.routing_rules ->> 'strategy' = 'least_busy'
  ) then
    return;
  end if;
  perform support.lock_routing(p_conversation.organization_id);
  -- The index would say so too, but only after waiting for whoever changes the other one, and they may wait for this lock.
  if not support.may_be_open(p_conversation) then
    raise unique_violation using
      message = 'the visitor has another open conversation', constraint = 'conversations_one_open';
  end if;
end
$$;
comment on function support.lock_opening(support.conversations) is
  'Before a locked conversation is opened again: where conversations are given out, that happens one at a time. Raises a '
  'unique violation of conversations_one_open when the visitor has another open one; elsewhere the index does.';
revoke all on function support.lock_opening(support.conversations) from public;

create or replace function support.reopen_conversation(
  p_conversation support.conversations, p_agent_name text default null
) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
  v_widget support.widgets;
  v_agent support.agents;
  v_is_given_out boolean;
  v_stays boolean;
begin
  select widget.* into v_widget from support.widgets as widget where widget.id = p_conversation.widget_id;
  v_is_given_out := coalesce(v_widget.routing_rules ->> 'strategy' = 'least_busy', false);
  perform support.lock_opening(p_conversation);
  select agent.* into v_agent from support.agents as agent
  where agent.id = p_conversation.agent_id and agent.is_active for key share;
  v_stays := found and (not v_is_given_out or exists (
    select from support.free_agents(p_conversation.organization_id) as free where free.agent_id = v_agent.id));
  -- Only where conversations are given out was it asked whether its agent has room.
  perform set_config('support.assignment', case when v_is_given_out then 'routed:' else 'reopened:' end, true);
  update support.conversations set
    agent_id = case when v_stays then agent_id end,
    status = case when v_stays then 'active' else 'queued' end,
    claimed_at = case when v_stays then claimed_at end,
    queued_at = case when v_stays then queued_at else now() end,
    is_offline = case when p_agent_name is null then support.widget_status(v_widget) <> 'online' else is_offline end,
    closed_at = null, ended_by = null, escalated_at = null, escalations = 0, reopened_count = reopened_count + 1,
    revision = revision + 1, updated_at = now()
  where id = p_conversation.id returning * into v_conversation;
  perform set_config('support.assignment', '', true);
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_strip_nulls(jsonb_build_object('state', 'reopened', 'agent_name', p_agent_name)));
  return support.route_conversation(v_conversation);
end
$$;

create or replace function support.answer_conversation(
  p_conversation support.conversations, p_agent_id uuid, p_is_note boolean, p_takes_part boolean
) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_was_open boolean := p_conversation.status in ('queued', 'active');
  v_holder_id uuid := p_conversation.agent_id;
  v_changed support.conversations;
begin
  if p_takes_part and not v_was_open then
    perform support.lock_opening(p_conversation);
  end if;
  if not p_is_note then
    v_holder_id := coalesce(v_holder_id, p_agent_id);
    if not v_was_open and not exists (
      select from support.agents as holder where holder.id = v_holder_id and holder.is_active for key share
    ) then
      v_holder_id := p_agent_id; -- whoever left the team cannot go on with it
    end if;
    perform set_config(
      'support.assignment', case when v_holder_id = p_conversation.agent_id then 'reopened:' else 'answered:' end, true);
  end if;
  -- An answer takes the conversation, opens it again, and proves that everything before it was seen; a note proves only
  -- that. A revision is taken only when one of these really changes, so that no client looks for an event that never came.
  update support.conversations set
    revision = revision + 1,
    seen_seq = last_seq - 1,
    agent_id = v_holder_id,
    claimed_at = case
      when p_is_note then claimed_at when v_holder_id is distinct from agent_id then now() else coalesce(claimed_at, now()) end,
    status = case when p_takes_part then 'active' else status end,
    closed_at = case when p_takes_part then null else closed_at end,
    ended_by = case when p_takes_part then null else ended_by end,
    reopened_count = reopened_count + case when p_takes_part and not v_was_open then 1 else 0 end
  where id = p_conversation.id and (
    (p_takes_part and status <> 'active')
    or agent_id is distinct from v_holder_id
    or exists (
      select from support.messages as unseen
      where unseen.conversation_id = p_conversation.id and unseen.seq > seen_seq and unseen.seq < last_seq
        and unseen.sender_kind = 'visitor'
    )
  )
  returning * into v_changed;
  perform set_config('support.assignment', '', true);
  return case when v_changed.id is null then p_conversation else v_changed end;
end
$$;

create or replace function public.support_post_agent_message(
  p_conversation_id uuid, p_agent_id uuid, p_message_id uuid, p_text text,
  p_internal boolean default false, p_telegram jsonb default null, p_type text default 'text',
  p_content jsonb default null, p_reply_to uuid default null, p_attachment_ids uuid[] default '{}'
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;
