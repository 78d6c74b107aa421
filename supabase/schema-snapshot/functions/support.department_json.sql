-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.department_json(p_department support.departments)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select to_jsonb(p_department) || jsonb_build_object('agent_ids', coalesce((
    select jsonb_agg(member.agent_id order by member.agent_id) from support.agent_departments as member
    where member.department_id = p_department.id), '[]'))
$function$;

comment on function support.department_json(p_department support.departments) is 'A department as the team sees it, with its members.';

-- Nobody but the owner has any privilege.
