-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_set_topic_icon(p_chat_id bigint, p_thread_id bigint, p_icon text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_topic support.telegram_topics;
begin
  if char_length(p_icon) not between 1 and 64 then
    perform support.refuse('p_icon', 'an icon is an id of at most 64 characters, or null for none');
  end if;
  select topic.* into v_topic from support.telegram_topics as topic
  where topic.chat_id = p_chat_id and topic.thread_id = p_thread_id for update;
  if not found then
    raise exception 'no such topic' using errcode = 'SC007';
  end if;
  if v_topic.icon is not distinct from p_icon then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  update support.telegram_topics set icon = p_icon, updated_at = now()
  where chat_id = p_chat_id and thread_id = p_thread_id;
  return jsonb_build_object('outcome', 'set');
end
$function$;

comment on function public.support_set_topic_icon(p_chat_id bigint, p_thread_id bigint, p_icon text) is 'Remembers the icon a topic shows, so that the same one is not set again. Raises SC007, SC090.';

-- service_role may execute
