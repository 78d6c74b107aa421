-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_find_agent(p_user_id uuid, p_organization_id uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_answer jsonb;
begin
  select jsonb_build_object(
    'agent', membership.all_of_them -> 0 -> 'agent',
    'organization', membership.all_of_them -> 0 -> 'organization',
    'organizations', (select jsonb_agg(one -> 'organization' || jsonb_build_object('role', one -> 'agent' -> 'role')
      order by position) from jsonb_array_elements(membership.all_of_them) with ordinality as member (one, position))
  ) into v_answer
  from (
    select jsonb_agg(jsonb_build_object(
      'agent', support.agent_profile_json(agent),
      'organization', jsonb_build_object('id', organization.id, 'name', organization.name, 'time_zone', organization.time_zone)
    ) order by agent.created_at, agent.id) as all_of_them
    from support.agents as agent join support.organizations as organization on organization.id = agent.organization_id
    where agent.user_id = p_user_id and agent.is_active
      and (p_organization_id is null or agent.organization_id = p_organization_id)
  ) as membership
  where membership.all_of_them is not null;
  if v_answer is null then
    raise exception 'this account belongs to no active agent' using errcode = 'SC050';
  end if;
  return v_answer;
end
$function$;

comment on function public.support_find_agent(p_user_id uuid, p_organization_id uuid) is 'The active agent behind a Supabase account, in the organization asked for or else the one they joined first; with all organizations they may choose from. Raises SC050.';

-- service_role may execute
