-- Purpose: what a tenant owns and configures: plan and limits, identity secrets, widgets with retired keys, departments,
--          agents with skills, invitations and presence, canned responses.
-- Objects: plans, organization_identity_secrets, retired_widget_keys, agent_departments, agent_sessions,
--          agent_invitations, canned_responses; new columns of organizations, departments, widgets, agents.
-- Undo:    drop the tables and columns named here.

create table support.plans (
  id text primary key check (id ~ '^[a-z][a-z0-9_-]{0,39}$'),
  max_widgets integer check (max_widgets > 0),
  max_agents integer check (max_agents > 0),
  messages_per_minute integer check (messages_per_minute > 0)
);
comment on table support.plans is 'How much of everything an organization may have. Empty means no limit.';
comment on column support.plans.id is 'The name of the plan, as an operator writes it.';
comment on column support.plans.max_widgets is 'Widgets that are not deleted, at most.';
comment on column support.plans.max_agents is 'Active agents and open invitations together, at most.';
comment on column support.plans.messages_per_minute is 'Visitor messages of the whole organization in a minute, at most.';
insert into support.plans (id, max_widgets, max_agents, messages_per_minute) values
  ('unlimited', null, null, null),
  ('free', 1, 3, 60),
  ('team', 10, 25, 600);

alter table support.organizations
  add column plan text not null default 'unlimited'
    references support.plans (id) on update cascade on delete restrict,
  add column time_zone text not null default 'UTC' check (char_length(time_zone) between 1 and 64),
  add column conversation_retention_days integer check (conversation_retention_days between 1 and 3650),
  add column event_retention_days integer not null default 90 check (event_retention_days between 1 and 3650),
  add column audit_retention_days integer not null default 400 check (audit_retention_days between 30 and 3650),
  add column version integer not null default 1,
  add column updated_at timestamptz not null default now();
create index organizations_plan on support.organizations (plan);
comment on column support.organizations.id is 'Random; part of the organization''s Realtime topic.';
comment on column support.organizations.name is 'What the team calls itself in the back office.';
comment on column support.organizations.plan is 'Which limits apply. Hosts of a single team keep "unlimited".';
comment on column support.organizations.time_zone is 'IANA name; the zone of widgets that name none.';
comment on column support.organizations.conversation_retention_days is
  'Ended conversations are erased this long after their end; empty keeps them.';
comment on column support.organizations.event_retention_days is 'Page views and custom events are forgotten after this time.';
comment on column support.organizations.audit_retention_days is 'The audit log is kept this long.';
comment on column support.organizations.version is 'Raised by every change of the settings; an update names the version it saw.';
comment on column support.organizations.created_at is 'When the tenant was made.';
comment on column support.organizations.updated_at is 'When the settings changed last.';

create table support.organization_identity_secrets (
  organization_id uuid not null references support.organizations (id) on delete cascade,
  kid text not null check (kid ~ '^[A-Za-z0-9_-]{1,64}$'),
  secret text not null check (char_length(secret) between 32 and 512),
  created_at timestamptz not null default now(),
  retires_at timestamptz,
  primary key (organization_id, kid)
);
comment on table support.organization_identity_secrets is
  'Shared secrets (HS256) with which the host site vouches for its users. Several are good while a new one is rolled out. '
  'No role may read this table; the server asks for the good ones by function.';
comment on column support.organization_identity_secrets.organization_id is 'Whose users it vouches for.';
comment on column support.organization_identity_secrets.kid is 'Names the secret in the token''s header.';
comment on column support.organization_identity_secrets.secret is 'Shown once when it is made; never logged, never audited.';
comment on column support.organization_identity_secrets.created_at is 'When it was made.';
comment on column support.organization_identity_secrets.retires_at is 'From then on it is refused; empty while it is current.';

alter table support.departments
  add column description text check (char_length(description) <= 500),
  add column email text check (char_length(email) <= 320),
  add column required_skills text[] not null default '{}',
  add column is_active boolean not null default true,
  add column created_at timestamptz not null default now(),
  add column updated_at timestamptz not null default now();
