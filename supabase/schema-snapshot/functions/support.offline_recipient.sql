-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.offline_recipient(p_conversation support.conversations)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select to_jsonb(recipient) from (
    select department.email, null as locale, 1 as place, department.created_at from support.departments as department
    where department.id = p_conversation.department_id and department.is_active and support.is_email(department.email)
    union all
    select agent.email, agent.locale, 2, agent.created_at from support.agents as agent
    where agent.organization_id = p_conversation.organization_id and agent.role = 'owner' and agent.is_active
      and support.is_email(agent.email)
  ) as recipient
  order by recipient.place, recipient.created_at limit 1
$function$;

comment on function support.offline_recipient(p_conversation support.conversations) is 'Who is told of a request that nobody is there for: the department''s address, else the owner who has been there longest; null when neither has an address.';

-- Nobody but the owner has any privilege.
