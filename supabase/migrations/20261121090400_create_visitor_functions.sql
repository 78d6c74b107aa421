-- Purpose: what a visitor does in a conversation. One call is one transaction.
-- Objects: support.telegram_chat_for, enqueue_telegram, lock_open_conversation, lock_visitor_conversation, sync_json;
--          public.support_start_conversation, support_post_visitor_message, support_list_messages,
--          support_poll_changes, support_mark_read.
-- Undo:    drop the functions.

create function support.telegram_chat_for(p_organization_id uuid, p_department_id uuid) returns support.telegram_chats
language sql stable
set search_path = ''
as $$
  select chat.* from support.telegram_chats as chat
  where chat.organization_id = p_organization_id
    and (chat.department_id = p_department_id or chat.department_id is null)
  order by chat.department_id nulls last limit 1
$$;
comment on function support.telegram_chat_for(uuid, uuid) is
  'The group that answers for a department: its own, else the organization''s. Null when there is none.';

create function support.enqueue_telegram(
  p_conversation support.conversations, p_kind text, p_payload jsonb,
  p_message_id uuid default null, p_chat_id bigint default null
) returns void
language plpgsql
set search_path = ''
as $$
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
$$;
comment on function support.enqueue_telegram(support.conversations, text, jsonb, uuid, bigint) is
  'Writes an outbox row for the group, or for the agent''s direct messages once a conversation is claimed in claims mode.';

create function support.lock_open_conversation(
  p_session support.sessions, p_department_id uuid, p_context jsonb
) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
  v_widget support.widgets;
  v_number bigint;
begin
  select widget.* into v_widget from support.widgets as widget where widget.id = p_session.widget_id;
  if p_department_id is not null and not exists (
    select from support.departments as department
    where department.id = p_department_id and department.organization_id = v_widget.organization_id
  ) then
    raise exception 'no such department' using errcode = 'SC021', hint = 'Choose one of the departments in widget-config.';
  end if;

  loop
    select conversation.* into v_conversation from support.conversations as conversation
    where conversation.visitor_id = p_session.visitor_id and conversation.widget_id = p_session.widget_id
      and conversation.status in ('queued', 'active')
    for update;
    if found then
      return v_conversation;
    end if;

    -- A visitor who comes back soon goes on where they stopped; later it is a new matter.
    select conversation.* into v_conversation from support.conversations as conversation
    where conversation.visitor_id = p_session.visitor_id and conversation.widget_id = p_session.widget_id
    order by conversation.number desc limit 1
    for update;
    if found and v_conversation.status in ('queued', 'active') then
      return v_conversation; -- somebody reopened it while we waited for the lock
    end if;
    if found and v_conversation.closed_at
        > now() - make_interval(hours => coalesce((v_widget.behavior ->> 'reopen_hours')::integer, 168)) then
      update support.conversations
      set status = case when agent_id is null then 'queued' else 'active' end,
          closed_at = null, revision = revision + 1, updated_at = now()
      where id = v_conversation.id returning * into v_conversation;
      perform support.enqueue_telegram(v_conversation, 'conversation_state', jsonb_build_object('state', 'reopened'));
      return v_conversation;
    end if;

    update support.organizations set last_conversation_number = last_conversation_number + 1
    where id = v_widget.organization_id returning last_conversation_number into v_number;
    insert into support.conversations (organization_id, widget_id, visitor_id, department_id, number, context)
    values (v_widget.organization_id, v_widget.id, p_session.visitor_id, p_department_id, v_number, coalesce(p_context, '{}'))
    on conflict (visitor_id, widget_id) where status in ('queued', 'active') do nothing
    returning * into v_conversation;
    if found then
      return v_conversation;
    end if;
    -- Another call of the same visitor was faster: take the lock on its row.
  end loop;
end
$$;
comment on function support.lock_open_conversation(support.sessions, uuid, jsonb) is
  'The visitor''s open conversation, locked: the one that is open, else the last one reopened, else a new one. Raises SC021.';

create function support.lock_visitor_conversation(p_session support.sessions, p_conversation_id uuid)
returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.visitor_id = p_session.visitor_id
    and conversation.widget_id = p_session.widget_id
  for update;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  return v_conversation;
end
$$;
comment on function support.lock_visitor_conversation(support.sessions, uuid) is
  'One of the visitor''s own conversations, locked. Somebody else''s is as unknown as one that never was: SC020.';

create function support.sync_json(
  p_conversation support.conversations, p_after_revision bigint, p_limit integer
) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  v_messages jsonb := '[]';
  v_count integer := 0;
