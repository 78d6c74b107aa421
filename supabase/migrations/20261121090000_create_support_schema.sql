-- Purpose: the private schema, the visitor's role, and the tables of Support Chat.
-- Objects: schema support; role support_visitor; organizations, departments, widgets, agents, visitors, sessions,
--          session_refresh_tokens, conversations, messages, telegram_chats, telegram_topics, telegram_messages,
--          telegram_updates, outbox, rate_limits.
-- Undo:    drop schema support cascade; drop role support_visitor;

create schema support;
revoke all on schema support from public;
comment on schema support is
  'Support Chat. Private: reached only through public.support_* functions; never exposed by the Data API.';

-- A role of our own, so that policies a host wrote `to authenticated` never apply to anonymous visitors. Membership in
-- anon carries what Realtime needs on realtime.messages, which the migrating role may not grant by itself.
do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'support_visitor') then
    create role support_visitor nologin;
  end if;
end
$$;
grant anon to support_visitor;
grant support_visitor to authenticator;
do $$
begin
  -- Lets tests act as a visitor; a superuser needs no membership and a restricted owner gets one.
  execute format('grant support_visitor to %I', current_user);
exception when others then
  raise notice 'support_visitor was not granted to %: %', current_user, sqlerrm;
end
$$;

create table support.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 200),
  last_conversation_number bigint not null default 0,
  created_at timestamptz not null default now()
);
comment on table support.organizations is 'A tenant. Owns widgets, agents, visitors and conversations.';
comment on column support.organizations.last_conversation_number is 'Source of the numbers people use (#1024).';

create table support.departments (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references support.organizations (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 100),
  position integer not null default 0,
  unique (organization_id, name)
);
comment on table support.departments is 'A part of the team that visitors can choose, for example Orders or Returns.';

