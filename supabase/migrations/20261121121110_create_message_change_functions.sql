-- Purpose: what was said and is taken back or corrected, by visitors and by agents.
-- Objects: support.pass_on_change, erase_message, replace_text, assert_edit_window, lock_message_for_agent;
--          public.support_edit_visitor_message, support_delete_visitor_message, support_edit_message_by_agent,
--          support_delete_message_by_agent, support_delete_telegram_message.
-- Undo:    drop the functions.

create function support.pass_on_change(p_conversation support.conversations, p_message_id uuid, p_kind text) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_original support.outbox;
  v_chat_id bigint;
begin
  -- Locked, so that no worker takes it between this look and the end of the transaction.
  select job.* into v_original from support.outbox as job
  where job.message_id = p_message_id and job.kind in ('visitor_message', 'agent_message')
  order by job.id desc limit 1
  for update;
  if found and v_original.state = 'dead' then
    return; -- it never got there
  end if;
  if v_original.state = 'pending' and v_original.sent_parts = 0
      and (v_original.leased_until is null or v_original.leased_until <= clock_timestamp()) then
    -- Not sent yet: it will be sent as it is by then, or not at all.
    if p_kind = 'visitor_deletion' then
      update support.outbox set state = 'dead', error = 'unsent', leased_until = null, settled_at = clock_timestamp()
      where id = v_original.id;
    end if;
    return;
  end if;

  for v_chat_id in
    select v_original.chat_id where v_original.chat_id is not null
    union
    select known.chat_id from support.telegram_messages as known
    where known.support_message_id = p_message_id and known.direction = 'out'
    order by 1
  loop
    perform from support.outbox as job
    where job.message_id = p_message_id and job.kind = p_kind and job.chat_id = v_chat_id and job.state = 'pending'
      and (job.leased_until is null or job.leased_until <= clock_timestamp())
    limit 1
    for update;
    if not found then
      perform support.enqueue_telegram(
        p_conversation, p_kind, jsonb_build_object('message_id', p_message_id), p_message_id, v_chat_id);
    end if;
  end loop;
end
$$;
comment on function support.pass_on_change(support.conversations, uuid, text) is
  'visitor_edit or visitor_deletion, for every chat that shows the message. A delivery reads the message when it is sent: '
  'so one that waits is enough for any number of edits, none is needed while the message itself waits, and one that is '
  'taken back before it was sent is buried as "unsent".';

create function support.replace_text(p_conversation support.conversations, p_message support.messages, p_text text)
returns support.messages
language plpgsql
set search_path = ''
as $$
declare
  v_message support.messages;
begin
  update support.conversations set revision = revision + 1, updated_at = now()
  where id = p_conversation.id returning * into p_conversation;
  update support.messages set body = coalesce(p_text, ''), edited_at = clock_timestamp(), revision = p_conversation.revision
  where id = p_message.id returning * into v_message;
  return v_message;
end
$$;
comment on function support.replace_text(support.conversations, support.messages, text) is
  'Another text for a message of a locked conversation, with a revision of its own.';

create function support.erase_message(p_conversation support.conversations, p_message support.messages, p_by text)
returns support.messages
language plpgsql
set search_path = ''
as $$
declare
  v_message support.messages;
begin
  delete from support.attachments where message_id = p_message.id;
  update support.conversations set
    revision = revision + 1, updated_at = now(),
    -- Whoever took back the only question waits for nothing any more.
    waiting_since = case when waiting_since is not null then (
      select min(open_question.created_at) from support.messages as open_question
      where open_question.conversation_id = p_conversation.id and open_question.sender_kind = 'visitor'
        and open_question.deleted_at is null and open_question.id <> p_message.id
        and open_question.seq > coalesce((
          select answer.seq from support.messages as answer
          where answer.conversation_id = p_conversation.id and answer.sender_kind = 'agent' and not answer.is_internal
          order by answer.seq desc limit 1
        ), 0)
    ) end
  where id = p_conversation.id returning * into p_conversation;
  update support.messages set
    body = '', content = null, deleted_at = clock_timestamp(), deleted_by = p_by, revision = p_conversation.revision
  where id = p_message.id returning * into v_message;
  if not p_message.is_internal then
    perform support.pass_on_change(p_conversation, p_message.id, 'visitor_deletion');
  end if;
  return v_message;
end
$$;
comment on function support.erase_message(support.conversations, support.messages, text) is
  'Takes a message of a locked conversation back: text, content and files are really gone, the number stays. What was '
  'shown in Telegram disappears there too.';

