-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.outbox_context(p_job support.outbox)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
  v_visitor support.visitors;
  v_widget support.widgets;
  v_message support.messages;
  v_chat support.telegram_chats;
begin
  select conversation.* into v_conversation from support.conversations as conversation where conversation.id = p_job.conversation_id;
  if not found then
    return '{}'::jsonb;
  end if;
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_conversation.visitor_id;
  select widget.* into v_widget from support.widgets as widget where widget.id = v_conversation.widget_id;
  select message.* into v_message from support.messages as message where message.id = p_job.message_id;
  -- Direct messages are not addressed to a group: theirs is the conversation's.
  select chat.* into v_chat from support.telegram_chats as chat
  where chat.chat_id = p_job.chat_id and chat.organization_id = v_conversation.organization_id;
  if not found then
    v_chat := support.telegram_chat_for(v_conversation.organization_id, v_conversation.department_id);
  end if;
  return jsonb_build_object(
    'mode', v_chat.mode,
    'group_chat_id', v_chat.chat_id,
    'organization_id', v_conversation.organization_id,
    'widget_id', v_widget.id,
    'widget_name', v_widget.name,
    'visitor', jsonb_build_object(
      'id', v_visitor.id,
      'name', v_visitor.name,
      'email', v_visitor.email,
      'language', v_visitor.context ->> 'language',
      'time_zone', v_visitor.context ->> 'time_zone',
      'page_url', v_visitor.context ->> 'page_url',
      'page_title', v_visitor.context ->> 'page_title',
      'referrer', v_visitor.context ->> 'referrer',
      'country', v_visitor.context ->> 'country'
    ),
    'conversation', support.agent_conversation_json(v_conversation),
    'message', case when v_message.id is null then null else jsonb_build_object(
      'id', v_message.id, 'seq', v_message.seq, 'text', v_message.body,
      'deleted_at', v_message.deleted_at, 'edited_at', v_message.edited_at,
      'reply_to_message_id', support.quoted_in_telegram(p_job.chat_id, v_message))
      || support.formatting_json(v_message.sender_kind, v_message.content) end,
    'topic', (
      select jsonb_build_object('chat_id', topic.chat_id, 'thread_id', topic.thread_id, 'state', topic.state)
      from support.telegram_topics as topic
      where topic.visitor_id = v_conversation.visitor_id and topic.chat_id = v_chat.chat_id
    ),
    'card', (
      select jsonb_build_object('chat_id', card.chat_id, 'message_id', card.message_id)
      from support.telegram_messages as card
      where card.conversation_id = v_conversation.id and card.chat_id = v_chat.chat_id and card.role = 'card'
      order by card.message_id desc limit 1
    ),
    'tail', coalesce((
      select jsonb_agg(jsonb_build_object(
        'sender_kind', line.sender_kind, 'sender_name', line.sender_name,
        'text', case when line.type not in ('file', 'image') then line.body else (
          select concat_ws(E'\n', nullif(line.body, ''), string_agg('[' || attachment.name || ']', ' ' order by attachment.position))
          from support.attachments as attachment where attachment.message_id = line.id) end,
        'created_at', line.created_at, 'is_internal', line.is_internal
      ) || support.formatting_json(line.sender_kind, line.content) order by line.seq)
      from (
        select said.* from support.messages as said
        where said.conversation_id = v_conversation.id and said.deleted_at is null
          -- A transcript ends where the claim was made: what the visitor wrote since has a delivery of its own.
          and said.seq < coalesce(v_message.seq, (p_job.payload ->> 'last_seq')::bigint + 1, v_conversation.last_seq + 1)
        order by said.seq desc limit 10
      ) as line
    ), '[]'::jsonb),
    'past_conversations', (
      select count(*) from support.conversations as past
      where past.visitor_id = v_conversation.visitor_id and past.id <> v_conversation.id
    )
  )
  || case when p_job.kind not in ('agent_message', 'visitor_edit', 'visitor_deletion') then '{}'::jsonb else jsonb_build_object(
    'sender_kind', v_message.sender_kind, 'sender_name', v_message.sender_name) end
  || case when v_message.type in ('file', 'image') and v_message.deleted_at is null then jsonb_build_object('attachments', (
    select coalesce(jsonb_agg(support.attachment_json(attachment) order by attachment.position), '[]')
    from support.attachments as attachment where attachment.message_id = v_message.id)) else '{}'::jsonb end
  || case when p_job.kind in ('visitor_edit', 'visitor_deletion') or p_job.sent_parts > 0 then jsonb_build_object('sent_messages', (
    select coalesce(jsonb_agg(jsonb_build_object(
      'chat_id', known.chat_id, 'message_id', known.message_id, 'thread_id', known.thread_id, 'part', known.part
    ) order by known.chat_id, known.part, known.message_id), '[]')
    from support.telegram_messages as known
    where known.support_message_id = p_job.message_id and known.direction = 'out' and known.role = 'message')) else '{}'::jsonb end;
end
$function$;

comment on function support.outbox_context(p_job support.outbox) is 'Everything a delivery needs, read in the statement that leases it, so that sending costs no further read. The sender, attachments and sent_messages only where the delivery needs them.';

-- Nobody but the owner has any privilege.
