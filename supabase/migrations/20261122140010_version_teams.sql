-- Purpose: whoever changes a department, an agent or a shared text on what somebody else has changed meanwhile is told, as
--          with widgets. A change that names no version is made whatever the version is, as before.
-- Objects: columns version of support.departments, agents, canned_responses; support.tg_any__raise_version,
--          tg_memberships__raise_versions, assert_version_if_named; triggers raise_version, raise_versions (all new);
--          support.canned_response_json, public.support_update_department, support_set_department_members,
--          support_update_agent, support_save_shared_response (replaced: p_version).
-- Undo:    drop the triggers, their functions and the columns; restore the functions of 20261121121260, 20261121121560 and
--          20261122100000.

alter table support.departments add column version integer not null default 1;
alter table support.agents add column version integer not null default 1;
alter table support.canned_responses add column version integer not null default 1;
comment on column support.departments.version is 'Raised by every change, of its members too.';
comment on column support.agents.version is 'Raised by every change of what admins set, of their departments too; not by coming and going.';
comment on column support.canned_responses.version is 'Raised by every change; not by being used.';

create function support.tg_any__raise_version() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;
comment on function support.tg_any__raise_version() is 'Every change that the trigger''s condition lets through gets a new version.';

create trigger raise_version before update on support.departments for each row
  when ((old.name, old.position, old.description, old.email, old.required_skills, old.is_active)
    is distinct from (new.name, new.position, new.description, new.email, new.required_skills, new.is_active))
  execute function support.tg_any__raise_version();
create trigger raise_version before update on support.agents for each row
  when ((old.name, old.avatar_url, old.email, old.role, old.skills, old.languages, old.locale, old.max_concurrent_chats, old.is_active)
    is distinct from (new.name, new.avatar_url, new.email, new.role, new.skills, new.languages, new.locale, new.max_concurrent_chats, new.is_active))
  execute function support.tg_any__raise_version();
create trigger raise_version before update on support.canned_responses for each row
  when ((old.department_id, old.agent_id, old.shortcut, old.title, old.body)
    is distinct from (new.department_id, new.agent_id, new.shortcut, new.title, new.body))
  execute function support.tg_any__raise_version();

create function support.tg_memberships__raise_versions() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- Departments before agents, as whoever changes memberships locks them.
  update support.departments set version = version + 1 where id = coalesce(new.department_id, old.department_id);
  update support.agents set version = version + 1 where id = coalesce(new.agent_id, old.agent_id);
  return null;
end
$$;
comment on function support.tg_memberships__raise_versions() is 'Who answers for what is shown on both sides, so both have changed.';
create trigger raise_versions after insert or delete on support.agent_departments
  for each row execute function support.tg_memberships__raise_versions();

create function support.assert_version_if_named(p_seen integer, p_current integer) returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_seen is not null then
    perform support.assert_version(p_seen, p_current);
  end if;
end
$$;
comment on function support.assert_version_if_named(integer, integer) is
  'Passes when a change was made on the newest version, or does not say on which. Raises SC004 with the current version.';

create or replace function support.canned_response_json(p_response support.canned_responses) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_response.id,
    'scope', case when p_response.agent_id is not null then 'own' when p_response.department_id is not null then 'department' else 'team' end,
    'department_id', p_response.department_id,
    'shortcut', p_response.shortcut,
    'title', p_response.title,
    'body', p_response.body,
    'used_count', p_response.used_count,
    'last_used_at', p_response.last_used_at,
    'created_at', p_response.created_at,
    'updated_at', p_response.updated_at,
    'version', p_response.version
  )
$$;

drop function public.support_update_department(jsonb, uuid, jsonb);
create function public.support_update_department(p_actor jsonb, p_department_id uuid, p_change jsonb, p_version integer default null) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_update_department(jsonb, uuid, jsonb, integer) is
  'Changes what is named, on the version that is named, if one is. An inactive department is no longer offered and '
  'keeps its conversations. For admins. Raises SC004 with the current version, SC006, SC021, SC050, SC051, SC090.';

drop function public.support_set_department_members(jsonb, uuid, uuid[]);
create function public.support_set_department_members(p_actor jsonb, p_department_id uuid, p_agent_ids uuid[], p_version integer default null) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_set_department_members(jsonb, uuid, uuid[], integer) is
  'Who answers for a department, all of them; made on the version that is named, if one is. An agent who is member '
  'of none answers for all. For admins. Raises SC004 with the current version, SC021, SC050, SC051, SC090.';

drop function public.support_update_agent(jsonb, uuid, jsonb);
create function public.support_update_agent(p_actor jsonb, p_agent_id uuid, p_change jsonb, p_version integer default null) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_update_agent(jsonb, uuid, jsonb, integer) is
  'Changes what is named, on the version that is named, if one is. Agents change their own name, picture, locale '
  'and languages; the rest is for admins, and owners are made and unmade by owners. Raises SC004 with the current '
  'version, SC006, SC050, SC051, SC053, SC090.';

drop function public.support_save_shared_response(jsonb, uuid, jsonb);
create function public.support_save_shared_response(p_actor jsonb, p_organization_id uuid, p_response jsonb, p_version integer default null) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_actor support.agents := support.begin_change(p_actor, p_organization_id);
  v_response support.canned_responses;
begin
  if v_actor.id is null then
    perform support.refuse('p_actor', 'an agent writes the texts of a team');
  end if;
  if p_response ? 'is_own' then
    perform support.refuse('p_response.is_own', 'there is no such field');
  end if;
  if p_response ->> 'id' is not null then
    perform support.assert_shared_response(p_organization_id, support.uuid_or_null(p_response ->> 'id'));
    v_response := support.lock_canned_response(v_actor, support.uuid_or_null(p_response ->> 'id'));
    perform support.assert_version_if_named(p_version, v_response.version);
  end if;
  perform support.remember_client(p_actor);
  return public.support_save_canned_response(v_actor.id, p_response);
end
$$;
comment on function public.support_save_shared_response(jsonb, uuid, jsonb, integer) is
  'Makes a text of the team or of a department, or changes the one with this id, on the version that is named, if '
  'one is; what is not named stays. For admins. Raises SC003, SC004 with the current version, SC006, SC007, SC021, '
  'SC050, SC051, SC090.';

revoke all on function support.tg_any__raise_version() from public;
revoke all on function support.tg_memberships__raise_versions() from public;
revoke all on function support.assert_version_if_named(integer, integer) from public;
revoke all on function public.support_update_department(jsonb, uuid, jsonb, integer) from public, anon, authenticated;
revoke all on function public.support_set_department_members(jsonb, uuid, uuid[], integer) from public, anon, authenticated;
revoke all on function public.support_update_agent(jsonb, uuid, jsonb, integer) from public, anon, authenticated;
revoke all on function public.support_save_shared_response(jsonb, uuid, jsonb, integer) from public, anon, authenticated;
grant execute on function public.support_update_department(jsonb, uuid, jsonb, integer) to service_role;
grant execute on function public.support_set_department_members(jsonb, uuid, uuid[], integer) to service_role;
grant execute on function public.support_update_agent(jsonb, uuid, jsonb, integer) to service_role;
grant execute on function public.support_save_shared_response(jsonb, uuid, jsonb, integer) to service_role;