-- Visitors

create function support.assert_edit_window(p_message support.messages, p_widget_id uuid) returns void
language plpgsql stable
set search_path = ''
as $$
declare
  v_minutes numeric;
begin
  select case when jsonb_typeof(widget.behavior -> 'edit_window_minutes') = 'number'
    then (widget.behavior ->> 'edit_window_minutes')::numeric else 15 end
  into v_minutes from support.widgets as widget where widget.id = p_widget_id;
  if p_message.created_at <= now() - make_interval(secs => least(v_minutes, 1000000)::double precision * 60) then
    raise exception 'it is too late to change this message' using
      errcode = 'SC034', hint = 'Write another message that corrects it.';
  end if;
end
$$;
comment on function support.assert_edit_window(support.messages, uuid) is
  'Refuses what was said longer ago than the widget''s behavior.edit_window_minutes (15). Raises SC034.';

create function support.lock_visitor_message(p_session support.sessions, p_message_id uuid) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation_id uuid;
begin
  perform support.hold_session(p_session);
  select message.conversation_id into v_conversation_id
  from support.messages as message join support.conversations as conversation on conversation.id = message.conversation_id
  where message.id = p_message_id and message.visitor_id = p_session.visitor_id and message.sender_kind = 'visitor'
    and conversation.widget_id = p_session.widget_id;
  if not found then
    raise exception 'no such message of yours' using errcode = 'SC033';
  end if;
  return support.lock_conversation(v_conversation_id);
end
$$;
comment on function support.lock_visitor_message(support.sessions, uuid) is
  'The conversation in which the visitor wrote this message, locked. Somebody else''s message is as unknown as one that '
  'never was. Raises SC020, SC033.';

