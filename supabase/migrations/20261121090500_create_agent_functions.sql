-- Purpose: what an agent does in a conversation, wherever they answer from. One call is one transaction.
-- Objects: support.lock_conversation, support.agent_of_conversation, support.may_be_open; public.support_post_agent_message,
--          support_edit_agent_message, support_claim_conversation, support_pass_conversation,
--          support_close_conversation, support_reopen_conversation.
-- Undo:    drop the functions.

create function support.lock_conversation(p_conversation_id uuid) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id for update;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  return v_conversation;
end
$$;
comment on function support.lock_conversation(uuid) is 'A conversation, locked until the transaction ends. Raises SC020.';

create function support.agent_of_conversation(p_conversation support.conversations, p_agent_id uuid)
returns support.agents
language plpgsql stable
set search_path = ''
as $$
declare
  v_agent support.agents;
begin
  select agent.* into v_agent from support.agents as agent
  where agent.id = p_agent_id and agent.organization_id = p_conversation.organization_id and agent.is_active;
  if not found then
    raise exception 'no such agent in this organization' using errcode = 'SC050';
  end if;
  return v_agent;
end
$$;
comment on function support.agent_of_conversation(support.conversations, uuid) is
  'The agent, if they are active and belong to the conversation''s organization. Raises SC050.';

create function support.may_be_open(p_conversation support.conversations) returns boolean
language sql stable
set search_path = ''
as $$
  select p_conversation.status in ('queued', 'active') or not exists (
    select from support.conversations as other
    where other.visitor_id = p_conversation.visitor_id and other.widget_id = p_conversation.widget_id
      and other.status in ('queued', 'active')
  )
$$;
comment on function support.may_be_open(support.conversations) is
  'Whether a conversation is open or could be opened: no other one of the same visitor and widget is.';

