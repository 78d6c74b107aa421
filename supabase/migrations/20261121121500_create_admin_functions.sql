-- Purpose: what an operator and an owner do with a whole organization: make it, configure it, remove it; plans and their
--          limits; identity secrets; the audit log; who a signed-in user is.
-- Objects: support.organization_json, used_of_plan, assert_room, assert_operator, assert_version;
--          public.support_create_organization, support_get_organization, support_update_organization,
--          support_delete_organization, support_list_plans, support_save_plan, support_create_identity_secret,
--          support_retire_identity_secret, support_list_audit_logs, support_find_agent.
-- Undo:    drop the functions.

create function support.used_of_plan(p_organization_id uuid, p_what text) returns bigint
language sql stable
set search_path = ''
as $$
  select case p_what
    when 'widgets' then (
      select count(*) from support.widgets as widget
      where widget.organization_id = p_organization_id and widget.deleted_at is null)
    when 'agents' then (
      select count(*) from support.agents as agent where agent.organization_id = p_organization_id and agent.is_active
    ) + (
      select count(*) from support.agent_invitations as invitation
      where invitation.organization_id = p_organization_id and invitation.purpose = 'join' and invitation.agent_id is null
        and invitation.accepted_at is null and invitation.expires_at > now())
  end
$$;
comment on function support.used_of_plan(uuid, text) is
  'How many widgets (not deleted), or agents (active ones and open invitations to become one), an organization has.';

create function support.assert_room(p_organization_id uuid, p_what text) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_limit integer;
begin
  -- Of two who add one at the same time the second waits here, and then counts what the first has added: its count is a
  -- statement of its own, with a snapshot taken after the lock. Nothing but numbering a conversation waits for this lock.
  select case p_what when 'widgets' then plan.max_widgets when 'agents' then plan.max_agents end into v_limit
  from support.organizations as organization join support.plans as plan on plan.id = organization.plan
  where organization.id = p_organization_id for no key update of organization;
  if support.used_of_plan(p_organization_id, p_what) >= v_limit then
    raise exception 'the plan allows % %', v_limit, p_what using
      errcode = 'SC005', detail = v_limit::text, hint = 'Choose a larger plan, or remove one.';
  end if;
end
$$;
comment on function support.assert_room(uuid, text) is
  'Passes when the plan has room for one more, and keeps the room until the transaction ends. Call it before the rows of '
  'agents are locked. Raises SC005 with the limit.';

create function support.assert_operator(p_actor jsonb) returns void
language plpgsql
set search_path = ''
as $$
begin
  if (support.identify_actor(p_actor)).id is not null then
    raise exception 'this is for the operator of the service' using errcode = 'SC051';
  end if;
end
$$;
comment on function support.assert_operator(jsonb) is 'Passes the operator and nobody else. Raises SC050, SC051, SC090.';

create function support.assert_version(p_seen integer, p_current integer) returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_seen is null then
    perform support.refuse('p_version', 'a change names the version it was made on');
  elsif p_seen <> p_current then
    raise exception 'somebody else changed this in the meantime' using
      errcode = 'SC004', detail = p_current::text, hint = 'Read it again, then make the change on the version in the detail.';
  end if;
end
$$;
comment on function support.assert_version(integer, integer) is
  'Passes when a change was made on the newest version. Raises SC004 with the current version, SC090.';

create function support.organization_json(p_organization support.organizations) returns jsonb
language sql stable
set search_path = ''
as $$
  select to_jsonb(p_organization) - 'last_conversation_number' || jsonb_build_object(
    'limits', (
      select jsonb_build_object(
        'max_widgets', plan.max_widgets, 'max_agents', plan.max_agents, 'messages_per_minute', plan.messages_per_minute)
      from support.plans as plan where plan.id = p_organization.plan
    ),
    'usage', jsonb_build_object(
      'widgets', support.used_of_plan(p_organization.id, 'widgets'), 'agents', support.used_of_plan(p_organization.id, 'agents')),
    'identity_secrets', coalesce((
      select jsonb_agg(
        jsonb_build_object('kid', secret.kid, 'created_at', secret.created_at, 'retires_at', secret.retires_at)
        order by secret.created_at, secret.kid)
      from support.organization_identity_secrets as secret where secret.organization_id = p_organization.id
    ), '[]')
  )
$$;
comment on function support.organization_json(support.organizations) is
  'An organization as its admins see it, with the limits of its plan, what is used of them, and the names of its secrets.';