begin
  if p_conversation.id is null then
    null;
  elsif p_after_revision <= 0 then
    select coalesce(jsonb_agg(support.message_json(page.message) order by page.seq), '[]') into v_messages
    from (
      select message, message.seq from support.messages as message
      where message.conversation_id = p_conversation.id and not message.is_internal
      order by message.seq desc limit 50
    ) as page;
  else
    select coalesce(jsonb_agg(support.message_json(page.message) order by page.revision), '[]'), count(*)
    into v_messages, v_count
    from (
      select message, message.revision from support.messages as message
      where message.conversation_id = p_conversation.id and message.revision > p_after_revision and not message.is_internal
      order by message.revision limit p_limit
    ) as page;
  end if;
  return jsonb_build_object(
    'conversation', case when p_conversation.id is null then null else support.conversation_json(p_conversation) end,
    'messages', v_messages,
    'has_more', v_count >= p_limit
  );
end
$$;
comment on function support.sync_json(support.conversations, bigint, integer) is
  'Everything after a revision, or the newest 50 messages when the revision is 0. The conversation row is read first, so '
  'whatever its revision names is among the messages.';

create function public.support_start_conversation(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid,
  p_department_id uuid default null, p_context jsonb default '{}'
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_open_conversation(v_session, p_department_id, p_context);
begin
  perform support.count_hit('start:session:' || p_session_id::text, 20, interval '1 minute');
  return support.sync_json(v_conversation, 0, 50)
    || jsonb_build_object('availability', support.availability_json(v_conversation.organization_id));
end
$$;
comment on function public.support_start_conversation(uuid, uuid, uuid, uuid, jsonb) is
  'Finds or opens the visitor''s conversation. Raises SC002, SC010, SC011, SC012, SC014, SC021, SC040.';

create function public.support_post_visitor_message(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_message_id uuid, p_text text,
  p_conversation_id uuid default null, p_department_id uuid default null, p_context jsonb default '{}',
  p_ip_hash text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
  v_message support.messages;
begin
  p_context := coalesce(p_context, '{}');
  if p_message_id is null or p_text is null or p_text !~ '[^[:space:]]' then
    raise exception 'a message needs an id and a text' using errcode = 'SC030';
  end if;
  if char_length(p_text) > 4000 then
    raise exception 'a message may have at most 4000 characters' using errcode = 'SC032', hint = 'Send it in parts.';
  end if;

  -- A repeat is answered like the first time, before any limit: the client could not know that it had worked.
  select message.* into v_message from support.messages as message where message.id = p_message_id;
  if not found then
    if p_conversation_id is not null then
      perform support.lock_visitor_conversation(v_session, p_conversation_id);
    end if;
    v_conversation := support.lock_open_conversation(v_session, p_department_id, p_context);
    -- The lock may have waited for the transaction that stored this very message.
    select message.* into v_message from support.messages as message where message.id = p_message_id;
  end if;
  if v_message.id is not null then
    if v_message.visitor_id <> p_visitor_id or v_message.sender_kind <> 'visitor' then
      raise exception 'this message id is taken' using errcode = 'SC031', hint = 'Make a new random id.';
    end if;
    return jsonb_build_object('message', support.message_json(v_message));
  end if;

  perform support.count_hit('message:session:' || p_session_id::text, 5, interval '10 seconds');
  if p_ip_hash is not null then
    perform support.count_hit('message:ip:' || p_ip_hash, 60, interval '10 seconds');
  end if;

  update support.conversations
  set last_seq = last_seq + 1, revision = revision + 1, updated_at = now(),
      context = case when p_context = '{}' then context else p_context end
  where id = v_conversation.id returning * into v_conversation;
  if p_context <> '{}' then
    update support.visitors set context = p_context, last_seen_at = now() where id = p_visitor_id;
  end if;
  insert into support.messages (
    conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, body
  )
  values (
    v_conversation.id, v_conversation.last_seq, p_message_id, v_conversation.organization_id, p_visitor_id,
    v_conversation.revision, 'visitor', p_text
  )
  on conflict (id) do nothing
  returning * into v_message;
  if not found then
    raise exception 'this message id is taken' using errcode = 'SC031', hint = 'Make a new random id.';
  end if;
  perform support.enqueue_telegram(
    v_conversation, 'visitor_message', jsonb_build_object('message_id', p_message_id), p_message_id);
  return jsonb_build_object('message', support.message_json(v_message));
end
$$;
comment on function public.support_post_visitor_message(uuid, uuid, uuid, uuid, text, uuid, uuid, jsonb, text) is
  'Stores a visitor''s message: idempotent by its client-made id, rate limited, numbered, queued for the team, all or '
  'nothing. Raises SC002, SC010, SC011, SC012, SC014, SC020, SC021, SC030, SC031, SC032, SC040.';

create function public.support_list_messages(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid,
  p_after_seq bigint default null, p_before_seq bigint default null, p_limit integer default 50
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_messages jsonb;
  v_count integer;
begin
  if not exists (
    select from support.conversations as conversation
    where conversation.id = p_conversation_id and conversation.visitor_id = v_session.visitor_id
      and conversation.widget_id = v_session.widget_id
  ) then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  if p_after_seq is not null then
    select coalesce(jsonb_agg(support.message_json(page.message) order by page.seq) filter (where page.place <= v_limit), '[]'), count(*)
    into v_messages, v_count
    from (
      select message, message.seq, row_number() over (order by message.seq) as place from support.messages as message
      where message.conversation_id = p_conversation_id and message.seq > p_after_seq and not message.is_internal
      order by message.seq limit v_limit + 1
    ) as page;
  else
    select coalesce(jsonb_agg(support.message_json(page.message) order by page.seq) filter (where page.place <= v_limit), '[]'), count(*)
    into v_messages, v_count
    from (
      select message, message.seq, row_number() over (order by message.seq desc) as place from support.messages as message
      where message.conversation_id = p_conversation_id and (p_before_seq is null or message.seq < p_before_seq)
        and not message.is_internal
      order by message.seq desc limit v_limit + 1
    ) as page;
  end if;
  return jsonb_build_object('messages', v_messages, 'has_more', v_count > v_limit);
end
$$;
comment on function public.support_list_messages(uuid, uuid, uuid, uuid, bigint, bigint, integer) is
  'A page of history, oldest first: after a sequence, before one, or the newest. Raises SC002, SC010, SC011, SC012, SC014, SC020.';

create function public.support_poll_changes(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid,
  p_conversation_id uuid default null, p_after_revision bigint default 0, p_limit integer default 200
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.visitor_id = v_session.visitor_id and conversation.widget_id = v_session.widget_id
  order by conversation.number desc limit 1;
  return support.sync_json(
      v_conversation,
      case when v_conversation.id = p_conversation_id then coalesce(p_after_revision, 0) else 0 end,
      least(greatest(coalesce(p_limit, 200), 1), 500)
    ) || jsonb_build_object('availability', (
      select support.availability_json(widget.organization_id) from support.widgets as widget where widget.id = p_widget_id
    ));
end
$$;
comment on function public.support_poll_changes(uuid, uuid, uuid, uuid, bigint, integer) is
  'Everything since a cursor in the visitor''s newest conversation. Raises SC002, SC010, SC011, SC012, SC014.';

create function public.support_mark_read(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_seq bigint
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_visitor_conversation(v_session, p_conversation_id);
  v_seq bigint := least(coalesce(p_seq, 0), v_conversation.last_seq);
begin
  if v_seq > v_conversation.visitor_read_seq then
    update support.conversations set visitor_read_seq = v_seq, revision = revision + 1
    where id = p_conversation_id returning * into v_conversation;
  end if;
  return jsonb_build_object('conversation', support.conversation_json(v_conversation));
end
$$;
comment on function public.support_mark_read(uuid, uuid, uuid, uuid, bigint) is
  'Moves the visitor''s reading mark forward, never back, never past the newest message. Raises SC002, SC010 to SC014, SC020.';

revoke all on all functions in schema support from public;
grant execute on function support.current_visitor_id() to support_visitor;
grant execute on function support.current_organization_ids() to authenticated;
revoke all on function public.support_start_conversation(uuid, uuid, uuid, uuid, jsonb) from public, anon, authenticated;
revoke all on function public.support_post_visitor_message(uuid, uuid, uuid, uuid, text, uuid, uuid, jsonb, text) from public, anon, authenticated;
revoke all on function public.support_list_messages(uuid, uuid, uuid, uuid, bigint, bigint, integer) from public, anon, authenticated;
revoke all on function public.support_poll_changes(uuid, uuid, uuid, uuid, bigint, integer) from public, anon, authenticated;
revoke all on function public.support_mark_read(uuid, uuid, uuid, uuid, bigint) from public, anon, authenticated;
grant execute on function public.support_start_conversation(uuid, uuid, uuid, uuid, jsonb) to service_role;
grant execute on function public.support_post_visitor_message(uuid, uuid, uuid, uuid, text, uuid, uuid, jsonb, text) to service_role;
grant execute on function public.support_list_messages(uuid, uuid, uuid, uuid, bigint, bigint, integer) to service_role;
grant execute on function public.support_poll_changes(uuid, uuid, uuid, uuid, bigint, integer) to service_role;
grant execute on function public.support_mark_read(uuid, uuid, uuid, uuid, bigint) to service_role;
