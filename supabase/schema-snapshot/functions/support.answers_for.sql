-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.answers_for(p_agent_id uuid, p_department_id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select p_department_id is null
    or exists (
      select from support.agent_departments as member
      where member.agent_id = p_agent_id and member.department_id = p_department_id)
    or not exists (select from support.agent_departments as member where member.agent_id = p_agent_id)
$function$;

comment on function support.answers_for(p_agent_id uuid, p_department_id uuid) is 'Whether an agent answers for a department: its members do, and agents who are member of none.';

-- Nobody but the owner has any privilege.
