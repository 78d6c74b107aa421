-- Purpose: daily figures, and a record of who changed what.
-- Objects: widget_analytics, agent_analytics, audit_logs.
-- Undo:    drop the tables.

create table support.widget_analytics (
  widget_id uuid not null references support.widgets (id) on delete cascade,
  day date not null,
  organization_id uuid not null references support.organizations (id) on delete cascade,
  visitors integer not null default 0,
  page_views integer not null default 0,
  conversations integer not null default 0,
  offline_conversations integer not null default 0,
  answered integer not null default 0,
  missed integer not null default 0,
  escalated integer not null default 0,
  resolved integer not null default 0,
  visitor_messages integer not null default 0,
  agent_messages integer not null default 0,
  first_response_seconds_sum bigint not null default 0,
  first_response_seconds_median integer,
  first_response_seconds_p90 integer,
  resolution_seconds_sum bigint not null default 0,
  resolution_seconds_median integer,
  ratings integer not null default 0,
  ratings_sum integer not null default 0,
  nps_answers integer not null default 0,
  nps_promoters integer not null default 0,
  nps_detractors integer not null default 0,
  conversations_by_hour integer[] not null default array_fill(0, array[24]) check (cardinality(conversations_by_hour) = 24),
  computed_at timestamptz not null default now(),
  primary key (widget_id, day)
);
create index widget_analytics_organization_id on support.widget_analytics (organization_id, day);
comment on table support.widget_analytics is
  'A widget''s day in its own time zone. Computed anew from the tables until the day is over, so computing twice changes nothing.';
comment on column support.widget_analytics.widget_id is 'The widget.';
comment on column support.widget_analytics.day is 'In the widget''s time zone.';
comment on column support.widget_analytics.organization_id is 'Whose figures they are.';
comment on column support.widget_analytics.visitors is 'Different visitors who were seen: a page view or a message.';
comment on column support.widget_analytics.page_views is 'Pages seen with consent.';
comment on column support.widget_analytics.conversations is 'Conversations begun.';
comment on column support.widget_analytics.offline_conversations is 'Begun while nobody was there.';
comment on column support.widget_analytics.answered is 'Begun that day and answered since.';
comment on column support.widget_analytics.missed is 'Begun that day and ended without an answer.';
comment on column support.widget_analytics.escalated is 'Begun that day and nobody took them in time.';
comment on column support.widget_analytics.resolved is 'Ended that day.';
comment on column support.widget_analytics.visitor_messages is 'Messages of visitors.';
comment on column support.widget_analytics.agent_messages is 'Answers, notes not counted.';
comment on column support.widget_analytics.first_response_seconds_sum is 'Over the answered ones; the mean over days is sum by count.';
comment on column support.widget_analytics.first_response_seconds_median is 'Half were answered faster.';
comment on column support.widget_analytics.first_response_seconds_p90 is 'Nine of ten were answered faster.';
comment on column support.widget_analytics.resolution_seconds_sum is 'Over those that ended that day.';
comment on column support.widget_analytics.resolution_seconds_median is 'Half ended faster.';
comment on column support.widget_analytics.ratings is 'Ratings given that day.';
comment on column support.widget_analytics.ratings_sum is 'Stars in all.';
comment on column support.widget_analytics.nps_answers is 'Answers to "would you recommend us" that day.';
comment on column support.widget_analytics.nps_promoters is '9 and 10.';
comment on column support.widget_analytics.nps_detractors is '0 to 6.';
comment on column support.widget_analytics.conversations_by_hour is 'Begun in each hour of the day, from midnight.';
comment on column support.widget_analytics.computed_at is 'When these figures were made.';

