-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_organization(p_actor jsonb, p_organization_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization support.organizations;
begin
  perform support.begin_change(p_actor, p_organization_id);
  select organization.* into v_organization from support.organizations as organization where organization.id = p_organization_id;
  return jsonb_build_object('organization', support.organization_json(v_organization));
end
$function$;

comment on function public.support_get_organization(p_actor jsonb, p_organization_id uuid) is 'The settings, limits and usage of an organization, for its admins. Raises SC003, SC050, SC051, SC090.';

-- service_role may execute
