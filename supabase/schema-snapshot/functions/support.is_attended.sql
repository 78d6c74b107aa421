-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.is_attended(p_organization_id uuid, p_department_id uuid DEFAULT NULL::uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  with team as (
    select agent.* from support.agents as agent
    where agent.organization_id = p_organization_id and agent.is_active
      and support.answers_for(agent.id, p_department_id)
  )
  select exists (select from team where support.is_present(team::support.agents))
    or (
      case when p_department_id is null then exists (
        select from support.telegram_chats as chat
        where chat.organization_id = p_organization_id and chat.state = 'active'
      ) else coalesce((support.telegram_chat_for(p_organization_id, p_department_id)).state = 'active', false) end
      and (not exists (select from team) or exists (select from team where not support.is_away(team::support.agents)))
    )
$function$;

comment on function support.is_attended(p_organization_id uuid, p_department_id uuid) is 'Whether somebody is there, for an organization or one department of it: an agent at work in the web inbox, or a working Telegram group, whose people carry it with them, unless every agent said that they are away.';

-- Nobody but the owner has any privilege.
