-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.pass_on_change(p_conversation support.conversations, p_message_id uuid, p_kind text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
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
    where known.conversation_id = p_conversation.id and known.direction = 'out'
      and (known.support_message_id = p_message_id or p_message_id = any (known.further_message_ids))
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
$function$;

comment on function support.pass_on_change(p_conversation support.conversations, p_message_id uuid, p_kind text) is 'visitor_edit or visitor_deletion, for every chat that shows the message. A delivery reads the message when it is sent: so one that waits is enough for any number of edits, none is needed while the message itself waits, and one that is taken back before it was sent is buried as "unsent".';

-- Nobody but the owner has any privilege.
