-- Purpose: who is acting, whether they may, and a record of what they changed.
-- Objects: support.uuid_or_null, act_as_agent, identify_actor, require_role, begin_change, log_change; triggers "audit" on
--          what admins change, and "raise_version" on organizations.
-- Undo:    drop the triggers, then the functions.

create function support.uuid_or_null(p_text text) returns uuid
language sql immutable
set search_path = ''
as $$
  select case when p_text ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' then p_text::uuid end
$$;
comment on function support.uuid_or_null(text) is 'An id that came inside JSON; null when it is none, so that it is simply not found.';

create function support.act_as_agent(p_agent_id uuid) returns support.agents
language plpgsql
set search_path = ''
as $$
declare
  v_agent support.agents;
begin
  select agent.* into v_agent from support.agents as agent where agent.id = p_agent_id and agent.is_active;
  if not found then
    raise exception 'no such active agent' using errcode = 'SC050';
  end if;
  perform set_config('support.actor', jsonb_build_object('kind', 'agent', 'agent_id', p_agent_id)::text, true);
  return v_agent;
end
$$;
comment on function support.act_as_agent(uuid) is
  'The active agent with this id; what the rest of the transaction changes is logged as theirs. The caller compares the '
  'organization. Raises SC050.';

create function support.identify_actor(p_actor jsonb) returns support.agents
language plpgsql
set search_path = ''
as $$
declare
  v_agent support.agents;
begin
  if p_actor is null or jsonb_typeof(p_actor) <> 'object' or coalesce(p_actor ->> 'kind', '') not in ('agent', 'service') then
    perform support.refuse('p_actor', 'an actor is {"kind": "agent", "agent_id": …} or {"kind": "service"}');
  end if;
  if p_actor ->> 'kind' = 'agent' then
    v_agent := support.act_as_agent(support.uuid_or_null(p_actor ->> 'agent_id'));
  end if;
  perform set_config('support.actor', jsonb_build_object(
    'kind', p_actor ->> 'kind', 'agent_id', v_agent.id,
    'ip_hash', left(p_actor ->> 'ip_hash', 128), 'user_agent', left(p_actor ->> 'user_agent', 400)
  )::text, true);
  return v_agent;
end
$$;
comment on function support.identify_actor(jsonb) is
  'The acting agent, or nulls for the operator of the service, who may do everything. What the rest of the transaction '
  'changes is logged as theirs. Raises SC050, SC090.';

create function support.require_role(p_agent support.agents, p_role text) returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_agent.id is not null
    and array_position(array['agent', 'admin', 'owner'], p_agent.role) < array_position(array['agent', 'admin', 'owner'], p_role)
  then
    raise exception 'this takes the role %', p_role using errcode = 'SC051', hint = 'Ask an owner of the organization.';
  end if;
end
$$;
comment on function support.require_role(support.agents, text) is
  'Passes the operator and agents whose role is at least this one: agent, admin, owner. Raises SC051.';

create function support.begin_change(p_actor jsonb, p_organization_id uuid, p_role text default 'admin') returns support.agents
language plpgsql
set search_path = ''
as $$
declare
  v_agent support.agents := support.identify_actor(p_actor);
begin
  -- Somebody else's organization looks like one that does not exist.
  if v_agent.organization_id <> p_organization_id or not exists (
    select from support.organizations as organization where organization.id = p_organization_id
  ) then
    raise exception 'no such organization' using errcode = 'SC003';
  end if;
  perform support.require_role(v_agent, p_role);
  return v_agent;
end
$$;
comment on function support.begin_change(jsonb, uuid, text) is
  'The first line of whatever an actor asks of an organization: answers with the acting agent (nulls for the operator), '
  'whose role is at least the one given, and has what follows logged as theirs. Raises SC003, SC050, SC051, SC090.';

create function support.log_change(
  p_organization_id uuid, p_action text, p_entity_id text default null, p_change jsonb default '{}'
) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_actor jsonb := coalesce(nullif(current_setting('support.actor', true), ''), '{}');
begin
  -- The organization may be gone already: then this is part of its removal, and its log went with it.
  insert into support.audit_logs (
    organization_id, actor_kind, actor_id, action, entity_id, change, ip_hash, user_agent
  )
  select
    organization.id, coalesce(v_actor ->> 'kind', 'system'), support.uuid_or_null(v_actor ->> 'agent_id'),
    p_action, p_entity_id, p_change, v_actor ->> 'ip_hash', v_actor ->> 'user_agent'
  from support.organizations as organization where organization.id = p_organization_id;
end
$$;
comment on function support.log_change(uuid, text, text, jsonb) is
  'Writes a line into the audit log, in the name of whoever the transaction acts for; of nobody: the system''s.';

create function support.tg_any__audit() returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_old jsonb := coalesce(to_jsonb(old), '{}');
  v_new jsonb := coalesce(to_jsonb(new), '{}');
  v_row jsonb := v_old || v_new;
  v_silent text[] := array['id', 'organization_id', 'version', 'created_at', 'updated_at'] || tg_argv[1:];
  v_change jsonb;
