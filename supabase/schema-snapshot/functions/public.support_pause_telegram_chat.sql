-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_pause_telegram_chat(p_chat_id bigint, p_reason text)
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
  perform support.pause_lane('telegram:' || p_chat_id::text, v_chat.organization_id, p_chat_id, p_reason);
  return jsonb_build_object('outcome', case v_chat.state when 'paused' then 'already_paused' else 'paused' end);
end
$function$;

comment on function public.support_pause_telegram_chat(p_chat_id bigint, p_reason text) is 'Telegram says that the bot was removed or lost a right: everything for the group waits, one delivery a minute tries, and the owners are told once. Raises SC007.';

-- service_role may execute
