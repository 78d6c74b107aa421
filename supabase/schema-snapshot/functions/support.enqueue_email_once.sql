-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.enqueue_email_once(p_conversation support.conversations, p_kind text, p_recipient text, p_payload jsonb, p_not_before timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  -- Held until this transaction ends, so that no worker reads what to send without the message that is being written.
  -- One that a worker has already, or is just taking, is too late for this message.
  perform from support.outbox as waiting
  where waiting.conversation_id = p_conversation.id and waiting.kind = p_kind and waiting.state = 'pending'
    and (waiting.leased_until is null or waiting.leased_until <= clock_timestamp())
    and waiting.expires_at > clock_timestamp()
  limit 1 for update skip locked;
  if found then
    return false;
  end if;
  insert into support.outbox (
    organization_id, lane, channel, recipient, kind, conversation_id, payload, priority, not_before, expires_at
  )
  values (
    p_conversation.organization_id, 'email:' || p_conversation.organization_id::text, 'email', p_recipient, p_kind,
    p_conversation.id, p_payload || jsonb_build_object('conversation_id', p_conversation.id),
    support.delivery_priority(p_kind), p_not_before, p_not_before + interval '1 day'
  );
  return true;
end
$function$;

comment on function support.enqueue_email_once(p_conversation support.conversations, p_kind text, p_recipient text, p_payload jsonb, p_not_before timestamp with time zone) is 'Writes an e-mail about a locked conversation to the outbox, unless one of the kind waits there: that will carry the news. A day late it is worthless.';

-- Nobody but the owner has any privilege.
