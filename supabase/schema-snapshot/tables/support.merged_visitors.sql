-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.merged_visitors (
  id uuid not null default ,
  visitor_id uuid not null default ,
  merged_at timestamp with time zone not null default now(),
  constraint merged_visitors_pkey PRIMARY KEY (id),
  constraint merged_visitors_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE
);

comment on table support.merged_visitors is 'Visitors who turned out to be somebody known. Their row is gone; whoever still holds the old id (an access token, an open inbox, a delivery to Telegram) is led to the known one.';
comment on column support.merged_visitors.id is 'The visitor that was.';
comment on column support.merged_visitors.visitor_id is 'Who they turned out to be. Never merged again, so one step leads there.';
comment on column support.merged_visitors.merged_at is 'When the site vouched for them.';

CREATE INDEX merged_visitors_visitor_id ON support.merged_visitors USING btree (visitor_id);

alter table support.merged_visitors enable row level security;

create policy "nobody reads merged visitors" on support.merged_visitors
  as permissive for select to anon, authenticated
  using (false);

-- Nobody but the owner has any privilege.
