-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_update_agent(p_actor jsonb, p_agent_id uuid, p_change jsonb, p_version integer DEFAULT NULL::integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_actor support.agents := support.identify_actor(p_actor);
  v_agent support.agents := support.find_agent(p_actor, p_agent_id, case when v_actor.id = p_agent_id then 'agent' else 'admin' end);
  v_department_ids uuid[];
begin
  perform support.check_settings('agent', p_change, 'p_change');
  if p_change - array['name', 'avatar_url', 'locale', 'languages'] <> '{}' then
    perform support.require_role(v_actor, 'admin');
  end if;
  if p_change ->> 'role' <> v_agent.role and 'owner' in (p_change ->> 'role', v_agent.role) then
    perform support.require_role(v_actor, 'owner');
  end if;
  if p_change ->> 'role' <> 'owner' then
    perform support.assert_owner_remains(v_agent);
  end if;
  if p_change ? 'department_ids' then
    v_department_ids := support.texts_of(p_change -> 'department_ids', null)::uuid[];
    perform support.assert_ids(v_agent.organization_id, 'departments', v_department_ids, 'department_ids');
    perform from support.departments as department
    where department.id = any (v_department_ids) or department.id in (
      select member.department_id from support.agent_departments as member where member.agent_id = v_agent.id)
    order by department.id for no key update;
  end if;
  select agent.* into v_agent from support.agents as agent where agent.id = p_agent_id for no key update;
  perform support.assert_version_if_named(p_version, v_agent.version);
  begin
    update support.agents set
      name = coalesce(btrim(p_change ->> 'name'), name),
      avatar_url = case when p_change ? 'avatar_url' then p_change ->> 'avatar_url' else avatar_url end,
      email = case when p_change ? 'email' then p_change ->> 'email' else email end,
      role = coalesce(p_change ->> 'role', role),
      skills = support.texts_of(p_change -> 'skills', skills),
      languages = support.texts_of(p_change -> 'languages', languages),
      locale = case when p_change ? 'locale' then p_change ->> 'locale' else locale end,
      max_concurrent_chats = coalesce((p_change ->> 'max_concurrent_chats')::integer, max_concurrent_chats),
      updated_at = now()
    where id = v_agent.id returning * into v_agent;
  exception when unique_violation then
    raise exception 'somebody else of the team has this e-mail address' using errcode = 'SC006';
  end;
  if p_change ? 'department_ids' then
    delete from support.agent_departments as member
    where member.agent_id = v_agent.id and member.department_id <> all (v_department_ids);
    insert into support.agent_departments (agent_id, department_id)
    select v_agent.id, wanted.id from unnest(v_department_ids) as wanted (id)
    on conflict (agent_id, department_id) do nothing;
    select agent.* into v_agent from support.agents as agent where agent.id = p_agent_id;
  end if;
  return jsonb_build_object('agent', support.agent_profile_json(v_agent));
end
$function$;

comment on function public.support_update_agent(p_actor jsonb, p_agent_id uuid, p_change jsonb, p_version integer) is 'Changes what is named, on the version that is named, if one is. Agents change their own name, picture, locale and languages; the rest is for admins, and owners are made and unmade by owners. Raises SC004 with the current version, SC006, SC050, SC051, SC053, SC090.';

-- service_role may execute
