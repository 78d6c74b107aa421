-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_telegram_chats(p_actor jsonb, p_organization_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform support.begin_change(p_actor, p_organization_id);
  return jsonb_build_object('telegram_chats', coalesce((
    select jsonb_agg(to_jsonb(chat) order by chat.created_at, chat.chat_id)
    from support.telegram_chats as chat where chat.organization_id = p_organization_id
  ), '[]'));
end
$function$;

comment on function public.support_list_telegram_chats(p_actor jsonb, p_organization_id uuid) is 'The groups in which the organization answers. For admins. Raises SC003, SC050, SC051, SC090.';

-- service_role may execute
