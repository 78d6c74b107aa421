-- Purpose: admins arrange the team: departments and who answers for them, agents and their roles.
-- Objects: support.department_json, lock_department, assert_ids, texts_of, agent_profile_json, find_agent,
--          assert_owner_remains, lock_agent_and_conversations, move_conversations; trigger require_active_agent on
--          conversations; public.support_list_departments, support_create_department, support_update_department,
--          support_delete_department, support_set_department_members, support_list_agents, support_update_agent,
--          support_deactivate_agent, support_activate_agent.
-- Undo:    drop the trigger, then the functions.

-- Departments

create function support.department_json(p_department support.departments) returns jsonb
language sql stable
set search_path = ''
as $$
  select to_jsonb(p_department) || jsonb_build_object('agent_ids', coalesce((
    select jsonb_agg(member.agent_id order by member.agent_id) from support.agent_departments as member
    where member.department_id = p_department.id), '[]'))
$$;
comment on function support.department_json(support.departments) is 'A department as the team sees it, with its members.';

create function support.lock_department(p_actor jsonb, p_department_id uuid) returns support.departments
language plpgsql
set search_path = ''
as $$
declare
  v_actor support.agents := support.identify_actor(p_actor);
  v_department support.departments;
begin
  select department.* into v_department from support.departments as department
  where department.id = p_department_id and (v_actor.id is null or department.organization_id = v_actor.organization_id)
  for update;
  if not found then
    raise exception 'no such department' using errcode = 'SC021';
  end if;
  perform support.require_role(v_actor, 'admin');
  return v_department;
end
$$;
comment on function support.lock_department(jsonb, uuid) is
  'A department that the actor may administer, locked. Raises SC021, SC050, SC051, SC090.';

