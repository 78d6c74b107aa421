-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.telegram_chat_for(p_organization_id uuid, p_department_id uuid)
 RETURNS support.telegram_chats
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select chat.* from support.telegram_chats as chat
  where chat.organization_id = p_organization_id
    and (chat.department_id = p_department_id or chat.department_id is null)
  order by chat.department_id nulls last limit 1
$function$;

comment on function support.telegram_chat_for(p_organization_id uuid, p_department_id uuid) is 'The group that answers for a department: its own, else the organization''s. Null when there is none.';

-- Nobody but the owner has any privilege.
