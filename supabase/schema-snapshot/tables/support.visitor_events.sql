-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.visitor_events (
  id bigint not null generated always as identity default ,
  organization_id uuid not null default ,
  widget_id uuid not null default ,
  visitor_id uuid not null default ,
  kind text not null default ,
  name text default ,
  page_url text default ,
  page_title text default ,
  data jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint visitor_events_pkey PRIMARY KEY (id),
  constraint visitor_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint visitor_events_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE,
  constraint visitor_events_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES support.widgets(id) ON DELETE CASCADE,
  constraint visitor_events_check CHECK (((kind = 'custom'::text) = (name IS NOT NULL))),
  constraint visitor_events_data_check CHECK (((jsonb_typeof(data) = 'object'::text) AND (octet_length((data)::text) <= 4096))),
  constraint visitor_events_kind_check CHECK ((kind = ANY (ARRAY['page_view'::text, 'custom'::text]))),
  constraint visitor_events_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint visitor_events_page_title_check CHECK ((char_length(page_title) <= 300)),
  constraint visitor_events_page_url_check CHECK ((char_length(page_url) <= 2048))
);

comment on table support.visitor_events is 'The trail: pages seen and things done, after consent only.';
comment on column support.visitor_events.id is 'In the order of arrival.';
comment on column support.visitor_events.organization_id is 'Whose data it is; retention goes by it.';
comment on column support.visitor_events.widget_id is 'Where it happened.';
comment on column support.visitor_events.visitor_id is 'Who did it.';
comment on column support.visitor_events.kind is 'page_view, or custom with a name.';
comment on column support.visitor_events.name is 'The name of a custom event.';
comment on column support.visitor_events.page_url is 'Where they were.';
comment on column support.visitor_events.page_title is 'What the page calls itself.';
comment on column support.visitor_events.data is 'What the site added.';
comment on column support.visitor_events.created_at is 'When it reached the server.';

CREATE INDEX visitor_events_organization_id ON support.visitor_events USING btree (organization_id, created_at);
CREATE INDEX visitor_events_visitor_id ON support.visitor_events USING btree (visitor_id, id DESC);
CREATE INDEX visitor_events_widget_id ON support.visitor_events USING btree (widget_id, created_at);

alter table support.visitor_events enable row level security;

create policy "agents read their visitors' trail" on support.visitor_events
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));
create policy "visitors read their trail" on support.visitor_events
  as permissive for select to support_visitor
  using ((visitor_id = ( SELECT support.current_visitor_id() AS current_visitor_id)));

-- Nobody but the owner has any privilege.