comment on column support.departments.id is 'Random.';
comment on column support.departments.organization_id is 'Whose department it is.';
comment on column support.departments.name is 'What visitors choose from.';
comment on column support.departments.position is 'Order in the list, smallest first.';
comment on column support.departments.description is 'A line under the name.';
comment on column support.departments.email is 'Where offline requests are copied to.';
comment on column support.departments.required_skills is 'Agents without all of these are not given its conversations.';
comment on column support.departments.is_active is 'Inactive departments are not offered, and keep their past conversations.';
comment on column support.departments.created_at is 'When it was made.';
comment on column support.departments.updated_at is 'When it changed last.';

alter table support.widgets
  add column working_hours jsonb not null default '{}' check (jsonb_typeof(working_hours) = 'object'),
  add column routing_rules jsonb not null default '{}' check (jsonb_typeof(routing_rules) = 'object'),
  add column prechat jsonb not null default '{}' check (jsonb_typeof(prechat) = 'object'),
  add column triggers jsonb not null default '[]' check (jsonb_typeof(triggers) = 'array'),
  add column deleted_at timestamptz,
  add constraint widgets_settings_size check (
    octet_length(branding::text) <= 16384 and octet_length(behavior::text) <= 16384
    and octet_length(localization::text) <= 65536 and octet_length(features::text) <= 16384
    and octet_length(working_hours::text) <= 16384 and octet_length(routing_rules::text) <= 16384
    and octet_length(prechat::text) <= 32768 and octet_length(triggers::text) <= 32768
  ),
  add constraint widgets_domains_size check (cardinality(allowed_domains) <= 200 and cardinality(blocked_domains) <= 200);
comment on column support.widgets.id is 'Random; never shown to visitors.';
comment on column support.widgets.organization_id is 'Whose widget it is.';
comment on column support.widgets.key is 'Public name in the tag. Rotating it keeps the old one for a while: retired_widget_keys.';
comment on column support.widgets.name is 'What the team calls it.';
comment on column support.widgets.is_enabled is 'Off: the tag shows nothing and writes are refused.';
comment on column support.widgets.blocked_domains is 'Hosts that may not embed it, even if allowed_domains would let them.';
comment on column support.widgets.branding is 'team_name, accent, logo_url, greeting_title, greeting_text, font, radius, launcher.';
comment on column support.widgets.behavior is
  'reopen_hours (168), edit_window_minutes (15), visitor_idle_minutes, sound, response_promise and the like.';
comment on column support.widgets.localization is 'default_locale, locales, and texts by locale that replace the built-in ones.';
comment on column support.widgets.features is
  'Switches and sizes: attachments {enabled, max_bytes, max_files, types}, feedback, transcript, typing, receipts.';
comment on column support.widgets.working_hours is
  'time_zone; days: {"mon": [["09:00","17:30"]], …}; holidays: [{"date":"2026-12-25","name":"…","hours":[]}]. Empty: always open.';
comment on column support.widgets.routing_rules is
  'strategy manual (agents take) or least_busy (given); department_id; escalate_after_minutes; skills by department choice.';
comment on column support.widgets.prechat is 'The form before the first message: is_required, fields[], consent.';
comment on column support.widgets.triggers is 'Proactive messages: conditions, text, frequency. Evaluated in the browser.';
comment on column support.widgets.deleted_at is 'Gone for visitors at once; erased with its conversations 30 days later.';
comment on column support.widgets.created_at is 'When it was made.';
comment on column support.widgets.updated_at is 'When it changed last.';
create index widgets_deleted_at on support.widgets (deleted_at) where deleted_at is not null;

create table support.retired_widget_keys (
  key text primary key check (key ~ '^wk_[A-Za-z0-9]{2,40}$'),
  widget_id uuid not null references support.widgets (id) on delete cascade,
  retired_at timestamptz not null default now(),
  works_until timestamptz not null
);
create index retired_widget_keys_widget_id on support.retired_widget_keys (widget_id);
comment on table support.retired_widget_keys is 'Keys a widget had before; pages that still carry one go on working for a while.';
comment on column support.retired_widget_keys.key is 'Never given to another widget.';
comment on column support.retired_widget_keys.widget_id is 'The widget it stood for.';
comment on column support.retired_widget_keys.retired_at is 'When a new key took its place.';
comment on column support.retired_widget_keys.works_until is 'The end of the grace period.';

