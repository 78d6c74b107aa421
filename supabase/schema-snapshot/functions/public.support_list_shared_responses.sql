-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_shared_responses(p_actor jsonb, p_organization_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform support.begin_change(p_actor, p_organization_id);
  return jsonb_build_object('canned_responses', coalesce((
    select jsonb_agg(support.canned_response_json(response) order by response.shortcut, response.id)
    from support.canned_responses as response
    where response.organization_id = p_organization_id and response.agent_id is null
  ), '[]'));
end
$function$;

comment on function public.support_list_shared_responses(p_actor jsonb, p_organization_id uuid) is 'The texts of the team and of all its departments, by shortcut; what agents wrote for themselves is not among them. For admins. Raises SC003, SC050, SC051, SC090.';

-- service_role may execute
