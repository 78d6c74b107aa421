-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.inbox_item_json(p_conversation support.conversations, p_agent_id uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select support.agent_conversation_json(p_conversation) || jsonb_build_object(
    'queued_at', p_conversation.queued_at,
    'updated_at', p_conversation.updated_at,
    'read_seq', own.read_seq,
    'unread_seqs', (
      select coalesce(jsonb_agg(unread.seq order by unread.seq), '[]')
      from (
        select message.seq from support.messages as message
        where message.conversation_id = p_conversation.id and message.seq > own.read_seq and message.sender_kind = 'visitor'
          and message.deleted_at is null
        order by message.seq desc limit 100
      ) as unread),
    'last_message', (
      select jsonb_build_object(
        'seq', message.seq, 'sender_kind', message.sender_kind, 'sender_name', message.sender_name, 'type', message.type,
        'text', case when message.deleted_at is null then left(message.body, 140) else '' end,
        'created_at', message.created_at)
      from support.messages as message
      where message.conversation_id = p_conversation.id and not message.is_internal
      order by message.seq desc limit 1)
  )
  from (
    select coalesce((
      select mark.seq from support.conversation_reads as mark
      where mark.agent_id = p_agent_id and mark.conversation_id = p_conversation.id), 0) as read_seq
  ) as own
$function$;

comment on function support.inbox_item_json(p_conversation support.conversations, p_agent_id uuid) is 'A line of an inbox: the conversation, its last message that is no note, how far this agent has read, and where after that are words of the visitor (the newest hundred places).';

-- Nobody but the owner has any privilege.
