-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_migrate_telegram_chat(p_old_chat_id bigint, p_new_chat_id bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if p_old_chat_id is null then
    perform support.refuse('p_old_chat_id', 'name the chat that was');
  end if;
  if p_new_chat_id is null or p_new_chat_id = p_old_chat_id then
    perform support.refuse('p_new_chat_id', 'name the chat that it became');
  end if;
  -- Message and thread ids of the old chat mean nothing in the new one.
  delete from support.telegram_topics as topic where topic.chat_id = p_old_chat_id;
  delete from support.telegram_messages as known where known.chat_id = p_old_chat_id and known.role = 'card';
  update support.telegram_chats set chat_id = p_new_chat_id, updated_at = now()
  where chat_id = p_old_chat_id and not exists (
    select from support.telegram_chats as known where known.chat_id = p_new_chat_id);
  -- Parts that the old chat has are nowhere in the new one.
  update support.outbox set chat_id = p_new_chat_id, lane = 'telegram:' || p_new_chat_id::text, sent_parts = 0
  where chat_id = p_old_chat_id and state <> 'sent';
  update support.outbox_lanes as lane set lane = 'telegram:' || p_new_chat_id::text
  where lane.lane = 'telegram:' || p_old_chat_id::text and not exists (
    select from support.outbox_lanes as known where known.lane = 'telegram:' || p_new_chat_id::text);
  delete from support.outbox_lanes as lane where lane.lane = 'telegram:' || p_old_chat_id::text;
  return 'null'::jsonb;
end
$function$;

comment on function public.support_migrate_telegram_chat(p_old_chat_id bigint, p_new_chat_id bigint) is 'A group became a supergroup: everything pending, its lane and its dead letters go to its new id. Raises SC090.';

-- service_role may execute
