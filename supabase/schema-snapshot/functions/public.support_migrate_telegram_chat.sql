-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_migrate_telegram_chat(p_old_chat_id bigint, p_new_chat_id bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_waiting uuid[];
begin
  if p_old_chat_id is null then
    perform support.refuse('p_old_chat_id', 'name the chat that was');
  end if;
  if p_new_chat_id is null or p_new_chat_id = p_old_chat_id then
    perform support.refuse('p_new_chat_id', 'name the chat that it became');
  end if;
  -- Message and thread ids of the old chat mean nothing in the new one.
  delete from support.telegram_topics as topic where topic.chat_id = p_old_chat_id;
  with cards as (
    delete from support.telegram_messages as known where known.chat_id = p_old_chat_id and known.role = 'card'
    returning known.conversation_id
  )
  select array_agg(distinct cards.conversation_id) into v_waiting from cards;
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
  -- Nobody can claim by a button of the old chat. A topic is made anew by the visitor's next line; a card has to be there before.
  perform support.enqueue_telegram_at(conversation, 'conversation_state', '{"state": "moved", "agent_name": null}')
  from support.conversations as conversation
  where conversation.id = any (v_waiting) and conversation.status = 'queued' and conversation.agent_id is null
    and (support.telegram_chat_for(conversation.organization_id, conversation.department_id)).mode = 'claims';
  return 'null'::jsonb;
end
$function$;

comment on function public.support_migrate_telegram_chat(p_old_chat_id bigint, p_new_chat_id bigint) is 'A group became a supergroup: everything pending, its lane and its dead letters go to its new id, and what waits unclaimed gets a card there. Raises SC090.';

-- service_role may execute
