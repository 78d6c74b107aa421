-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_update_telegram_chat_facts(p_chat_id bigint, p_title text DEFAULT NULL::text, p_is_forum boolean DEFAULT NULL::boolean, p_bot_id bigint DEFAULT NULL::bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_chat support.telegram_chats;
begin
  select chat.* into v_chat from support.telegram_chats as chat where chat.chat_id = p_chat_id for update;
  if not found then
    raise exception 'no such group' using errcode = 'SC007';
  end if;
  update support.telegram_chats set
    title = coalesce(left(p_title, 255), title), is_forum = coalesce(p_is_forum, is_forum),
    bot_id = coalesce(p_bot_id, bot_id), updated_at = now()
  where chat_id = p_chat_id and (
    coalesce(left(p_title, 255), title) is distinct from title or coalesce(p_is_forum, is_forum) is distinct from is_forum
    or coalesce(p_bot_id, bot_id) is distinct from bot_id
  )
  returning * into v_chat;
  return jsonb_build_object('outcome', case when found then 'updated' else 'unchanged' end);
end
$function$;

comment on function public.support_update_telegram_chat_facts(p_chat_id bigint, p_title text, p_is_forum boolean, p_bot_id bigint) is 'What Telegram says of a group: its name, whether it has topics, which bot is in it. Null leaves a fact as it is. Raises SC007.';

-- service_role may execute
