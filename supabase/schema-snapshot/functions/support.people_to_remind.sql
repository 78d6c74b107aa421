-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.people_to_remind(p_conversation support.conversations)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('telegram_user_id', called.telegram_user_id, 'name', called.name)
    order by called.place), '[]')
  from (
    select agent.telegram_user_id, agent.name, row_number() over (
      order by agent.role = 'agent', agent.last_seen_at desc nulls last, agent.id) as place
    from support.agents as agent
    where agent.organization_id = p_conversation.organization_id and agent.is_active
      -- Administrators who hide behind their group share an account that nobody can be called by.
      and agent.telegram_user_id is not null and agent.telegram_user_id <> 1087968824
      and (p_conversation.department_id is null or support.answers_for(agent.id, p_conversation.department_id))
    order by place limit 5
  ) as called
$function$;

comment on function support.people_to_remind(p_conversation support.conversations) is 'Whom a reminder mentions: owners and admins first, then who did something last; five at most, since Telegram rings no more.';

-- Nobody but the owner has any privilege.
