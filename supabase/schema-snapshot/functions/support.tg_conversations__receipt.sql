-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_conversations__receipt()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_read support.telegram_messages;
  v_payload jsonb;
begin
  -- The newest one says it for those above it.
  select known.* into v_read
  from support.messages as said
  join support.telegram_messages as known
    on known.support_message_id = said.id and known.direction = 'in' and known.role = 'message'
  where said.conversation_id = new.id and said.seq > old.visitor_read_seq and said.seq <= new.visitor_read_seq
    and said.sender_kind = 'agent' and not said.is_internal and said.deleted_at is null
  order by said.seq desc limit 1;
  if not found then
    return null; -- nothing of it was written in Telegram
  end if;
  v_payload := jsonb_build_object('conversation_id', new.id, 'telegram_message_id', v_read.message_id);
  update support.outbox set message_id = v_read.support_message_id, payload = v_payload
  where id = (
    select waiting.id from support.outbox as waiting
    where waiting.conversation_id = new.id and waiting.kind = 'read_receipt' and waiting.state = 'pending'
      and waiting.chat_id = v_read.chat_id and waiting.attempts = 0 and waiting.expires_at > clock_timestamp()
    limit 1 for update skip locked
  );
  if not found then
    perform support.enqueue_telegram_at(
      new, 'read_receipt', v_payload, v_read.support_message_id, v_read.chat_id,
      p_priority => 60, p_expires_at => clock_timestamp() + interval '1 minute');
  end if;
  return null;
end
$function$;

comment on function support.tg_conversations__receipt() is 'Has the newest answer that the visitor has read, and that was written in Telegram, marked there. One mark per conversation waits at a time, behind everything that is said; after a minute nobody cares.';

-- Nobody but the owner has any privilege.
