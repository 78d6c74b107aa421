-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_delete_shared_response(p_actor jsonb, p_organization_id uuid, p_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_actor support.agents := support.begin_change(p_actor, p_organization_id);
begin
  perform support.assert_shared_response(p_organization_id, p_id);
  delete from support.canned_responses as response where response.id = p_id;
  return jsonb_build_object('outcome', 'deleted');
end
$function$;

comment on function public.support_delete_shared_response(p_actor jsonb, p_organization_id uuid, p_id uuid) is 'Removes a text of the team or of a department. For admins. Raises SC003, SC007, SC050, SC051, SC090.';

-- service_role may execute
