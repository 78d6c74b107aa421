-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_departments(p_actor jsonb, p_organization_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform support.begin_change(p_actor, p_organization_id, 'agent');
  return jsonb_build_object('departments', coalesce((
    select jsonb_agg(support.department_json(department) order by department.position, department.name)
    from support.departments as department where department.organization_id = p_organization_id
  ), '[]'));
end
$function$;

comment on function public.support_list_departments(p_actor jsonb, p_organization_id uuid) is 'All departments, inactive ones too, with their members. For every agent. Raises SC003, SC050, SC090.';

-- service_role may execute
