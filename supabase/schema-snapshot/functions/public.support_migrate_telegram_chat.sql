-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_migrate_telegram_chat(p_old_chat_id bigint, p_new_chat_id bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  -- Message and thread ids of the old chat mean nothing in the new one.
  delete from support.telegram_topics as topic where topic.chat_id = p_old_chat_id;
  delete from support.telegram_messages as known where known.chat_id = p_old_chat_id and known.role = 'card';
  update support.telegram_chats set chat_id = p_new_chat_id
  where chat_id = p_old_chat_id and not exists (
    select from support.telegram_chats as known where known.chat_id = p_new_chat_id);
  update support.outbox set chat_id = p_new_chat_id, lane = 'telegram:' || p_new_chat_id::text
  where chat_id = p_old_chat_id and state = 'pending';
  return 'null'::jsonb;
end
$function$;

comment on function public.support_migrate_telegram_chat(p_old_chat_id bigint, p_new_chat_id bigint) is 'A group became a supergroup: everything pending goes to its new id.';

-- service_role may execute
