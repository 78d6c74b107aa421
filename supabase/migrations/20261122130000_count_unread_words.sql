-- Purpose: what is unread in an inbox is what visitors wrote, not notes, answers of colleagues and lines of the chat's own;
--          and whoever writes in a conversation, here or in Telegram, has read what stands before.
-- Objects: support.inbox_item_json (replaced: says unread_seqs); support.tg_messages__read_own (new) and its trigger on
--          support.messages. Marks of open conversations are moved to where their agents wrote last.
-- Undo:    drop the trigger and its function; restore the function of 20261121121210.

create or replace function support.inbox_item_json(p_conversation support.conversations, p_agent_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$
  select support.agent_conversation_json(p_conversation) || jsonb_build_object(
    'queued_at', p_conversation.queued_at,
    'updated_at', p_conversation.updated_at,
    'read_seq', own.read_seq,
    'unread_seqs', (
      select coalesce(jsonb_agg(unread.seq order by unread.seq), '[]')
      from (
        select message.seq from support.messages as message
        where message.conversation_id = p_conversation.id and message.seq > own.read_seq and message.sender_kind = 'visitor'
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
$$;
comment on function support.inbox_item_json(support.conversations, uuid) is
  'A line of an inbox: the conversation, its last message that is no note, how far this agent has read, and where the visitor wrote after that (the newest hundred places).';

create function support.tg_messages__read_own() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into support.conversation_reads as known (agent_id, conversation_id, seq)
  values (new.agent_id, new.conversation_id, new.seq)
  on conflict (agent_id, conversation_id) do update set seq = excluded.seq where known.seq < excluded.seq;
  return null;
end
$$;
comment on function support.tg_messages__read_own() is 'Whoever writes has read what stands before.';
revoke execute on function support.tg_messages__read_own() from public, anon, authenticated, service_role;

create trigger read_own after insert on support.messages
  for each row when (new.sender_kind = 'agent' and new.agent_id is not null)
  execute function support.tg_messages__read_own();

insert into support.conversation_reads as known (agent_id, conversation_id, seq)
select message.agent_id, message.conversation_id, max(message.seq)
from support.conversations as conversation
join support.messages as message on message.conversation_id = conversation.id
where conversation.status in ('queued', 'active') and message.sender_kind = 'agent' and message.agent_id is not null
group by message.agent_id, message.conversation_id
on conflict (agent_id, conversation_id) do update set seq = excluded.seq where known.seq < excluded.seq;
