-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.agent_analytics (
  agent_id uuid not null default ,
  widget_id uuid not null default ,
  day date not null default ,
  organization_id uuid not null default ,
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
  computed_at timestamp with time zone not null default now(),
  constraint agent_analytics_pkey PRIMARY KEY (agent_id, widget_id, day),
  constraint agent_analytics_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES support.agents(id) ON DELETE CASCADE,
  constraint agent_analytics_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint agent_analytics_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES support.widgets(id) ON DELETE CASCADE
);

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

CREATE INDEX agent_analytics_organization_id ON support.agent_analytics USING btree (organization_id, day);
CREATE INDEX agent_analytics_widget_id ON support.agent_analytics USING btree (widget_id, day);

alter table support.agent_analytics enable row level security;

create policy "admins read everybody's figures, agents their own" on support.agent_analytics
  as permissive for select to authenticated
  using (((organization_id IN ( SELECT support.current_admin_organization_ids() AS current_admin_organization_ids)) OR (agent_id IN ( SELECT support.current_agent_ids() AS current_agent_ids))));

-- Nobody but the owner has any privilege.
