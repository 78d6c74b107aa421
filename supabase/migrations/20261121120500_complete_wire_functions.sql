-- Purpose: the JSON that crosses the wire, with rich content, quotes, attachments, departments and feedback.
-- Objects: support.attachment_json, support.message_json, conversation_json, agent_conversation_json.
-- Undo:    restore the functions of 20261121090200.

create function support.attachment_json(p_attachment support.attachments) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'id', p_attachment.id,
    'name', p_attachment.name,
    'media_type', p_attachment.media_type,
    'byte_size', p_attachment.byte_size,
    'width', p_attachment.width,
    'height', p_attachment.height,
    'duration_seconds', p_attachment.duration_seconds
  ))
$$;
comment on function support.attachment_json(support.attachments) is
  'A file as every client receives it. Its address is asked for by id and short-lived, so it is not here.';

-- What a plain text does not have is left out, so most messages stay as small as they were.
create or replace function support.message_json(p_message support.messages) returns jsonb
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
  ) || case when p_message.deleted_at is not null then '{}'::jsonb else
    case when p_message.content is null then '{}'::jsonb else jsonb_build_object('content', p_message.content) end
    || case when p_message.reply_to_seq is null then '{}'::jsonb else jsonb_build_object('reply_to', (
      select jsonb_build_object(
        'id', quoted.id, 'seq', quoted.seq, 'sender_kind', quoted.sender_kind, 'sender_name', quoted.sender_name,
        'text', case when quoted.deleted_at is null then left(quoted.body, 200) else '' end)
      from support.messages as quoted
      where quoted.conversation_id = p_message.conversation_id and quoted.seq = p_message.reply_to_seq
        and (not quoted.is_internal or p_message.is_internal)
    )) end
    || case when p_message.type in ('text', 'card', 'form') then '{}'::jsonb else jsonb_build_object('attachments', (
      select coalesce(jsonb_agg(support.attachment_json(attachment) order by attachment.position), '[]')
      from support.attachments as attachment where attachment.message_id = p_message.id
    )) end
  end
$$;
comment on function support.message_json(support.messages) is
  'A message as every client receives it; content, reply_to and attachments only where there are any.';

create or replace function support.conversation_json(p_conversation support.conversations) returns jsonb
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
    'department_id', p_conversation.department_id,
    'subject', p_conversation.subject,
    'is_offline', p_conversation.is_offline,
    'rating', p_conversation.rating,
    'created_at', p_conversation.created_at,
    'closed_at', p_conversation.closed_at
  )
$$;
comment on function support.conversation_json(support.conversations) is 'A conversation as its visitor receives it.';

create or replace function support.agent_conversation_json(p_conversation support.conversations) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_conversation.id,
    'number', p_conversation.number,
    'status', p_conversation.status,
    'organization_id', p_conversation.organization_id,
    'widget_id', p_conversation.widget_id,
    'department_id', p_conversation.department_id,
    'visitor_id', p_conversation.visitor_id,
    'visitor_name', (select visitor.name from support.visitors as visitor where visitor.id = p_conversation.visitor_id),
    'last_seq', p_conversation.last_seq,
    'revision', p_conversation.revision,
    'visitor_read_seq', p_conversation.visitor_read_seq,
    'subject', p_conversation.subject,
    'category', p_conversation.category,
    'priority', p_conversation.priority,
    'tags', to_jsonb(p_conversation.tags),
    'is_offline', p_conversation.is_offline,
    'waiting_since', p_conversation.waiting_since,
    'last_message_at', p_conversation.last_message_at,
    'snoozed_until', p_conversation.snoozed_until,
    'rating', p_conversation.rating,
    'created_at', p_conversation.created_at,
    'closed_at', p_conversation.closed_at,
    'agent', (
      select jsonb_build_object('id', agent.id, 'name', agent.name, 'telegram_user_id', agent.telegram_user_id)
      from support.agents as agent where agent.id = p_conversation.agent_id
    )
  )
$$;
comment on function support.agent_conversation_json(support.conversations) is 'A conversation as the team''s side receives it.';

revoke all on all functions in schema support from public;