create function public.support_post_agent_message(
  p_conversation_id uuid, p_agent_id uuid, p_message_id uuid, p_text text,
  p_internal boolean default false, p_telegram jsonb default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_post_agent_message(uuid, uuid, uuid, text, boolean, jsonb) is
  'Stores an agent''s answer or note; idempotent by message id and by the Telegram message it came from. Raises SC020, '
  'SC030, SC031, SC032, SC050.';

create function public.support_edit_agent_message(p_chat_id bigint, p_telegram_message_id bigint, p_text text)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_message support.messages;
  v_conversation support.conversations;
begin
  if p_text is null or p_text !~ '[^[:space:]]' then
    raise exception 'a message needs a text' using errcode = 'SC030';
  end if;
  if char_length(p_text) > 16000 then
    raise exception 'an answer may have at most 16000 characters' using errcode = 'SC032', hint = 'Send it in parts.';
  end if;
  select message.* into v_message
  from support.telegram_messages as known join support.messages as message on message.id = known.support_message_id
  where known.chat_id = p_chat_id and known.message_id = p_telegram_message_id and known.direction = 'in';
  if not found then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  v_conversation := support.lock_conversation(v_message.conversation_id);
  if v_message.body = p_text or v_message.deleted_at is not null then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  update support.conversations set revision = revision + 1, updated_at = now()
  where id = v_conversation.id returning * into v_conversation;
  update support.messages set body = p_text, edited_at = clock_timestamp(), revision = v_conversation.revision
  where id = v_message.id returning * into v_message;
  return jsonb_build_object('outcome', 'edited', 'message', support.message_json(v_message));
end
$$;
comment on function public.support_edit_agent_message(bigint, bigint, text) is
  'Mirrors an edit made in Telegram. An edit that changes nothing takes no revision. Raises SC030, SC032.';

create function public.support_claim_conversation(p_conversation_id uuid, p_agent_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
  v_holder support.agents;
  v_outcome text;
begin
  update support.agents set last_seen_at = now() where id = p_agent_id;
  if v_conversation.status not in ('queued', 'active') then
    v_outcome := 'closed';
  elsif v_conversation.agent_id = p_agent_id then
    v_outcome := 'already_yours';
  elsif v_conversation.agent_id is not null then
    v_outcome := 'taken';
  else
    v_outcome := 'claimed';
    update support.conversations set
      agent_id = p_agent_id, status = 'active', claimed_at = now(), seen_seq = last_seq,
      revision = revision + 1, updated_at = now()
    where id = p_conversation_id returning * into v_conversation;
    perform support.enqueue_telegram(
      v_conversation, 'conversation_state', jsonb_build_object('state', 'claimed', 'agent_name', v_agent.name));
    if (support.telegram_chat_for(v_conversation.organization_id, v_conversation.department_id)).mode = 'claims'
        and v_agent.telegram_user_id is not null then
      perform support.enqueue_telegram(
        v_conversation, 'claim_transcript', jsonb_build_object('agent_id', p_agent_id, 'last_seq', v_conversation.last_seq),
        null, v_agent.telegram_user_id);
    end if;
  end if;
  select agent.* into v_holder from support.agents as agent where agent.id = v_conversation.agent_id;
  return jsonb_build_object(
    'outcome', v_outcome,
    'agent', case when v_holder.id is null then null else jsonb_build_object('id', v_holder.id, 'name', v_holder.name) end,
    'conversation', support.agent_conversation_json(v_conversation)
  );
end
$$;
comment on function public.support_claim_conversation(uuid, uuid) is
  'Gives an unclaimed conversation to one agent; of any number of claims at once exactly one wins and the others learn '
  'who did. Raises SC020, SC050.';

create function public.support_pass_conversation(p_conversation_id uuid, p_agent_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
begin
  if v_conversation.agent_id is distinct from p_agent_id or v_conversation.status not in ('queued', 'active') then
    return jsonb_build_object('outcome', 'not_yours', 'conversation', support.agent_conversation_json(v_conversation));
  end if;
  update support.conversations set
    agent_id = null, status = 'queued', claimed_at = null, revision = revision + 1, updated_at = now()
  where id = p_conversation_id returning * into v_conversation;
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_build_object('state', 'passed', 'agent_name', v_agent.name));
  return jsonb_build_object('outcome', 'passed', 'conversation', support.agent_conversation_json(v_conversation));
end
$$;
comment on function public.support_pass_conversation(uuid, uuid) is 'Gives a claimed conversation back to the queue. Raises SC020, SC050.';

create function public.support_close_conversation(
  p_conversation_id uuid, p_agent_id uuid default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents;
begin
  if p_agent_id is not null then
    v_agent := support.agent_of_conversation(v_conversation, p_agent_id);
  end if;
  if v_conversation.status = 'closed' then
    return jsonb_build_object('outcome', 'already_closed', 'conversation', support.agent_conversation_json(v_conversation));
  end if;
  update support.conversations set
    status = 'closed', closed_at = now(), seen_seq = last_seq, revision = revision + 1, updated_at = now()
  where id = p_conversation_id returning * into v_conversation;
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_build_object('state', 'closed', 'agent_name', v_agent.name));
  return jsonb_build_object('outcome', 'closed', 'conversation', support.agent_conversation_json(v_conversation));
end
$$;
comment on function public.support_close_conversation(uuid, uuid) is
  'Ends a conversation, whoever ended it and wherever; a topic that is closed already only gets its card renewed. Raises '
  'SC020, SC050.';

create function public.support_reopen_conversation(
  p_conversation_id uuid, p_agent_id uuid default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents;
begin
  if p_agent_id is not null then
    v_agent := support.agent_of_conversation(v_conversation, p_agent_id);
  end if;
  if v_conversation.status in ('queued', 'active') or not support.may_be_open(v_conversation) then
    return jsonb_build_object('outcome', 'already_open', 'conversation', support.agent_conversation_json(v_conversation));
  end if;
  update support.conversations set
    status = case when agent_id is null then 'queued' else 'active' end, closed_at = null,
    revision = revision + 1, updated_at = now()
  where id = p_conversation_id returning * into v_conversation;
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_build_object('state', 'reopened', 'agent_name', v_agent.name));
  return jsonb_build_object('outcome', 'reopened', 'conversation', support.agent_conversation_json(v_conversation));
end
$$;
comment on function public.support_reopen_conversation(uuid, uuid) is
  'Opens an ended conversation again, unless the visitor has another open one. Raises SC020, SC050.';

revoke all on all functions in schema support from public;
grant execute on function support.current_visitor_id() to support_visitor;
grant execute on function support.current_organization_ids() to authenticated;
revoke all on function public.support_post_agent_message(uuid, uuid, uuid, text, boolean, jsonb) from public, anon, authenticated;
revoke all on function public.support_edit_agent_message(bigint, bigint, text) from public, anon, authenticated;
revoke all on function public.support_claim_conversation(uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_pass_conversation(uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_close_conversation(uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_reopen_conversation(uuid, uuid) from public, anon, authenticated;
grant execute on function public.support_post_agent_message(uuid, uuid, uuid, text, boolean, jsonb) to service_role;
grant execute on function public.support_edit_agent_message(bigint, bigint, text) to service_role;
grant execute on function public.support_claim_conversation(uuid, uuid) to service_role;
grant execute on function public.support_pass_conversation(uuid, uuid) to service_role;
grant execute on function public.support_close_conversation(uuid, uuid) to service_role;
grant execute on function public.support_reopen_conversation(uuid, uuid) to service_role;
