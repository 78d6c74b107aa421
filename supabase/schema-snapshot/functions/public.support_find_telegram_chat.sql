-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_find_telegram_chat(p_chat_id bigint)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'organization_id', chat.organization_id, 'chat_id', chat.chat_id, 'mode', chat.mode, 'department_id', chat.department_id)
  from support.telegram_chats as chat where chat.chat_id = p_chat_id
$function$;

comment on function public.support_find_telegram_chat(p_chat_id bigint) is 'The configured group with this id, or null.';

-- service_role may execute