create table support.widgets (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references support.organizations (id) on delete cascade,
  key text not null unique check (key ~ '^wk_[A-Za-z0-9]{2,40}$'),
  name text not null check (char_length(name) between 1 and 100),
  is_enabled boolean not null default true,
  version integer not null default 1,
  allowed_domains text[] not null default '{}',
  blocked_domains text[] not null default '{}',
  branding jsonb not null default '{}' check (jsonb_typeof(branding) = 'object'),
  behavior jsonb not null default '{}' check (jsonb_typeof(behavior) = 'object'),
  localization jsonb not null default '{}' check (jsonb_typeof(localization) = 'object'),
  features jsonb not null default '{}' check (jsonb_typeof(features) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index widgets_organization_id on support.widgets (organization_id);
comment on table support.widgets is 'A configured chat. Its key is public and never a secret.';
comment on column support.widgets.version is 'Raised by every change; part of the configuration''s cache key.';
comment on column support.widgets.allowed_domains is
  'Hosts that may embed the widget: example.com, *.example.com, optionally with a port. Empty means every host.';

create table support.agents (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references support.organizations (id) on delete cascade,
  user_id uuid,
  telegram_user_id bigint,
  telegram_username text,
  name text not null check (char_length(name) between 1 and 100),
  avatar_url text,
  role text not null default 'agent' check (role in ('owner', 'admin', 'agent')),
  is_active boolean not null default true,
  dm_started boolean not null default false,
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  unique (organization_id, telegram_user_id),
  unique (organization_id, user_id)
);
create index agents_telegram_user_id on support.agents (telegram_user_id);
create index agents_user_id on support.agents (user_id);
comment on table support.agents is 'A person of the team who answers, known by a Telegram account, a Supabase user, or both.';
comment on column support.agents.dm_started is 'Telegram lets a bot write first only to people who started it.';

create table support.visitors (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references support.organizations (id) on delete cascade,
  name text check (char_length(name) <= 100),
  email text check (char_length(email) <= 320),
  context jsonb not null default '{}' check (jsonb_typeof(context) = 'object'),
  banned_at timestamptz,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
create index visitors_organization_id on support.visitors (organization_id);
comment on table support.visitors is 'A person who writes to the team; anonymous until the site identifies them.';
comment on column support.visitors.context is 'What the page last told: page_url, page_title, referrer, language, time_zone.';

create table support.sessions (
  id uuid primary key default gen_random_uuid(),
  visitor_id uuid not null references support.visitors (id) on delete cascade,
  widget_id uuid not null references support.widgets (id) on delete cascade,
  generation integer not null default 1,
  ip_hash text,
  created_at timestamptz not null default now(),
  refreshed_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text
);
create index sessions_visitor_id on support.sessions (visitor_id);
create index sessions_widget_id on support.sessions (widget_id);
create index sessions_expires_at on support.sessions (expires_at);
comment on table support.sessions is 'One browser''s credential for a visitor. 30 days, sliding.';
comment on column support.sessions.generation is 'Number of the newest refresh token; see session_refresh_tokens.';
comment on column support.sessions.ip_hash is 'Keyed hash; the address itself is never stored.';

create table support.session_refresh_tokens (
  token_hash text primary key check (char_length(token_hash) = 64),
  session_id uuid not null references support.sessions (id) on delete cascade,
  generation integer not null,
  created_at timestamptz not null default now()
);
create index session_refresh_tokens_session_id on support.session_refresh_tokens (session_id);
comment on table support.session_refresh_tokens is
  'SHA-256 of every refresh token of a session. The newest generation and the one before it are good; anything older is '
  'a stolen token and revokes the session. Two tokens of one generation exist when an answer was lost or two tabs raced.';

create table support.conversations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references support.organizations (id) on delete cascade,
  widget_id uuid not null references support.widgets (id) on delete cascade,
  visitor_id uuid not null references support.visitors (id) on delete cascade,
  department_id uuid references support.departments (id) on delete set null,
  agent_id uuid references support.agents (id) on delete set null,
  number bigint not null,
  channel text not null default 'web-chat' check (channel = 'web-chat'),
  status text not null default 'queued' check (status in ('queued', 'active', 'resolved', 'closed')),
  last_seq bigint not null default 0,
  revision bigint not null default 0,
  delivered_seq bigint not null default 0,
  seen_seq bigint not null default 0,
  visitor_read_seq bigint not null default 0,
  context jsonb not null default '{}' check (jsonb_typeof(context) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  claimed_at timestamptz,
  first_response_at timestamptz,
  closed_at timestamptz,
  unique (organization_id, number)
);
create unique index conversations_one_open on support.conversations (visitor_id, widget_id)
  where status in ('queued', 'active');
create index conversations_visitor_id on support.conversations (visitor_id, widget_id, number desc);
create index conversations_widget_id on support.conversations (widget_id);
create index conversations_department_id on support.conversations (department_id);
create index conversations_agent_id on support.conversations (agent_id, updated_at desc);
create index conversations_first_response on support.conversations (organization_id, first_response_at desc)
  where first_response_at is not null;
comment on table support.conversations is 'One exchange between a visitor and the team. At most one is open per visitor and widget.';
comment on column support.conversations.last_seq is 'Sequence of the newest message; the only source of messages.seq.';
comment on column support.conversations.revision is 'Taken by every change in the conversation; catching up is "everything after N".';
comment on column support.conversations.delivered_seq is 'Newest visitor message that reached the team.';
comment on column support.conversations.seen_seq is 'Newest message an agent has certainly seen, because they acted after it.';

create table support.messages (
  conversation_id uuid not null references support.conversations (id) on delete cascade,
  seq bigint not null check (seq > 0),
  id uuid not null unique,
  organization_id uuid not null references support.organizations (id) on delete cascade,
  visitor_id uuid not null references support.visitors (id) on delete cascade,
  agent_id uuid references support.agents (id) on delete set null,
  revision bigint not null,
  sender_kind text not null check (sender_kind in ('visitor', 'agent', 'bot', 'system')),
  sender_name text check (char_length(sender_name) <= 100),
  type text not null default 'text' check (type = 'text'),
  body text not null check (char_length(body) <= 16000),
  is_internal boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  edited_at timestamptz,
  deleted_at timestamptz,
  primary key (conversation_id, seq)
);
create unique index messages_revision on support.messages (conversation_id, revision);
create index messages_organization_id on support.messages (organization_id);
create index messages_visitor_id on support.messages (visitor_id);
create index messages_agent_id on support.messages (agent_id) where agent_id is not null;
comment on table support.messages is 'What was said. seq is total and gap-free per conversation; id is made by whoever wrote it.';
comment on column support.messages.sender_name is 'The name at the time of writing; renaming an agent does not rewrite history.';
comment on column support.messages.is_internal is 'A note among agents; no visitor ever receives it.';

create table support.telegram_chats (
  chat_id bigint primary key,
  organization_id uuid not null references support.organizations (id) on delete cascade,
  department_id uuid references support.departments (id) on delete cascade,
  mode text not null default 'topics' check (mode in ('topics', 'claims')),
  state text not null default 'active' check (state in ('active', 'paused')),
  created_at timestamptz not null default now(),
  unique nulls not distinct (organization_id, department_id)
);
create index telegram_chats_department_id on support.telegram_chats (department_id);
comment on table support.telegram_chats is
  'The Telegram group in which an organization (or one department of it) answers. topics: one forum topic per visitor; '
  'claims: a card with a Claim button, then the agent''s direct messages.';

create table support.telegram_topics (
  visitor_id uuid not null references support.visitors (id) on delete cascade,
  chat_id bigint not null references support.telegram_chats (chat_id) on update cascade on delete cascade,
  thread_id bigint not null,
  widget_id uuid not null references support.widgets (id) on delete cascade,
  name text not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  created_at timestamptz not null default now(),
  primary key (visitor_id, chat_id),
  unique (chat_id, thread_id)
);
create index telegram_topics_widget_id on support.telegram_topics (widget_id);
comment on table support.telegram_topics is 'The forum topic of a visitor. A topic that Telegram lost is deleted here and made anew.';

create table support.telegram_messages (
  chat_id bigint not null,
  message_id bigint not null,
  thread_id bigint,
  direction text not null check (direction in ('in', 'out')),
  role text not null check (role in ('message', 'card', 'transcript', 'notice')),
  part integer not null default 1,
  conversation_id uuid not null references support.conversations (id) on delete cascade,
  support_message_id uuid references support.messages (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (chat_id, message_id)
);
create index telegram_messages_conversation_id on support.telegram_messages (conversation_id, chat_id, role);
create index telegram_messages_support_message_id on support.telegram_messages (support_message_id);
comment on table support.telegram_messages is 'Which Telegram message is which of ours, in both directions, every split part.';

create table support.telegram_updates (
  bot_id bigint not null,
  update_id bigint not null,
  lane text not null,
  update jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'done', 'dead')),
  attempts integer not null default 0,
  not_before timestamptz not null default now(),
  leased_until timestamptz,
  error text,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (bot_id, update_id)
);
create index telegram_updates_pending on support.telegram_updates (bot_id, lane, update_id) where state = 'pending';
create index telegram_updates_settled on support.telegram_updates (settled_at) where state <> 'pending';
comment on table support.telegram_updates is
  'Inbox: every update is stored before it is answered, then processed one at a time per lane (chat), oldest first.';

create table support.outbox (
  id bigint generated always as identity primary key,
  organization_id uuid not null references support.organizations (id) on delete cascade,
  lane text not null,
  chat_id bigint not null,
  kind text not null check (kind in ('visitor_message', 'conversation_state', 'claim_transcript', 'agent_notice')),
  conversation_id uuid references support.conversations (id) on delete cascade,
  message_id uuid references support.messages (id) on delete cascade,
  payload jsonb not null default '{}' check (jsonb_typeof(payload) = 'object'),
  state text not null default 'pending' check (state in ('pending', 'sent', 'dead')),
  attempts integer not null default 0,
  not_before timestamptz not null default now(),
  leased_until timestamptz,
  error text,
  created_at timestamptz not null default now(),
  settled_at timestamptz
);
create unique index outbox_one_per_message on support.outbox (message_id, kind);
create index outbox_pending on support.outbox (lane, id) where state = 'pending';
create index outbox_settled on support.outbox (settled_at) where state <> 'pending';
create index outbox_organization_id on support.outbox (organization_id);
create index outbox_conversation_id on support.outbox (conversation_id);
comment on table support.outbox is
  'What still has to reach Telegram, written in the transaction of the change that caused it. One lane per chat, strictly '
  'in order: while the head of a lane waits or is being sent, the rest of that lane waits with it.';

create table support.rate_limits (
  key text primary key,
  window_start timestamptz not null,
  hits integer not null
);
create index rate_limits_window_start on support.rate_limits (window_start);
comment on table support.rate_limits is 'Fixed windows, counted in the transaction of the write they guard.';

-- Nothing is granted by default; the functions below are the only way in.
alter table support.organizations enable row level security;
alter table support.departments enable row level security;
alter table support.widgets enable row level security;
alter table support.agents enable row level security;
alter table support.visitors enable row level security;
alter table support.sessions enable row level security;
alter table support.session_refresh_tokens enable row level security;
alter table support.conversations enable row level security;
alter table support.messages enable row level security;
alter table support.telegram_chats enable row level security;
alter table support.telegram_topics enable row level security;
alter table support.telegram_messages enable row level security;
alter table support.telegram_updates enable row level security;
alter table support.outbox enable row level security;
alter table support.rate_limits enable row level security;
revoke all on all tables in schema support from public, anon, authenticated, service_role;
