-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_activate_agent(p_actor jsonb, p_agent_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.find_agent(p_actor, p_agent_id);
begin
  -- The organization is locked first, so of two who do this at once the second finds it done.
  perform from support.organizations as organization where organization.id = v_agent.organization_id for no key update;
  select agent.* into v_agent from support.agents as agent where agent.id = p_agent_id;
  if not v_agent.is_active then
    perform support.assert_room(v_agent.organization_id, 'agents');
    update support.agents set is_active = true, updated_at = now() where id = v_agent.id returning * into v_agent;
  end if;
  return jsonb_build_object('agent', support.agent_profile_json(v_agent));
end
$function$;

comment on function public.support_activate_agent(p_actor jsonb, p_agent_id uuid) is 'Lets a deactivated agent back in, in the role they had. For admins. Raises SC005, SC050, SC051, SC090.';

-- service_role may execute
