-- Purpose: the JSON that crosses the wire, built in one place; the triggers that announce every change over Realtime.
-- Objects: support.person_json, message_json, conversation_json, agent_conversation_json, availability_json; triggers on
--          messages, conversations and widgets.
-- Undo:    drop the triggers, then the functions.

create function support.person_json(p_agent_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object('name', agent.name, 'avatar_url', agent.avatar_url)
  from support.agents as agent where agent.id = p_agent_id
$$;
comment on function support.person_json(uuid) is 'What a visitor may know of an agent: name and picture.';

create function support.message_json(p_message support.messages) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_message.id,
    'conversation_id', p_message.conversation_id,
    'seq', p_message.seq,
    'revision', p_message.revision,
    'sender', jsonb_build_object(
      'kind', p_message.sender_kind,
      'name', p_message.sender_name,
      'avatar_url', (select agent.avatar_url from support.agents as agent where agent.id = p_message.agent_id)
    ),
    'type', p_message.type,
    'text', case when p_message.deleted_at is null then p_message.body else '' end,
    'created_at', p_message.created_at,
    'edited_at', p_message.edited_at,
    'deleted_at', p_message.deleted_at
  )
$$;
comment on function support.message_json(support.messages) is 'A message as every client receives it.';

create function support.conversation_json(p_conversation support.conversations) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_conversation.id,
    'number', p_conversation.number,
    'status', p_conversation.status,
    'revision', p_conversation.revision,
    'last_seq', p_conversation.last_seq,
    'delivered_seq', p_conversation.delivered_seq,
    'seen_seq', p_conversation.seen_seq,
    'visitor_read_seq', p_conversation.visitor_read_seq,
    'agent', support.person_json(p_conversation.agent_id),
    'created_at', p_conversation.created_at
  )
$$;
comment on function support.conversation_json(support.conversations) is 'A conversation as its visitor receives it.';

create function support.agent_conversation_json(p_conversation support.conversations) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_conversation.id,
    'number', p_conversation.number,
    'status', p_conversation.status,
    'organization_id', p_conversation.organization_id,
    'visitor_id', p_conversation.visitor_id,
    'visitor_name', (select visitor.name from support.visitors as visitor where visitor.id = p_conversation.visitor_id),
    'last_seq', p_conversation.last_seq,
    'revision', p_conversation.revision,
    'agent', (
      select jsonb_build_object('id', agent.id, 'name', agent.name, 'telegram_user_id', agent.telegram_user_id)
      from support.agents as agent where agent.id = p_conversation.agent_id
    )
  )
$$;
comment on function support.agent_conversation_json(support.conversations) is 'A conversation as the team''s side receives it.';

create function support.availability_json(p_organization_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'status', case
      when exists (
        select from support.telegram_chats as chat
        where chat.organization_id = p_organization_id and chat.state = 'active'
      ) then 'online' else 'away' end,
    'agents', coalesce((
      select jsonb_agg(support.person_json(team.id) order by team.last_seen_at desc nulls last, team.name)
      from (
        select agent.id, agent.last_seen_at, agent.name from support.agents as agent
        where agent.organization_id = p_organization_id and agent.is_active
        order by agent.last_seen_at desc nulls last, agent.name limit 3
      ) as team
    ), '[]'::jsonb),
    'reply_time_seconds', (
      select round(percentile_cont(0.5) within group (
        order by extract(epoch from recent.first_response_at - recent.created_at)))
      from (
        select conversation.created_at, conversation.first_response_at from support.conversations as conversation
        where conversation.organization_id = p_organization_id and conversation.first_response_at is not null
        order by conversation.first_response_at desc limit 20
      ) as recent
    )
  )
$$;
comment on function support.availability_json(uuid) is
  'Whether somebody is there, who, and how long the first answer took in the median of the last 20 conversations.';

-- Announcements. realtime.send swallows its own failures, so a broken Realtime never breaks a write.

create function support.tg_messages__announce() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_event text := case tg_op when 'INSERT' then 'message.created' else 'message.updated' end;
  v_message jsonb := support.message_json(new);
begin
  if tg_op = 'UPDATE' and new.revision = old.revision then
    return null; -- housekeeping, such as forgetting an agent who left: no client looks for an event without a revision
  end if;
  if not new.is_internal then
    perform realtime.send(
      jsonb_build_object('message', v_message), v_event, 'support:visitor:' || new.visitor_id::text, true);
  end if;
  perform realtime.send(
    jsonb_build_object('message', v_message, 'is_internal', new.is_internal), v_event,
    'support:org:' || new.organization_id::text, true);
  return null;
end
$$;
comment on function support.tg_messages__announce() is 'Tells the visitor and the team of a new or changed message.';
create trigger announce after insert or update on support.messages
  for each row execute function support.tg_messages__announce();

create function support.tg_conversations__announce() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_event text;
begin
  if (new.status, new.agent_id, new.department_id) is distinct from (old.status, old.agent_id, old.department_id) then
    v_event := 'conversation.updated';
  elsif (new.delivered_seq, new.seen_seq, new.visitor_read_seq)
      is distinct from (old.delivered_seq, old.seen_seq, old.visitor_read_seq) then
    v_event := 'read.updated';
  else
    return null; -- a new message raised last_seq; the message announces itself
  end if;
  perform realtime.send(
    jsonb_build_object('conversation', support.conversation_json(new)), v_event,
    'support:visitor:' || new.visitor_id::text, true);
  perform realtime.send(
    jsonb_build_object('conversation', support.agent_conversation_json(new)), v_event,
    'support:org:' || new.organization_id::text, true);
  return null;
end
$$;
comment on function support.tg_conversations__announce() is 'Tells the visitor and the team of a new state or receipt.';
create trigger announce after update on support.conversations
  for each row execute function support.tg_conversations__announce();

create function support.tg_widgets__raise_version() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end
$$;
comment on function support.tg_widgets__raise_version() is 'Every change of a widget gets a new version, so caches let go of the old one.';
create trigger raise_version before update on support.widgets
  for each row execute function support.tg_widgets__raise_version();

revoke all on all functions in schema support from public;
grant execute on function support.current_visitor_id() to support_visitor;
grant execute on function support.current_organization_ids() to authenticated;
