-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.message_json(p_message support.messages)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
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
    support.content_json(p_message.sender_kind, p_message.content)
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
$function$;

comment on function support.message_json(p_message support.messages) is 'A message as every client receives it; content, reply_to and attachments only where there are any.';

-- Nobody but the owner has any privilege.