alter table support.agents
  add column email text check (char_length(email) <= 320),
  add column skills text[] not null default '{}' check (cardinality(skills) <= 50),
  add column languages text[] not null default '{}' check (cardinality(languages) <= 50),
  add column locale text check (char_length(locale) <= 35),
  add column max_concurrent_chats integer not null default 5 check (max_concurrent_chats between 0 and 1000),
  add column presence text not null default 'auto' check (presence in ('auto', 'away')),
  add column snoozed_until timestamptz,
  add column last_assigned_at timestamptz,
  add column telegram_conversation_id uuid references support.conversations (id) on delete set null,
  add column updated_at timestamptz not null default now();
create index agents_telegram_conversation_id on support.agents (telegram_conversation_id)
  where telegram_conversation_id is not null;
create unique index agents_email on support.agents (organization_id, lower(email)) where email is not null;
comment on column support.agents.id is 'Random.';
comment on column support.agents.organization_id is 'The team they belong to. Somebody in two teams is two agents.';
comment on column support.agents.user_id is 'Their account in Supabase Auth (auth.users), if they use the web.';
comment on column support.agents.telegram_user_id is 'Their account in Telegram, if they answer there.';
comment on column support.agents.telegram_username is 'For mentions; may change at any time.';
comment on column support.agents.name is 'What visitors see.';
comment on column support.agents.avatar_url is 'What visitors see beside the name.';
comment on column support.agents.role is 'owner and admin may administer; every agent may answer.';
comment on column support.agents.is_active is 'Off: may do nothing, and the past stays theirs.';
comment on column support.agents.email is 'For invitations and alerts; never shown to visitors.';
comment on column support.agents.skills is 'What they can do; compared with what a conversation needs.';
comment on column support.agents.languages is 'Languages they answer in, for the team''s information.';
comment on column support.agents.locale is 'The language the bot and the inbox speak to them.';
comment on column support.agents.max_concurrent_chats is 'Open conversations they are given at most. Taking more oneself is allowed.';
comment on column support.agents.presence is 'auto: there while one of their connections is; away: not given anything, whatever is connected.';
comment on column support.agents.snoozed_until is 'Away until then, and back by itself.';
comment on column support.agents.last_assigned_at is 'Who waited longest is given the next one when several are equally busy.';
comment on column support.agents.telegram_conversation_id is 'The conversation their next direct message goes to, once they chose one.';
comment on column support.agents.last_seen_at is 'When they did something last.';
comment on column support.agents.created_at is 'When they joined.';
comment on column support.agents.updated_at is 'When their profile changed last.';

create table support.agent_departments (
  agent_id uuid not null references support.agents (id) on delete cascade,
  department_id uuid not null references support.departments (id) on delete cascade,
  primary key (agent_id, department_id)
);
create index agent_departments_department_id on support.agent_departments (department_id);
comment on table support.agent_departments is 'Who answers for which department. An agent without a row answers for all of them.';
comment on column support.agent_departments.agent_id is 'The agent.';
comment on column support.agent_departments.department_id is 'A department of the same organization.';

create table support.agent_sessions (
  id uuid primary key default gen_random_uuid(),
  agent_id uuid not null references support.agents (id) on delete cascade,
  connection_id text not null check (char_length(connection_id) between 1 and 100),
  channel text not null default 'web' check (channel in ('web', 'telegram')),
  status text not null default 'online' check (status in ('online', 'away')),
  started_at timestamptz not null default now(),
  heartbeat_at timestamptz not null default now(),
  expires_at timestamptz not null,
  unique (agent_id, connection_id)
);
create index agent_sessions_expires_at on support.agent_sessions (expires_at);
comment on table support.agent_sessions is 'Presence: one row per open inbox. Without a heartbeat it ends by itself.';
comment on column support.agent_sessions.id is 'Random.';
comment on column support.agent_sessions.agent_id is 'Who is there.';
comment on column support.agent_sessions.connection_id is 'Made by the client, one per tab or bot.';
comment on column support.agent_sessions.channel is 'Where they are.';
comment on column support.agent_sessions.status is 'What this connection says: at work, or open but away.';
comment on column support.agent_sessions.started_at is 'First heartbeat.';
comment on column support.agent_sessions.heartbeat_at is 'Last heartbeat.';
comment on column support.agent_sessions.expires_at is 'Counted as gone from then on.';