create function public.support_create_organization(
  p_actor jsonb, p_name text, p_owner jsonb default null, p_time_zone text default 'UTC'
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_organization support.organizations;
  v_owner support.agents;
begin
  perform support.assert_operator(p_actor);
  perform support.check_settings('organization', jsonb_build_object('name', p_name, 'time_zone', p_time_zone), 'p_name');
  if p_owner is not null and p_owner <> 'null' then
    perform support.check_settings('owner', p_owner, 'p_owner');
  end if;
  insert into support.organizations (name, time_zone) values (btrim(p_name), p_time_zone) returning * into v_organization;
  if p_owner ? 'name' then
    insert into support.agents (organization_id, name, email, user_id, telegram_user_id, role)
    values (
      v_organization.id, btrim(p_owner ->> 'name'), p_owner ->> 'email', (p_owner ->> 'user_id')::uuid,
      (p_owner ->> 'telegram_user_id')::bigint, 'owner')
    returning * into v_owner;
  end if;
  return jsonb_build_object(
    'organization', support.organization_json(v_organization),
    'owner', case when v_owner.id is not null then support.agent_profile_json(v_owner) end
  );
end
$$;
comment on function public.support_create_organization(jsonb, text, jsonb, text) is
  'A new tenant, with its first owner {name, email, user_id, telegram_user_id} if there is one. Operator only. Raises '
  'SC051, SC090.';

create function public.support_get_organization(p_actor jsonb, p_organization_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_organization support.organizations;
begin
  perform support.begin_change(p_actor, p_organization_id);
  select organization.* into v_organization from support.organizations as organization where organization.id = p_organization_id;
  return jsonb_build_object('organization', support.organization_json(v_organization));
end
$$;
comment on function public.support_get_organization(jsonb, uuid) is
  'The settings, limits and usage of an organization, for its admins. Raises SC003, SC050, SC051, SC090.';

create function public.support_update_organization(p_actor jsonb, p_organization_id uuid, p_change jsonb, p_version integer)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_actor support.agents := support.begin_change(p_actor, p_organization_id);
  v_organization support.organizations;
begin
  perform support.check_settings('organization', p_change, 'p_change');
  if p_change ? 'plan' then
    if v_actor.id is not null then
      raise exception 'the operator chooses the plan' using errcode = 'SC051';
    end if;
    if not exists (select from support.plans as plan where plan.id = p_change ->> 'plan') then
      raise exception 'no such plan' using errcode = 'SC007';
    end if;
  end if;
  select organization.* into v_organization from support.organizations as organization
  where organization.id = p_organization_id for no key update;
  perform support.assert_version(p_version, v_organization.version);
  update support.organizations set
    name = coalesce(btrim(p_change ->> 'name'), name),
    plan = coalesce(p_change ->> 'plan', plan),
    time_zone = coalesce(p_change ->> 'time_zone', time_zone),
    conversation_retention_days = case when p_change ? 'conversation_retention_days'
      then (p_change ->> 'conversation_retention_days')::integer else conversation_retention_days end,
    event_retention_days = coalesce((p_change ->> 'event_retention_days')::integer, event_retention_days),
    audit_retention_days = coalesce((p_change ->> 'audit_retention_days')::integer, audit_retention_days)
  where id = p_organization_id returning * into v_organization;
  return jsonb_build_object('organization', support.organization_json(v_organization));
end
$$;
comment on function public.support_update_organization(jsonb, uuid, jsonb, integer) is
  'Changes the settings that are named; a change that changes nothing keeps the version. The plan is the operator''s. A '
  'smaller plan takes nothing away, it only stops more. Raises SC003, SC004, SC007, SC050, SC051, SC090.';

create function public.support_delete_organization(p_actor jsonb, p_organization_id uuid, p_limit integer default 500)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_limit integer := least(greatest(coalesce(p_limit, 500), 1), 5000);
  v_removed integer;
  v_visitors integer;
begin
  perform support.begin_change(p_actor, p_organization_id, 'owner');
  update support.widgets set deleted_at = now() where organization_id = p_organization_id and deleted_at is null;
  -- A part at a time, so that no lock is held for long, and without waiting for whoever still writes somewhere.
  delete from support.conversations where id in (
    select conversation.id from support.conversations as conversation
    where conversation.organization_id = p_organization_id order by conversation.number limit v_limit for update skip locked);
  get diagnostics v_removed = row_count;
  delete from support.visitors where id in (
    select visitor.id from support.visitors as visitor
    where visitor.organization_id = p_organization_id and not exists (
      select from support.conversations as conversation where conversation.visitor_id = visitor.id)
    limit v_limit - v_removed for update skip locked);
  get diagnostics v_visitors = row_count;
  if exists (select from support.visitors as visitor where visitor.organization_id = p_organization_id) then
    return jsonb_build_object('outcome', 'deleting', 'removed', v_removed + v_visitors, 'has_more', true);
  end if;
  delete from support.organizations where id = p_organization_id;
  return jsonb_build_object('outcome', 'deleted', 'removed', v_removed + v_visitors, 'has_more', false);
end
$$;
comment on function public.support_delete_organization(jsonb, uuid, integer) is
  'Removes an organization with everything it has, its log included. Visitors lose it with the first call; call again until '
  'has_more is false. For owners. Raises SC003, SC050, SC051, SC090.';

create function public.support_list_plans(p_actor jsonb) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform support.identify_actor(p_actor);
  return jsonb_build_object('plans', coalesce((
    select jsonb_agg(to_jsonb(plan) order by plan.id) from support.plans as plan), '[]'));
end
$$;
comment on function public.support_list_plans(jsonb) is 'All plans; an empty limit is none. Raises SC050, SC090.';

create function public.support_save_plan(p_actor jsonb, p_plan jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_plan support.plans;
begin
  perform support.assert_operator(p_actor);
  perform support.check_settings('plan', p_plan, 'p_plan');
  insert into support.plans (id, max_widgets, max_agents, messages_per_minute)
  values (
    p_plan ->> 'id', (p_plan ->> 'max_widgets')::integer, (p_plan ->> 'max_agents')::integer,
    (p_plan ->> 'messages_per_minute')::integer)
  on conflict (id) do update set
    max_widgets = excluded.max_widgets, max_agents = excluded.max_agents, messages_per_minute = excluded.messages_per_minute
  returning * into v_plan;
  return jsonb_build_object('plan', to_jsonb(v_plan));
end
$$;
comment on function public.support_save_plan(jsonb, jsonb) is
  'Makes a plan, or gives an existing one these limits; a limit left out is none. Operator only. Raises SC051, SC090.';

create function public.support_create_identity_secret(
  p_actor jsonb, p_organization_id uuid, p_kid text default null, p_secret text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_secret support.organization_identity_secrets;
begin
  perform support.begin_change(p_actor, p_organization_id);
  if p_kid !~ '^[A-Za-z0-9_-]{1,64}$' then
    perform support.refuse('p_kid', 'a secret''s name has 1 to 64 letters, digits, - and _');
  end if;
  if char_length(p_secret) not between 32 and 512 then
    perform support.refuse('p_secret', 'a secret has 32 to 512 characters');
  end if;
  -- Two random uuids carry 244 random bits; the hash makes one text of 64 digits of them.
  insert into support.organization_identity_secrets (organization_id, kid, secret)
  values (
    p_organization_id,
    coalesce(p_kid, 'k' || substr(md5(gen_random_uuid()::text), 1, 12)),
    coalesce(p_secret, encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex')))
  on conflict (organization_id, kid) do nothing
  returning * into v_secret;
  if not found then
    raise exception 'there is a secret of this name' using errcode = 'SC006';
  end if;
  return jsonb_build_object('identity_secret', to_jsonb(v_secret) - 'organization_id');
end
$$;
comment on function public.support_create_identity_secret(jsonb, uuid, text, text) is
  'Adds a secret with which the host site may vouch for its users, and shows it this once. Those that are there stay good '
  'until they are retired. Raises SC003, SC006, SC050, SC051, SC090.';

create function public.support_retire_identity_secret(
  p_actor jsonb, p_organization_id uuid, p_kid text, p_retires_at timestamptz default now()
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_secret support.organization_identity_secrets;
begin
  perform support.begin_change(p_actor, p_organization_id);
  update support.organization_identity_secrets as secret set
    -- What is retired already is not revived.
    retires_at = case when secret.retires_at <= now() then secret.retires_at else coalesce(p_retires_at, now()) end
  where secret.organization_id = p_organization_id and secret.kid = p_kid
  returning secret.* into v_secret;
  if not found then
    raise exception 'no such secret' using errcode = 'SC007';
  end if;
  return jsonb_build_object('identity_secret', to_jsonb(v_secret) - array['organization_id', 'secret']);
end
$$;
comment on function public.support_retire_identity_secret(jsonb, uuid, text, timestamptz) is
  'From that moment on the secret is refused. Raises SC003, SC007, SC050, SC051, SC090.';

create function public.support_list_audit_logs(
  p_actor jsonb, p_organization_id uuid, p_action text default null, p_entity_id text default null, p_actor_id uuid default null,
  p_since timestamptz default null, p_until timestamptz default null, p_before_id bigint default null, p_limit integer default 50
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_page jsonb;
begin
  perform support.begin_change(p_actor, p_organization_id);
  select coalesce(jsonb_agg(
    to_jsonb(line) - 'organization_id' || jsonb_build_object(
      'actor_name', (select agent.name from support.agents as agent where agent.id = line.actor_id))
    order by line.id desc), '[]') into v_page
  from (
    select entry.* from support.audit_logs as entry
    where entry.organization_id = p_organization_id
      and (p_before_id is null or entry.id < p_before_id)
      and (p_action is null or entry.action = p_action or split_part(entry.action, '.', 1) = p_action)
      and (p_entity_id is null or entry.entity_id = p_entity_id)
      and (p_actor_id is null or entry.actor_id = p_actor_id)
      and (p_since is null or entry.created_at >= p_since)
      and (p_until is null or entry.created_at < p_until)
    order by entry.id desc limit v_limit + 1
  ) as line;
  return jsonb_build_object(
    'audit_logs', case when jsonb_array_length(v_page) > v_limit then v_page - v_limit else v_page end,
    'has_more', jsonb_array_length(v_page) > v_limit,
    'next_cursor', case when jsonb_array_length(v_page) > v_limit then v_page -> (v_limit - 1) ->> 'id' end
  );
end
$$;
comment on function public.support_list_audit_logs(jsonb, uuid, text, text, uuid, timestamptz, timestamptz, bigint, integer) is
  'The audit log, newest first, 1 to 200 lines at once; p_action is an action (widgets.updated) or what it was done to '
  '(widgets). The next page begins before next_cursor. For admins. Raises SC003, SC050, SC051, SC090.';

create function public.support_find_agent(p_user_id uuid, p_organization_id uuid default null) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_find_agent(uuid, uuid) is
  'The active agent behind a Supabase account, in the organization asked for or else the one they joined first; with all '
  'organizations they may choose from. Raises SC050.';

revoke all on function support.used_of_plan(uuid, text) from public;
revoke all on function support.assert_room(uuid, text) from public;
revoke all on function support.assert_operator(jsonb) from public;
revoke all on function support.assert_version(integer, integer) from public;
revoke all on function support.organization_json(support.organizations) from public;
revoke all on function public.support_create_organization(jsonb, text, jsonb, text) from public, anon, authenticated;
revoke all on function public.support_get_organization(jsonb, uuid) from public, anon, authenticated;
revoke all on function public.support_update_organization(jsonb, uuid, jsonb, integer) from public, anon, authenticated;
revoke all on function public.support_delete_organization(jsonb, uuid, integer) from public, anon, authenticated;
revoke all on function public.support_list_plans(jsonb) from public, anon, authenticated;
revoke all on function public.support_save_plan(jsonb, jsonb) from public, anon, authenticated;
revoke all on function public.support_create_identity_secret(jsonb, uuid, text, text) from public, anon, authenticated;
revoke all on function public.support_retire_identity_secret(jsonb, uuid, text, timestamptz) from public, anon, authenticated;
revoke all on function public.support_list_audit_logs(jsonb, uuid, text, text, uuid, timestamptz, timestamptz, bigint, integer) from public, anon, authenticated;
revoke all on function public.support_find_agent(uuid, uuid) from public, anon, authenticated;
grant execute on function public.support_create_organization(jsonb, text, jsonb, text) to service_role;
grant execute on function public.support_get_organization(jsonb, uuid) to service_role;
grant execute on function public.support_update_organization(jsonb, uuid, jsonb, integer) to service_role;
grant execute on function public.support_delete_organization(jsonb, uuid, integer) to service_role;
grant execute on function public.support_list_plans(jsonb) to service_role;
grant execute on function public.support_save_plan(jsonb, jsonb) to service_role;
grant execute on function public.support_create_identity_secret(jsonb, uuid, text, text) to service_role;
grant execute on function public.support_retire_identity_secret(jsonb, uuid, text, timestamptz) to service_role;
grant execute on function public.support_list_audit_logs(jsonb, uuid, text, text, uuid, timestamptz, timestamptz, bigint, integer) to service_role;
grant execute on function public.support_find_agent(uuid, uuid) to service_role;
