-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_find_telegram_message(p_chat_id bigint, p_telegram_message_id bigint, p_telegram_user_id bigint)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'conversation_id', message.conversation_id,
    'seq', message.seq,
    'sender_kind', message.sender_kind,
    'direction', known.direction,
    'thread_id', known.thread_id,
    'is_internal', message.is_internal,
    'agent_id', agent.id,
    'is_own', agent.id is not null and message.agent_id is not distinct from agent.id
  )
  from support.telegram_messages as known
  -- Whoever has looked at it has seen its last line.
  cross join lateral (
    select line.* from support.messages as line
    where line.id = any (known.support_message_id || known.further_message_ids)
    order by line.seq desc limit 1
  ) as message
  left join support.agents as agent
    on agent.organization_id = message.organization_id and agent.telegram_user_id = p_telegram_user_id and agent.is_active
  where known.chat_id = p_chat_id and known.message_id = p_telegram_message_id
$function$;

comment on function public.support_find_telegram_message(p_chat_id bigint, p_telegram_message_id bigint, p_telegram_user_id bigint) is 'The message behind a Telegram message, and who this person is among its team; empty for what is no message of ours. Of lines that went out together, the last. agent_id is null for somebody who is no active agent there.';

-- service_role may execute
