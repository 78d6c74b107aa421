-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_update_department(p_actor jsonb, p_department_id uuid, p_change jsonb, p_version integer DEFAULT NULL::integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_department support.departments := support.lock_department(p_actor, p_department_id);
begin
  perform support.assert_version_if_named(p_version, v_department.version);
  perform support.check_settings('department', p_change, 'p_change');
  begin
    update support.departments set
      name = coalesce(btrim(p_change ->> 'name'), name),
      position = coalesce((p_change ->> 'position')::integer, position),
      description = case when p_change ? 'description' then p_change ->> 'description' else description end,
      email = case when p_change ? 'email' then p_change ->> 'email' else email end,
      required_skills = support.texts_of(p_change -> 'required_skills', required_skills),
      is_active = coalesce((p_change ->> 'is_active')::boolean, is_active),
      updated_at = now()
    where id = v_department.id returning * into v_department;
  exception when unique_violation then
    raise exception 'there is a department of this name' using errcode = 'SC006';
  end;
  return jsonb_build_object('department', support.department_json(v_department));
end
$function$;

comment on function public.support_update_department(p_actor jsonb, p_department_id uuid, p_change jsonb, p_version integer) is 'Changes what is named, on the version that is named, if one is. An inactive department is no longer offered and keeps its conversations. For admins. Raises SC004 with the current version, SC006, SC021, SC050, SC051, SC090.';

-- service_role may execute