create table support.agent_analytics (
  agent_id uuid not null references support.agents (id) on delete cascade,
  widget_id uuid not null references support.widgets (id) on delete cascade,
  day date not null,
  organization_id uuid not null references support.organizations (id) on delete cascade,
  conversations integer not null default 0,
  messages integer not null default 0,
  resolved integer not null default 0,
  passed integer not null default 0,
  first_responses integer not null default 0,
  first_response_seconds_sum bigint not null default 0,
  handling_seconds_sum bigint not null default 0,
  peak_concurrent integer not null default 0,
  ratings integer not null default 0,
  ratings_sum integer not null default 0,
  computed_at timestamptz not null default now(),
  primary key (agent_id, widget_id, day)
);
create index agent_analytics_widget_id on support.agent_analytics (widget_id, day);
create index agent_analytics_organization_id on support.agent_analytics (organization_id, day);
comment on table support.agent_analytics is 'An agent''s day at one widget, in the widget''s time zone.';
comment on column support.agent_analytics.agent_id is 'The agent.';
comment on column support.agent_analytics.widget_id is 'The widget.';
comment on column support.agent_analytics.day is 'In the widget''s time zone.';
comment on column support.agent_analytics.organization_id is 'Whose figures they are.';
comment on column support.agent_analytics.conversations is 'Conversations they got that day.';
comment on column support.agent_analytics.messages is 'Answers they wrote.';
comment on column support.agent_analytics.resolved is 'Conversations that ended in their hands.';
comment on column support.agent_analytics.passed is 'Conversations they passed on or gave back.';
comment on column support.agent_analytics.first_responses is 'Conversations they were the first to answer.';
comment on column support.agent_analytics.first_response_seconds_sum is 'How long those had waited, in all.';
comment on column support.agent_analytics.handling_seconds_sum is 'Time conversations were in their hands, for those that left them that day.';
comment on column support.agent_analytics.peak_concurrent is 'Most conversations in their hands at once.';
comment on column support.agent_analytics.ratings is 'Ratings of conversations in their hands.';
comment on column support.agent_analytics.ratings_sum is 'Stars in all.';
comment on column support.agent_analytics.computed_at is 'When these figures were made.';

create table support.audit_logs (
  id bigint generated always as identity primary key,
  organization_id uuid not null references support.organizations (id) on delete cascade,
  actor_kind text not null check (actor_kind in ('agent', 'visitor', 'service', 'system')),
  actor_id uuid,
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  entity_id text,
  change jsonb not null default '{}' check (jsonb_typeof(change) = 'object'),
  ip_hash text,
  user_agent text check (char_length(user_agent) <= 400),
  created_at timestamptz not null default clock_timestamp()
);
create index audit_logs_organization_id on support.audit_logs (organization_id, id desc);
create index audit_logs_entity_id on support.audit_logs (organization_id, entity_id, id desc);
create index audit_logs_created_at on support.audit_logs (organization_id, created_at);
comment on table support.audit_logs is
  'Who changed what, written by triggers in the transaction of the change. Never updated; secrets are left out, and what '
  'names an erased visitor goes with them.';
comment on column support.audit_logs.id is 'In the order of changes.';
comment on column support.audit_logs.organization_id is 'Whose data was changed.';
comment on column support.audit_logs.actor_kind is 'agent: a person of the team; visitor: themselves; service: the operator; system: time.';
comment on column support.audit_logs.actor_id is 'Which agent. No reference, because the log outlives people.';
comment on column support.audit_logs.action is 'What happened: widgets.updated, visitors.banned and the like.';
comment on column support.audit_logs.entity_id is 'To which row.';
comment on column support.audit_logs.change is 'Each changed column with its value before and after: {"name": ["Old", "New"]}.';
comment on column support.audit_logs.ip_hash is 'Keyed hash of the actor''s address; the address itself is never stored.';
comment on column support.audit_logs.user_agent is 'The actor''s browser as it calls itself.';
comment on column support.audit_logs.created_at is 'When it happened.';

alter table support.widget_analytics enable row level security;
alter table support.agent_analytics enable row level security;
alter table support.audit_logs enable row level security;
revoke all on all tables in schema support from public, anon, authenticated, service_role;
