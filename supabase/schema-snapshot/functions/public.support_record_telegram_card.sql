-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_record_telegram_card(p_conversation_id uuid, p_chat_id bigint, p_message_id bigint, p_thread_id bigint DEFAULT NULL::bigint, p_role text DEFAULT 'card'::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if p_chat_id is null then
    perform support.refuse('p_chat_id', 'name the chat');
  end if;
  if p_message_id is null then
    perform support.refuse('p_message_id', 'name the message');
  end if;
  if p_role is null or p_role not in ('card', 'picker') then
    perform support.refuse('p_role', 'card or picker');
  end if;
  perform from support.conversations as conversation where conversation.id = p_conversation_id for key share;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  insert into support.telegram_messages (chat_id, message_id, thread_id, direction, role, conversation_id)
  values (p_chat_id, p_message_id, p_thread_id, 'out', p_role, p_conversation_id)
  on conflict (chat_id, message_id) do nothing;
  return 'null'::jsonb;
end
$function$;

comment on function public.support_record_telegram_card(p_conversation_id uuid, p_chat_id bigint, p_message_id bigint, p_thread_id bigint, p_role text) is 'Remembers a conversation''s card right after it was sent, or a list of answers to choose from (picker). Raises SC020, SC090.';

-- service_role may execute
