-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_record_telegram_card(p_conversation_id uuid, p_chat_id bigint, p_message_id bigint, p_thread_id bigint DEFAULT NULL::bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into support.telegram_messages (chat_id, message_id, thread_id, direction, role, conversation_id)
  values (p_chat_id, p_message_id, p_thread_id, 'out', 'card', p_conversation_id)
  on conflict (chat_id, message_id) do nothing;
  return 'null'::jsonb;
end
$function$;

comment on function public.support_record_telegram_card(p_conversation_id uuid, p_chat_id bigint, p_message_id bigint, p_thread_id bigint) is 'Remembers a conversation''s card right after it was sent.';

-- service_role may execute
