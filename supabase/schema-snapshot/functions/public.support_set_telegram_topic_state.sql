-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_set_telegram_topic_state(p_chat_id bigint, p_thread_id bigint, p_state text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if p_state is null or p_state not in ('open', 'closed', 'lost') then
    perform support.refuse('p_state', 'a topic is open, closed or lost');
  end if;
  if p_state = 'lost' then
    delete from support.telegram_messages as known
    where known.chat_id = p_chat_id and known.thread_id = p_thread_id and known.role = 'card';
    delete from support.telegram_topics as topic where topic.chat_id = p_chat_id and topic.thread_id = p_thread_id;
  else
    update support.telegram_topics set state = p_state, updated_at = now()
    where chat_id = p_chat_id and thread_id = p_thread_id and state <> p_state;
  end if;
  return 'null'::jsonb;
end
$function$;

comment on function public.support_set_telegram_topic_state(p_chat_id bigint, p_thread_id bigint, p_state text) is 'open, closed, or lost: Telegram no longer knows the topic, so the next delivery makes a new one with a new card. Raises SC090.';

-- service_role may execute