create table support.agent_invitations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references support.organizations (id) on delete cascade,
  agent_id uuid references support.agents (id) on delete cascade,
  purpose text not null default 'join' check (purpose in ('join', 'link_telegram')),
  email text check (char_length(email) <= 320),
  role text not null default 'agent' check (role in ('owner', 'admin', 'agent')),
  token_hash text not null unique check (char_length(token_hash) = 64),
  invited_by uuid references support.agents (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz
);
create index agent_invitations_organization_id on support.agent_invitations (organization_id);
create index agent_invitations_agent_id on support.agent_invitations (agent_id);
create index agent_invitations_invited_by on support.agent_invitations (invited_by);
create index agent_invitations_expires_at on support.agent_invitations (expires_at);
comment on table support.agent_invitations is
  'A link that makes somebody an agent, or ties an agent''s Telegram account to them. Works once.';
comment on column support.agent_invitations.id is 'Random.';
comment on column support.agent_invitations.organization_id is 'The team it leads to.';
comment on column support.agent_invitations.agent_id is 'Who is to be linked; for join, who was made of it.';
comment on column support.agent_invitations.purpose is 'join makes an agent; link_telegram adds an account to one.';
comment on column support.agent_invitations.email is 'Whom it was sent to.';
comment on column support.agent_invitations.role is 'What they will be.';
comment on column support.agent_invitations.token_hash is 'SHA-256 of the secret part of the link, in hex.';
comment on column support.agent_invitations.invited_by is 'Which admin asked.';
comment on column support.agent_invitations.created_at is 'When it was made.';
comment on column support.agent_invitations.expires_at is 'Useless from then on.';
comment on column support.agent_invitations.accepted_at is 'When it was used.';

create table support.canned_responses (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references support.organizations (id) on delete cascade,
  department_id uuid references support.departments (id) on delete cascade,
  agent_id uuid references support.agents (id) on delete cascade,
  shortcut text not null check (shortcut ~ '^[a-z0-9][a-z0-9_-]{0,31}$'),
  title text not null check (char_length(title) between 1 and 100),
  body text not null check (char_length(body) between 1 and 4000),
  used_count bigint not null default 0,
  last_used_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique nulls not distinct (organization_id, department_id, agent_id, shortcut)
);
create index canned_responses_department_id on support.canned_responses (department_id);
create index canned_responses_agent_id on support.canned_responses (agent_id);
comment on table support.canned_responses is 'Texts agents use again and again: the team''s, a department''s, or one agent''s own.';
comment on column support.canned_responses.id is 'Random.';
comment on column support.canned_responses.organization_id is 'Whose text it is.';
comment on column support.canned_responses.department_id is 'Only for this department; empty: for all.';
comment on column support.canned_responses.agent_id is 'Only for this agent; empty: for everybody.';
comment on column support.canned_responses.shortcut is 'What is typed after the slash.';
comment on column support.canned_responses.title is 'What it is about.';
comment on column support.canned_responses.body is
  'The text; {{visitor.name}}, {{agent.name}}, {{conversation.number}} are filled in.';
comment on column support.canned_responses.used_count is 'For sorting by usefulness.';
comment on column support.canned_responses.last_used_at is 'When it was used last.';
comment on column support.canned_responses.created_at is 'When it was made.';
comment on column support.canned_responses.updated_at is 'When it changed last.';

alter table support.plans enable row level security;
alter table support.organization_identity_secrets enable row level security;
alter table support.retired_widget_keys enable row level security;
alter table support.agent_departments enable row level security;
alter table support.agent_sessions enable row level security;
alter table support.agent_invitations enable row level security;
alter table support.canned_responses enable row level security;
revoke all on all tables in schema support from public, anon, authenticated, service_role;
