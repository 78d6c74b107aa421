-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.needed_skills(p_widget support.widgets, p_department_id uuid)
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select coalesce((array_agg(distinct needed.skill))[1:50], '{}')
  from (
    select unnest(department.required_skills) as skill from support.departments as department
    where department.id = p_department_id
    union all
    select jsonb_path_query(p_widget.routing_rules, '$.skills.keyvalue() ? (@.key == $id).value[*] ? (@.type() == "string")',
      jsonb_build_object('id', p_department_id)) #>> '{}'
  ) as needed
$function$;

comment on function support.needed_skills(p_widget support.widgets, p_department_id uuid) is 'What an agent must be able to do for a department: what it requires, and what this widget''s routing_rules.skills add.';

-- Nobody but the owner has any privilege.
