-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_department(p_actor jsonb, p_department_id uuid)
 RETURNS support.departments
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_actor support.agents := support.identify_actor(p_actor);
  v_department support.departments;
begin
  select department.* into v_department from support.departments as department
  where department.id = p_department_id and (v_actor.id is null or department.organization_id = v_actor.organization_id)
  for update;
  if not found then
    raise exception 'no such department' using errcode = 'SC021';
  end if;
  perform support.require_role(v_actor, 'admin');
  return v_department;
end
$function$;

comment on function support.lock_department(p_actor jsonb, p_department_id uuid) is 'A department that the actor may administer, locked. Raises SC021, SC050, SC051, SC090.';

-- Nobody but the owner has any privilege.
