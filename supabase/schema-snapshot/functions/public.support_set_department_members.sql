-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_set_department_members(p_actor jsonb, p_department_id uuid, p_agent_ids uuid[], p_version integer DEFAULT NULL::integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_department support.departments := support.lock_department(p_actor, p_department_id);
begin
  if p_agent_ids is null then
    perform support.refuse('p_agent_ids', 'a list of agents, which may be empty');
  end if;
  perform support.assert_version_if_named(p_version, v_department.version);
  perform support.assert_ids(v_department.organization_id, 'agents', p_agent_ids, 'p_agent_ids');
  -- In the order of their ids, so that two departments that get the same people do not wait for each other.
  perform from support.agents as agent
  where agent.id = any (p_agent_ids) or agent.id in (
    select member.agent_id from support.agent_departments as member where member.department_id = v_department.id)
  order by agent.id for no key update;
  delete from support.agent_departments as member
  where member.department_id = v_department.id and member.agent_id <> all (p_agent_ids);
  insert into support.agent_departments (agent_id, department_id)
  select distinct wanted.id, v_department.id from unnest(p_agent_ids) as wanted (id)
  on conflict (agent_id, department_id) do nothing;
  select department.* into v_department from support.departments as department where department.id = p_department_id;
  return jsonb_build_object('department', support.department_json(v_department));
end
$function$;

comment on function public.support_set_department_members(p_actor jsonb, p_department_id uuid, p_agent_ids uuid[], p_version integer) is 'Who answers for a department, all of them; made on the version that is named, if one is. An agent who is member of none answers for all. For admins. Raises SC004 with the current version, SC021, SC050, SC051, SC090.';

-- service_role may execute
