-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.remember_sent(p_job support.outbox, p_sent jsonb)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  insert into support.telegram_messages (
    chat_id, message_id, thread_id, direction, role, part, conversation_id, support_message_id
  )
  select
    (sent ->> 'chat_id')::bigint, (sent ->> 'message_id')::bigint, (sent ->> 'thread_id')::bigint, 'out',
    coalesce(sent ->> 'role', 'message'), coalesce((sent ->> 'part')::integer, 1), p_job.conversation_id,
    case when sent ->> 'role' = 'message' then p_job.message_id end
  from jsonb_array_elements(p_sent) as sent
  where p_job.conversation_id is not null
  on conflict (chat_id, message_id) do nothing
$function$;

comment on function support.remember_sent(p_job support.outbox, p_sent jsonb) is 'Which Telegram messages a delivery has become. Saying it twice is remembered once.';

-- Nobody but the owner has any privilege.
