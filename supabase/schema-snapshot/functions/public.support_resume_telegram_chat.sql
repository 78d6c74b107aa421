-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_resume_telegram_chat(p_chat_id bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform from support.telegram_chats as chat where chat.chat_id = p_chat_id for update;
  if not found then
    raise exception 'no such group' using errcode = 'SC007';
  end if;
  return jsonb_build_object(
    'outcome', case when support.resume_lane('telegram:' || p_chat_id::text, p_chat_id) then 'resumed' else 'already_active' end);
end
$function$;

comment on function public.support_resume_telegram_chat(p_chat_id bigint) is 'The bot is back or got its rights again: what waits is due at once. Raises SC007.';

-- service_role may execute
