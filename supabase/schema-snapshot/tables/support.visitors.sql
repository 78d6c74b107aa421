-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.visitors (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null default ,
  name text default ,
  email text default ,
  context jsonb not null default '{}'::jsonb,
  banned_at timestamp with time zone default ,
  created_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone not null default now(),
  external_id text default ,
  phone text default ,
  avatar_url text default ,
  locale text default ,
  traits jsonb not null default '{}'::jsonb,
  consent text not null default 'unknown'::text,
  identified_at timestamp with time zone default ,
  ban_reason text default ,
  banned_by uuid default ,
  banned_until timestamp with time zone default ,
  constraint visitors_pkey PRIMARY KEY (id),
  constraint visitors_banned_by_fkey FOREIGN KEY (banned_by) REFERENCES support.agents(id) ON DELETE SET NULL,
  constraint visitors_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint visitors_avatar_url_check CHECK ((char_length(avatar_url) <= 2048)),
  constraint visitors_ban_reason_check CHECK ((char_length(ban_reason) <= 500)),
  constraint visitors_consent_check CHECK ((consent = ANY (ARRAY['unknown'::text, 'granted'::text, 'denied'::text]))),
  constraint visitors_context_check CHECK ((jsonb_typeof(context) = 'object'::text)),
  constraint visitors_email_check CHECK ((char_length(email) <= 320)),
  constraint visitors_external_id_check CHECK (((char_length(external_id) >= 1) AND (char_length(external_id) <= 255))),
  constraint visitors_locale_check CHECK ((char_length(locale) <= 35)),
  constraint visitors_name_check CHECK ((char_length(name) <= 100)),
  constraint visitors_phone_check CHECK ((char_length(phone) <= 40)),
  constraint visitors_traits_check CHECK (((jsonb_typeof(traits) = 'object'::text) AND (octet_length((traits)::text) <= 16384)))
);

comment on table support.visitors is 'A person who writes to the team; anonymous until the site identifies them.';
comment on column support.visitors.id is 'Random; in the access token and in the Realtime topic.';
comment on column support.visitors.organization_id is 'Whose visitor it is. The same person elsewhere is another visitor.';
comment on column support.visitors.name is 'From the site, the pre-chat form or an agent.';
comment on column support.visitors.email is 'From the site, the pre-chat form or an agent.';
comment on column support.visitors.context is 'What the page last told: page_url, page_title, referrer, language, time_zone.';
comment on column support.visitors.banned_at is 'When the team blocked them; empty otherwise.';
comment on column support.visitors.created_at is 'First session.';
comment on column support.visitors.last_seen_at is 'Last sign of life.';
comment on column support.visitors.external_id is 'The site''s own id of an identified visitor.';
comment on column support.visitors.phone is 'As they wrote it.';
comment on column support.visitors.avatar_url is 'From the site.';
comment on column support.visitors.locale is 'BCP 47; the language they read.';
comment on column support.visitors.traits is 'What the site told of them: plan, cart, anything. Shown to agents.';
comment on column support.visitors.consent is 'The last decision; every one of them is in visitor_consents.';
comment on column support.visitors.identified_at is 'When the site first vouched for them; empty while anonymous.';
comment on column support.visitors.ban_reason is 'For the team only.';
comment on column support.visitors.banned_by is 'Which agent did it.';
comment on column support.visitors.banned_until is 'The ban ends by itself; empty: it stays.';

CREATE INDEX visitors_banned_by ON support.visitors USING btree (banned_by) WHERE (banned_by IS NOT NULL);
CREATE INDEX visitors_banned_until ON support.visitors USING btree (banned_until) WHERE (banned_until IS NOT NULL);
CREATE INDEX visitors_created_at ON support.visitors USING btree (organization_id, created_at);
CREATE UNIQUE INDEX visitors_external_id ON support.visitors USING btree (organization_id, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX visitors_last_seen_at ON support.visitors USING btree (organization_id, last_seen_at DESC);
CREATE INDEX visitors_organization_id ON support.visitors USING btree (organization_id);

CREATE TRIGGER audit AFTER UPDATE OF banned_at, banned_until, ban_reason ON support.visitors FOR EACH ROW WHEN ((((old.banned_at IS DISTINCT FROM new.banned_at) OR (old.banned_until IS DISTINCT FROM new.banned_until)) OR (old.ban_reason IS DISTINCT FROM new.ban_reason))) EXECUTE FUNCTION support.tg_visitors__audit();
CREATE TRIGGER refresh_card AFTER UPDATE OF name, email, phone, locale, traits, context, banned_at ON support.visitors FOR EACH ROW WHEN ((((((((old.name IS DISTINCT FROM new.name) OR (old.email IS DISTINCT FROM new.email)) OR (old.phone IS DISTINCT FROM new.phone)) OR (old.locale IS DISTINCT FROM new.locale)) OR (old.traits IS DISTINCT FROM new.traits)) OR (old.banned_at IS DISTINCT FROM new.banned_at)) OR (old.context IS DISTINCT FROM new.context))) EXECUTE FUNCTION support.tg_visitors__refresh_card();
CREATE TRIGGER store_first_words AFTER INSERT ON support.visitors FOR EACH ROW WHEN (((new.name IS NOT NULL) OR (new.email IS NOT NULL))) EXECUTE FUNCTION support.tg_visitors__store_words();
CREATE TRIGGER store_words AFTER UPDATE OF name, email ON support.visitors FOR EACH ROW WHEN (((new.name IS DISTINCT FROM old.name) OR (new.email IS DISTINCT FROM old.email))) EXECUTE FUNCTION support.tg_visitors__store_words();

alter table support.visitors enable row level security;

create policy "agents read their visitors" on support.visitors
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));
create policy "visitors read themselves" on support.visitors
  as permissive for select to support_visitor
  using ((id = ( SELECT support.current_visitor_id() AS current_visitor_id)));

-- Nobody but the owner has any privilege.
