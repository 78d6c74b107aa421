-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.settle_further_lines(p_job support.outbox, p_ids bigint[], p_sent jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_message_ids uuid[];
begin
  if cardinality(p_ids) = 0 then
    return;
  end if;
  if p_job.state <> 'sent' then
    update support.outbox set leased_until = null, attempts = greatest(attempts - 1, 0)
    where id = any (p_ids) and state = 'pending' and conversation_id = p_job.conversation_id and kind = 'visitor_message';
    return;
  end if;
  with settled as (
    update support.outbox set state = 'sent', error = null, leased_until = null, settled_at = clock_timestamp()
    where id = any (p_ids) and state = 'pending' and conversation_id = p_job.conversation_id and kind = 'visitor_message'
    returning id, message_id
  )
  select array_agg(settled.message_id order by settled.id) into v_message_ids from settled;
  update support.telegram_messages as known set further_message_ids = v_message_ids
  from jsonb_array_elements(p_sent) as sent
  where v_message_ids is not null and known.chat_id = (sent ->> 'chat_id')::bigint
    and known.message_id = (sent ->> 'message_id')::bigint and known.support_message_id = p_job.message_id;
end
$function$;

comment on function support.settle_further_lines(p_job support.outbox, p_ids bigint[], p_sent jsonb) is 'Lines that were handed out with another one end with it: they were sent in the same Telegram message, or wait again.';

-- Nobody but the owner has any privilege.