begin
  select coalesce(jsonb_object_agg(name, jsonb_build_array(v_old -> name, v_new -> name)), '{}') into v_change
  from jsonb_object_keys(v_row) as name
  where name <> all (v_silent) and nullif(v_old -> name, 'null') is distinct from nullif(v_new -> name, 'null');
  if tg_op = 'UPDATE' and v_change = '{}' then
    return null;
  end if;
  perform support.log_change(
    case tg_table_name
      when 'organizations' then (v_row ->> 'id')::uuid
      when 'retired_widget_keys' then (
        select widget.organization_id from support.widgets as widget where widget.id = (v_row ->> 'widget_id')::uuid)
      when 'agent_departments' then (
        select agent.organization_id from support.agents as agent where agent.id = (v_row ->> 'agent_id')::uuid)
      else (v_row ->> 'organization_id')::uuid
    end,
    tg_table_name || '.' || case
      when tg_op = 'INSERT' then 'created'
      when tg_op = 'DELETE' then case when v_old ->> 'deleted_at' is null then 'deleted' else 'erased' end
      when v_change #>> '{deleted_at,1}' is not null then 'deleted'
      when v_change #>> '{accepted_at,1}' is not null then 'accepted'
      when v_change ? 'retires_at' then 'retired'
      when v_change ? 'is_active' then case v_change #>> '{is_active,1}' when 'true' then 'activated' else 'deactivated' end
      else 'updated'
    end,
    v_row ->> tg_argv[0],
    v_change
  );
  return null;
end
$$;
comment on function support.tg_any__audit() is
  'Logs which columns changed, and how. Arguments: the column that names the row; then columns that are never logged.';

create function support.tg_visitors__audit() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform support.log_change(
    new.organization_id, case when new.banned_at is null then 'visitors.unbanned' else 'visitors.banned' end, new.id::text,
    jsonb_build_object(
      'banned_at', jsonb_build_array(old.banned_at, new.banned_at),
      'banned_until', jsonb_build_array(old.banned_until, new.banned_until),
      'ban_reason', jsonb_build_array(old.ban_reason, new.ban_reason)));
  return null;
end
$$;
comment on function support.tg_visitors__audit() is
  'Logs bans and their end. That somebody was erased is logged by the erasure itself, without saying who.';

create function support.tg_organizations__raise_version() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end
$$;
comment on function support.tg_organizations__raise_version() is 'Every change of an organization''s settings gets a new version.';

-- Column lists, so that what happens all the time (a conversation takes a number, an agent is seen, a text is used) calls
-- no trigger.
create trigger raise_version
  before update of name, plan, time_zone, conversation_retention_days, event_retention_days, audit_retention_days
  on support.organizations for each row
  when ((old.name, old.plan, old.time_zone, old.conversation_retention_days, old.event_retention_days, old.audit_retention_days)
    is distinct from
    (new.name, new.plan, new.time_zone, new.conversation_retention_days, new.event_retention_days, new.audit_retention_days))
  execute function support.tg_organizations__raise_version();

create trigger audit
  after insert
    or update of name, plan, time_zone, conversation_retention_days, event_retention_days, audit_retention_days
  on support.organizations for each row execute function support.tg_any__audit('id', 'last_conversation_number');
create trigger audit after insert or update or delete on support.organization_identity_secrets
  for each row execute function support.tg_any__audit('kid', 'secret');
create trigger audit after insert or update or delete on support.widgets
  for each row execute function support.tg_any__audit('id');
create trigger audit after insert or update or delete on support.retired_widget_keys
  for each row execute function support.tg_any__audit('key');
create trigger audit after insert or update or delete on support.departments
  for each row execute function support.tg_any__audit('id');
create trigger audit
  after insert or delete
    or update of name, avatar_url, email, role, is_active, skills, languages, locale, max_concurrent_chats, user_id, telegram_user_id
  on support.agents for each row execute function support.tg_any__audit(
    'id', 'telegram_username', 'dm_started', 'last_seen_at', 'presence', 'snoozed_until', 'last_assigned_at',
    'telegram_conversation_id');
create trigger audit after insert or update or delete on support.agent_departments
  for each row execute function support.tg_any__audit('agent_id');
create trigger audit after insert or update or delete on support.agent_invitations
  for each row execute function support.tg_any__audit('id', 'token_hash');
create trigger audit
  after insert or delete or update of department_id, agent_id, shortcut, title, body
  on support.canned_responses for each row execute function support.tg_any__audit('id', 'used_count', 'last_used_at');
create trigger audit
  after insert or delete or update of chat_id, department_id, mode, state, bot_id
  on support.telegram_chats for each row execute function support.tg_any__audit(
    'chat_id', 'title', 'is_forum', 'paused_at', 'pause_reason');
create trigger audit after update of banned_at, banned_until, ban_reason on support.visitors for each row
  when ((old.banned_at, old.banned_until, old.ban_reason) is distinct from (new.banned_at, new.banned_until, new.ban_reason))
  execute function support.tg_visitors__audit();

revoke all on function support.uuid_or_null(text) from public;
revoke all on function support.act_as_agent(uuid) from public;
revoke all on function support.identify_actor(jsonb) from public;
revoke all on function support.require_role(support.agents, text) from public;
revoke all on function support.begin_change(jsonb, uuid, text) from public;
revoke all on function support.log_change(uuid, text, text, jsonb) from public;
revoke all on function support.tg_any__audit() from public;
revoke all on function support.tg_visitors__audit() from public;
revoke all on function support.tg_organizations__raise_version() from public;
