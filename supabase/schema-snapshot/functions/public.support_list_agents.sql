-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_agents(p_actor jsonb, p_organization_id uuid, p_with_inactive boolean DEFAULT true)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform support.begin_change(p_actor, p_organization_id, 'agent');
  return jsonb_build_object('agents', coalesce((
    select jsonb_agg(support.agent_profile_json(agent) order by agent.is_active desc, agent.name, agent.id)
    from support.agents as agent
    where agent.organization_id = p_organization_id and (agent.is_active or coalesce(p_with_inactive, true))
  ), '[]'));
end
$function$;

comment on function public.support_list_agents(p_actor jsonb, p_organization_id uuid, p_with_inactive boolean) is 'The team, active people first, with their departments. For every agent. Raises SC003, SC050, SC090.';

-- service_role may execute
