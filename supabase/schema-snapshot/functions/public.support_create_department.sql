-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_create_department(p_actor jsonb, p_organization_id uuid, p_department jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_department support.departments;
begin
  perform support.begin_change(p_actor, p_organization_id);
  perform support.check_settings('department', p_department, 'p_department');
  if not p_department ? 'name' then
    perform support.refuse('name', 'a department needs a name');
  end if;
  insert into support.departments (organization_id, name, position, description, email, required_skills, is_active)
  values (
    p_organization_id, btrim(p_department ->> 'name'),
    coalesce((p_department ->> 'position')::integer, (
      select coalesce(max(other.position), 0) + 1 from support.departments as other where other.organization_id = p_organization_id)),
    p_department ->> 'description', p_department ->> 'email', support.texts_of(p_department -> 'required_skills', '{}'),
    coalesce((p_department ->> 'is_active')::boolean, true)
  )
  on conflict (organization_id, name) do nothing
  returning * into v_department;
  if not found then
    raise exception 'there is a department of this name' using errcode = 'SC006';
  end if;
  return jsonb_build_object('department', support.department_json(v_department));
end
$function$;

comment on function public.support_create_department(p_actor jsonb, p_organization_id uuid, p_department jsonb) is 'A new department, last in the list unless it names a position. For admins. Raises SC003, SC006, SC050, SC051, SC090.';

-- service_role may execute
