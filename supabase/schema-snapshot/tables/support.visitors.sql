-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.visitors (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  name text,
  email text,
  context jsonb not null default '{}'::jsonb,
  banned_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone not null default now(),
  constraint visitors_pkey PRIMARY KEY (id),
  constraint visitors_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint visitors_context_check CHECK ((jsonb_typeof(context) = 'object'::text)),
  constraint visitors_email_check CHECK ((char_length(email) <= 320)),
  constraint visitors_name_check CHECK ((char_length(name) <= 100))
);

comment on table support.visitors is 'A person who writes to the team; anonymous until the site identifies them.';
comment on column support.visitors.context is 'What the page last told: page_url, page_title, referrer, language, time_zone.';

CREATE INDEX visitors_organization_id ON support.visitors USING btree (organization_id);

alter table support.visitors enable row level security;

create policy "agents read their visitors" on support.visitors
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));
create policy "visitors read themselves" on support.visitors
  as permissive for select to support_visitor
  using ((id = ( SELECT support.current_visitor_id() AS current_visitor_id)));

-- Nobody but the owner has any privilege.
