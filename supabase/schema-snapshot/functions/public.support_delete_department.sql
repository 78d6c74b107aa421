-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_delete_department(p_actor jsonb, p_department_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_department support.departments := support.lock_department(p_actor, p_department_id);
begin
  -- Its conversations would lose where they belong, unannounced and without a revision.
  if exists (select from support.conversations as conversation where conversation.department_id = v_department.id) then
    update support.departments set is_active = false, updated_at = now() where id = v_department.id;
    return jsonb_build_object('outcome', 'deactivated');
  end if;
  delete from support.departments where id = v_department.id;
  return jsonb_build_object('outcome', 'deleted');
end
$function$;

comment on function public.support_delete_department(p_actor jsonb, p_department_id uuid) is 'Removes a department with its memberships, texts and Telegram group; one that has had conversations is only deactivated. For admins. Raises SC021, SC050, SC051, SC090.';

-- service_role may execute
