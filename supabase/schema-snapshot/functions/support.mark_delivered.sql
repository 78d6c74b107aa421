-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.mark_delivered(p_conversation_id uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  update support.conversations as conversation set delivered_seq = reached.seq, revision = conversation.revision + 1
  from (
    select max(message.seq) as seq
    from support.conversations as held
    join support.messages as message on message.conversation_id = held.id and message.seq > held.delivered_seq
    where held.id = p_conversation_id and message.sender_kind = 'visitor'
      and message.seq < coalesce((
        select min(missing.seq)
        from support.outbox as job join support.messages as missing on missing.id = job.message_id
        where job.conversation_id = p_conversation_id and job.kind = 'visitor_message' and job.state <> 'sent'
          and missing.deleted_at is null
      ), message.seq + 1)
      and (
        exists (
          select from support.outbox as job
          where job.message_id = message.id and job.kind = 'visitor_message' and job.state = 'sent')
        or exists (
          select from support.telegram_messages as known
          where known.support_message_id = message.id and known.direction = 'out' and known.role = 'message')
      )
  ) as reached
  where conversation.id = p_conversation_id and reached.seq is not null
$function$;

comment on function support.mark_delivered(p_conversation_id uuid) is 'Raises the visitor''s "delivered" mark to the newest message that reached the team together with all before it. One that waits or was given up keeps the mark below it; one that was taken back does not.';

-- Nobody but the owner has any privilege.
