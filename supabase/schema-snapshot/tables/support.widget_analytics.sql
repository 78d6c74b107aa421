-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.widget_analytics (
  widget_id uuid not null default ,
  day date not null default ,
  organization_id uuid not null default ,
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
  first_response_seconds_median integer default ,
  first_response_seconds_p90 integer default ,
  resolution_seconds_sum bigint not null default 0,
  resolution_seconds_median integer default ,
  ratings integer not null default 0,
  ratings_sum integer not null default 0,
  nps_answers integer not null default 0,
  nps_promoters integer not null default 0,
  nps_detractors integer not null default 0,
  conversations_by_hour integer[] not null default array_fill(0, ARRAY[24]),
  computed_at timestamp with time zone not null default now(),
  constraint widget_analytics_pkey PRIMARY KEY (widget_id, day),
  constraint widget_analytics_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint widget_analytics_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES support.widgets(id) ON DELETE CASCADE,
  constraint widget_analytics_conversations_by_hour_check CHECK ((cardinality(conversations_by_hour) = 24))
);

comment on table support.widget_analytics is 'A widget''s day in its own time zone. Computed anew from the tables until the day is over, so computing twice changes nothing.';
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

CREATE INDEX widget_analytics_organization_id ON support.widget_analytics USING btree (organization_id, day);

alter table support.widget_analytics enable row level security;

create policy "agents read their daily figures" on support.widget_analytics
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));

-- Nobody but the owner has any privilege.