create function public.support_list_departments(p_actor jsonb, p_organization_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform support.begin_change(p_actor, p_organization_id, 'agent');
  return jsonb_build_object('departments', coalesce((
    select jsonb_agg(support.department_json(department) order by department.position, department.name)
    from support.departments as department where department.organization_id = p_organization_id
  ), '[]'));
end
$$;
comment on function public.support_list_departments(jsonb, uuid) is
  'All departments, inactive ones too, with their members. For every agent. Raises SC003, SC050, SC090.';

create function public.support_create_department(p_actor jsonb, p_organization_id uuid, p_department jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_department support.departments;
begin
  perform support.begin_change(p_actor, p_organization_id);
  perform support.check_settings('department', p_department, 'p_department');
  if not p_department ? 'name' then
    perform support.refuse('name', 'a department needs a name');
  end if;
  insert into support.departments (organization_id, name, position, description, email, required_skills, is_active)
  values (
    p_organization_id, btrim(p_department ->> 'name'),
    coalesce((p_department ->> 'position')::integer, (
      select coalesce(max(other.position), 0) + 1 from support.departments as other where other.organization_id = p_organization_id)),
    p_department ->> 'description', p_department ->> 'email', support.texts_of(p_department -> 'required_skills', '{}'),
    coalesce((p_department ->> 'is_active')::boolean, true)
  )
  on conflict (organization_id, name) do nothing
  returning * into v_department;
  if not found then
    raise exception 'there is a department of this name' using errcode = 'SC006';
  end if;
  return jsonb_build_object('department', support.department_json(v_department));
end
$$;
comment on function public.support_create_department(jsonb, uuid, jsonb) is
  'A new department, last in the list unless it names a position. For admins. Raises SC003, SC006, SC050, SC051, SC090.';

create function public.support_update_department(p_actor jsonb, p_department_id uuid, p_change jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_department support.departments := support.lock_department(p_actor, p_department_id);
begin
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
comment on function public.support_update_department(jsonb, uuid, jsonb) is
  'Changes what is named. An inactive department is no longer offered and keeps its conversations. For admins. Raises SC006, '
  'SC021, SC050, SC051, SC090.';

create function public.support_delete_department(p_actor jsonb, p_department_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_delete_department(jsonb, uuid) is
  'Removes a department with its memberships, texts and Telegram group; one that has had conversations is only deactivated. '
  'For admins. Raises SC021, SC050, SC051, SC090.';

create function support.assert_ids(p_organization_id uuid, p_table text, p_ids uuid[], p_parameter text) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  select wanted.id into v_id from unnest(p_ids) as wanted (id)
  where wanted.id is null or not case p_table
    when 'departments' then exists (
      select from support.departments as department
      where department.id = wanted.id and department.organization_id = p_organization_id)
    when 'agents' then exists (
      select from support.agents as agent where agent.id = wanted.id and agent.organization_id = p_organization_id)
  end limit 1;
  if found then
    perform support.refuse(p_parameter, format('%s names none of the organization''s %s', coalesce(v_id::text, 'null'), p_table));
  end if;
end
$$;
comment on function support.assert_ids(uuid, text, uuid[], text) is
  'Passes when every id is a department''s or agent''s of this organization. Raises SC090.';

create function support.texts_of(p_list jsonb, p_otherwise text[]) returns text[]
language sql immutable
set search_path = ''
as $$
  select case when p_list is null then p_otherwise else array(
    select listed.text from jsonb_array_elements_text(p_list) with ordinality as listed (text, position)
    group by listed.text order by min(listed.position))
  end
$$;
comment on function support.texts_of(jsonb, text[]) is 'A list of texts, each once, in the order given; the other one for null.';

create function public.support_set_department_members(p_actor jsonb, p_department_id uuid, p_agent_ids uuid[]) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_department support.departments := support.lock_department(p_actor, p_department_id);
begin
  if p_agent_ids is null then
    perform support.refuse('p_agent_ids', 'a list of agents, which may be empty');
  end if;
  perform support.assert_ids(v_department.organization_id, 'agents', p_agent_ids, 'p_agent_ids');
  delete from support.agent_departments as member
  where member.department_id = v_department.id and member.agent_id <> all (p_agent_ids);
  insert into support.agent_departments (agent_id, department_id)
  select distinct wanted.id, v_department.id from unnest(p_agent_ids) as wanted (id)
  on conflict (agent_id, department_id) do nothing;
  return jsonb_build_object('department', support.department_json(v_department));
end
$$;
comment on function public.support_set_department_members(jsonb, uuid, uuid[]) is
  'Who answers for a department, all of them. An agent who is member of none answers for all. For admins. Raises SC021, SC050, '
  'SC051, SC090.';

-- Agents

create function support.agent_profile_json(p_agent support.agents) returns jsonb
language sql stable
set search_path = ''
as $$
  select to_jsonb(p_agent) || jsonb_build_object('department_ids', coalesce((
    select jsonb_agg(member.department_id order by member.department_id) from support.agent_departments as member
    where member.agent_id = p_agent.id), '[]'))
$$;
comment on function support.agent_profile_json(support.agents) is 'An agent as their team sees them, with their departments.';

create function support.find_agent(p_actor jsonb, p_agent_id uuid, p_role text default 'admin') returns support.agents
language plpgsql
set search_path = ''
as $$
declare
  v_actor support.agents := support.identify_actor(p_actor);
  v_agent support.agents;
begin
  select agent.* into v_agent from support.agents as agent
  where agent.id = p_agent_id and (v_actor.id is null or agent.organization_id = v_actor.organization_id);
  if not found then
    raise exception 'no such agent in this organization' using errcode = 'SC050';
  end if;
  perform support.require_role(v_actor, p_role);
  -- What makes an owner, or unmakes one, is for owners.
  if v_agent.role = 'owner' and v_agent.id is distinct from v_actor.id then
    perform support.require_role(v_actor, 'owner');
  end if;
  return v_agent;
end
$$;
comment on function support.find_agent(jsonb, uuid, text) is
  'An agent that the actor may administer, active or not; owners only by owners and themselves. Raises SC050, SC051, SC090.';

create function support.assert_owner_remains(p_agent support.agents) returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Two owners who let go of each other at the same time: the second waits here, and then sees what the first has done.
  perform from support.organizations as organization where organization.id = p_agent.organization_id for no key update;
  if not exists (
    select from support.agents as other
    where other.organization_id = p_agent.organization_id and other.role = 'owner' and other.is_active and other.id <> p_agent.id
  ) and exists (
    select from support.agents as agent where agent.id = p_agent.id and agent.role = 'owner' and agent.is_active
  ) then
    raise exception 'an organization keeps at least one owner' using
      errcode = 'SC053', hint = 'Make somebody else an owner first.';
  end if;
end
$$;
comment on function support.assert_owner_remains(support.agents) is
  'Passes when there is an active owner besides this agent, or this agent is none. Call it before the rows of agents are '
  'locked. Raises SC053.';

create function support.lock_agent_and_conversations(p_agent_id uuid) returns support.agents
language plpgsql
set search_path = ''
as $$
declare
  v_agent support.agents;
  v_locked uuid[];
begin
  loop
    begin
      v_locked := array(
        select conversation.id from support.conversations as conversation
        where conversation.agent_id = p_agent_id and conversation.status in ('queued', 'active')
        order by conversation.id for no key update);
      perform from support.organizations as organization
      where organization.id = (select agent.organization_id from support.agents as agent where agent.id = p_agent_id)
      for no key update;
      select agent.* into v_agent from support.agents as agent where agent.id = p_agent_id for update;
      if exists (
        select from support.conversations as conversation
        where conversation.agent_id = p_agent_id and conversation.status in ('queued', 'active')
          and conversation.id <> all (v_locked)
      ) then
        raise too_many_rows;
      end if;
      return v_agent;
    exception when too_many_rows then
      -- They were given one more before their row was ours. Rolling back to here lets go of all locks, so that the next
      -- try takes them in the right order again.
      null;
    end;
  end loop;
end
$$;
comment on function support.lock_agent_and_conversations(uuid) is
  'Locks an agent''s open conversations, then the organization, then the agent, so that nobody deadlocks with whoever claims '
  'or routes at the same time, and nothing more can be given to them until the transaction ends.';

create function support.move_conversations(p_agent support.agents, p_to_agent_id uuid, p_by_agent_id uuid) returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
  v_moved bigint := 0;
begin
  perform set_config('support.assignment',
    case when p_to_agent_id is null then 'unassigned' else 'transferred' end || ':' || coalesce(p_by_agent_id::text, ''), true);
  for v_conversation in
    update support.conversations set
      agent_id = p_to_agent_id,
      status = case when p_to_agent_id is null then 'queued' else status end,
      claimed_at = case when p_to_agent_id is null then null else claimed_at end,
      queued_at = case when p_to_agent_id is null then now() else queued_at end,
      escalated_at = case when p_to_agent_id is null then null else escalated_at end,
      escalations = case when p_to_agent_id is null then 0 else escalations end,
      revision = revision + 1, updated_at = now()
    where agent_id = p_agent.id and status in ('queued', 'active')
    returning *
  loop
    v_moved := v_moved + 1;
    if p_to_agent_id is null then
      perform support.enqueue_telegram(
        v_conversation, 'conversation_state', jsonb_build_object('state', 'passed', 'agent_name', p_agent.name));
    end if;
  end loop;
  perform set_config('support.assignment', '', true);
  return v_moved;
end
$$;
comment on function support.move_conversations(support.agents, uuid, uuid) is
  'Gives an agent''s open conversations, all locked before, to somebody else or back to the queue, and says how many. Nothing '
  'is routed here, because the rows of agents are locked; whoever becomes free next, or the tick, does that.';

create function support.tg_conversations__require_active_agent() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- Waits for a deactivation that is under way. Without it, whoever read "active" a moment before would take or be given a
  -- conversation that nobody looks after then.
  perform from support.agents as agent where agent.id = new.agent_id and agent.is_active for key share;
  if not found then
    raise exception 'this agent is no longer active' using errcode = 'SC050';
  end if;
  return new;
end
$$;
comment on function support.tg_conversations__require_active_agent() is
  'A conversation is only ever given to somebody who is active, whatever happens at the same time. Raises SC050.';
create trigger require_active_agent before update of agent_id on support.conversations for each row
  when (new.agent_id is not null and new.agent_id is distinct from old.agent_id)
  execute function support.tg_conversations__require_active_agent();

create function public.support_list_agents(p_actor jsonb, p_organization_id uuid, p_with_inactive boolean default true)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform support.begin_change(p_actor, p_organization_id, 'agent');
  return jsonb_build_object('agents', coalesce((
    select jsonb_agg(support.agent_profile_json(agent) order by agent.is_active desc, agent.name, agent.id)
    from support.agents as agent
    where agent.organization_id = p_organization_id and (agent.is_active or coalesce(p_with_inactive, true))
  ), '[]'));
end
$$;
comment on function public.support_list_agents(jsonb, uuid, boolean) is
  'The team, active people first, with their departments. For every agent. Raises SC003, SC050, SC090.';

create function public.support_update_agent(p_actor jsonb, p_agent_id uuid, p_change jsonb) returns jsonb
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
    v_department_ids := support.texts_of(p_change -> 'department_ids', null)::uuid[];
    perform support.assert_ids(v_agent.organization_id, 'departments', v_department_ids, 'department_ids');
    delete from support.agent_departments as member
    where member.agent_id = v_agent.id and member.department_id <> all (v_department_ids);
    insert into support.agent_departments (agent_id, department_id)
    select v_agent.id, wanted.id from unnest(v_department_ids) as wanted (id)
    on conflict (agent_id, department_id) do nothing;
  end if;
  return jsonb_build_object('agent', support.agent_profile_json(v_agent));
end
$$;
comment on function public.support_update_agent(jsonb, uuid, jsonb) is
  'Changes what is named. Agents change their own name, picture, locale and languages; the rest is for admins, and owners are '
  'made and unmade by owners. Raises SC006, SC050, SC051, SC053, SC090.';

create function public.support_deactivate_agent(p_actor jsonb, p_agent_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.find_agent(p_actor, p_agent_id);
  v_released bigint;
begin
  v_agent := support.lock_agent_and_conversations(v_agent.id);
  perform support.assert_owner_remains(v_agent);
  v_released := support.move_conversations(v_agent, null, support.uuid_or_null(p_actor ->> 'agent_id'));
  delete from support.agent_sessions as session where session.agent_id = v_agent.id;
  delete from support.agent_invitations as invitation
  where invitation.agent_id = v_agent.id and invitation.accepted_at is null;
  if v_agent.is_active then
    update support.agents set is_active = false, telegram_conversation_id = null, updated_at = now()
    where id = v_agent.id returning * into v_agent;
  end if;
  return jsonb_build_object('agent', support.agent_profile_json(v_agent), 'released', v_released);
end
$$;
comment on function public.support_deactivate_agent(jsonb, uuid) is
  'From now on the agent may do nothing; their open conversations go back to the queue and are given out from there. The past '
  'stays theirs. For admins. Raises SC050, SC051, SC053, SC090.';

create function public.support_activate_agent(p_actor jsonb, p_agent_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_activate_agent(jsonb, uuid) is
  'Lets a deactivated agent back in, in the role they had. For admins. Raises SC005, SC050, SC051, SC090.';

revoke all on function support.department_json(support.departments) from public;
revoke all on function support.lock_department(jsonb, uuid) from public;
revoke all on function support.assert_ids(uuid, text, uuid[], text) from public;
revoke all on function support.texts_of(jsonb, text[]) from public;
revoke all on function support.agent_profile_json(support.agents) from public;
revoke all on function support.find_agent(jsonb, uuid, text) from public;
revoke all on function support.assert_owner_remains(support.agents) from public;
revoke all on function support.lock_agent_and_conversations(uuid) from public;
revoke all on function support.move_conversations(support.agents, uuid, uuid) from public;
revoke all on function support.tg_conversations__require_active_agent() from public;
revoke all on function public.support_list_departments(jsonb, uuid) from public, anon, authenticated;
revoke all on function public.support_create_department(jsonb, uuid, jsonb) from public, anon, authenticated;
revoke all on function public.support_update_department(jsonb, uuid, jsonb) from public, anon, authenticated;
revoke all on function public.support_delete_department(jsonb, uuid) from public, anon, authenticated;
revoke all on function public.support_set_department_members(jsonb, uuid, uuid[]) from public, anon, authenticated;
revoke all on function public.support_list_agents(jsonb, uuid, boolean) from public, anon, authenticated;
revoke all on function public.support_update_agent(jsonb, uuid, jsonb) from public, anon, authenticated;
revoke all on function public.support_deactivate_agent(jsonb, uuid) from public, anon, authenticated;
revoke all on function public.support_activate_agent(jsonb, uuid) from public, anon, authenticated;
grant execute on function public.support_list_departments(jsonb, uuid) to service_role;
grant execute on function public.support_create_department(jsonb, uuid, jsonb) to service_role;
grant execute on function public.support_update_department(jsonb, uuid, jsonb) to service_role;
grant execute on function public.support_delete_department(jsonb, uuid) to service_role;
grant execute on function public.support_set_department_members(jsonb, uuid, uuid[]) to service_role;
grant execute on function public.support_list_agents(jsonb, uuid, boolean) to service_role;
grant execute on function public.support_update_agent(jsonb, uuid, jsonb) to service_role;
grant execute on function public.support_deactivate_agent(jsonb, uuid) to service_role;
grant execute on function public.support_activate_agent(jsonb, uuid) to service_role;