create function public.support_edit_visitor_message(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_message_id uuid, p_text text
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_visitor_message(v_session, p_message_id);
  v_message support.messages;
begin
  select message.* into v_message from support.messages as message where message.id = p_message_id;
  if v_message.deleted_at is not null then
    raise exception 'this message was taken back' using errcode = 'SC033';
  end if;
  perform support.assert_message_text(p_text, 4000, v_message.type in ('file', 'image'));
  if v_message.body = coalesce(p_text, '') then
    return jsonb_build_object('outcome', 'unchanged', 'message', support.message_json(v_message));
  end if;
  perform support.assert_edit_window(v_message, p_widget_id);
  perform support.count_hit('change:session:' || p_session_id::text, 20, interval '1 minute');
  v_message := support.replace_text(v_conversation, v_message, p_text);
  perform support.pass_on_change(v_conversation, p_message_id, 'visitor_edit');
  return jsonb_build_object('outcome', 'edited', 'message', support.message_json(v_message));
end
$$;
comment on function public.support_edit_visitor_message(uuid, uuid, uuid, uuid, text) is
  'A visitor corrects what they wrote, for a while. An edit that changes nothing takes no revision. Raises what '
  'assert_session raises, and SC020, SC030, SC032, SC033, SC034, SC040.';

create function public.support_delete_visitor_message(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_message_id uuid
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_visitor_message(v_session, p_message_id);
  v_message support.messages;
begin
  select message.* into v_message from support.messages as message where message.id = p_message_id;
  if v_message.deleted_at is not null then
    return jsonb_build_object('outcome', 'already_deleted', 'message', support.message_json(v_message));
  end if;
  perform support.assert_edit_window(v_message, p_widget_id);
  perform support.count_hit('change:session:' || p_session_id::text, 20, interval '1 minute');
  v_message := support.erase_message(v_conversation, v_message, 'visitor');
  return jsonb_build_object('outcome', 'deleted', 'message', support.message_json(v_message));
end
$$;
comment on function public.support_delete_visitor_message(uuid, uuid, uuid, uuid) is
  'A visitor takes back what they wrote, for a while. Raises what assert_session raises, and SC020, SC033, SC034, SC040.';

-- Agents

create function support.lock_message_for_agent(p_message_id uuid, p_agent support.agents) returns support.messages
language plpgsql
set search_path = ''
as $$
declare
  v_message support.messages;
begin
  select message.* into v_message from support.messages as message
  where message.id = p_message_id and message.organization_id = p_agent.organization_id;
  if not found then
    raise exception 'no such message' using errcode = 'SC033';
  end if;
  perform support.lock_conversation(v_message.conversation_id);
  select message.* into v_message from support.messages as message where message.id = p_message_id;
  return v_message;
end
$$;
comment on function support.lock_message_for_agent(uuid, support.agents) is
  'A message of the agent''s organization, as it is once its conversation is locked. Raises SC020, SC033.';

create function public.support_edit_message_by_agent(p_message_id uuid, p_agent_id uuid, p_text text) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_message support.messages := support.lock_message_for_agent(p_message_id, v_agent);
  v_conversation support.conversations;
begin
  if v_message.agent_id is distinct from p_agent_id then
    raise exception 'only who wrote a message may change its words' using errcode = 'SC051';
  end if;
  if v_message.deleted_at is not null then
    raise exception 'this message was taken back' using errcode = 'SC033';
  end if;
  perform support.assert_message_text(p_text, 16000, v_message.type in ('file', 'image'));
  if v_message.body = coalesce(p_text, '') then
    return jsonb_build_object('outcome', 'unchanged', 'message', support.message_json(v_message));
  end if;
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = v_message.conversation_id;
  v_message := support.replace_text(v_conversation, v_message, p_text);
  return jsonb_build_object('outcome', 'edited', 'message', support.message_json(v_message));
end
$$;
comment on function public.support_edit_message_by_agent(uuid, uuid, text) is
  'An agent corrects their own answer or note, whenever they like. Raises SC020, SC030, SC032, SC033, SC050, SC051.';

create function public.support_delete_message_by_agent(p_message_id uuid, p_agent_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_message support.messages := support.lock_message_for_agent(p_message_id, v_agent);
  v_conversation support.conversations;
begin
  if v_message.agent_id is distinct from p_agent_id and v_agent.role = 'agent' then
    raise exception 'only who wrote a message, or an admin, may take it back' using errcode = 'SC051';
  end if;
  if v_message.deleted_at is not null then
    return jsonb_build_object('outcome', 'already_deleted', 'message', support.message_json(v_message));
  end if;
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = v_message.conversation_id;
  v_message := support.erase_message(v_conversation, v_message, 'agent');
  return jsonb_build_object('outcome', 'deleted', 'message', support.message_json(v_message));
end
$$;
comment on function public.support_delete_message_by_agent(uuid, uuid) is
  'An agent takes back an answer or note of their own; an admin anybody''s words, also a visitor''s. Raises SC020, SC033, '
  'SC050, SC051.';

create function public.support_delete_telegram_message(
  p_chat_id bigint, p_telegram_message_id bigint, p_agent_id uuid
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_message_id uuid;
begin
  select message.id into v_message_id
  from support.telegram_messages as known join support.messages as message on message.id = known.support_message_id
  where known.chat_id = p_chat_id and known.message_id = p_telegram_message_id
    and message.organization_id = v_agent.organization_id;
  if not found then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  return public.support_delete_message_by_agent(v_message_id, p_agent_id);
end
$$;
comment on function public.support_delete_telegram_message(bigint, bigint, uuid) is
  'The same, for the message behind a Telegram message (/del). Whatever is no message of ours is "unknown". Raises SC020, '
  'SC033, SC050, SC051.';

revoke all on function support.pass_on_change(support.conversations, uuid, text) from public;
revoke all on function support.replace_text(support.conversations, support.messages, text) from public;
revoke all on function support.erase_message(support.conversations, support.messages, text) from public;
revoke all on function support.assert_edit_window(support.messages, uuid) from public;
revoke all on function support.lock_visitor_message(support.sessions, uuid) from public;
revoke all on function support.lock_message_for_agent(uuid, support.agents) from public;
revoke all on function public.support_edit_visitor_message(uuid, uuid, uuid, uuid, text) from public, anon, authenticated;
revoke all on function public.support_delete_visitor_message(uuid, uuid, uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_edit_message_by_agent(uuid, uuid, text) from public, anon, authenticated;
revoke all on function public.support_delete_message_by_agent(uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_delete_telegram_message(bigint, bigint, uuid) from public, anon, authenticated;
grant execute on function public.support_edit_visitor_message(uuid, uuid, uuid, uuid, text) to service_role;
grant execute on function public.support_delete_visitor_message(uuid, uuid, uuid, uuid) to service_role;
grant execute on function public.support_edit_message_by_agent(uuid, uuid, text) to service_role;
grant execute on function public.support_delete_message_by_agent(uuid, uuid) to service_role;
grant execute on function public.support_delete_telegram_message(bigint, bigint, uuid) to service_role;
