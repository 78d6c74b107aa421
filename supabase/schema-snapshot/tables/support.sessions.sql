-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.sessions (
  id uuid not null default gen_random_uuid(),
  visitor_id uuid not null default ,
  widget_id uuid not null default ,
  generation integer not null default 1,
  ip_hash text default ,
  created_at timestamp with time zone not null default now(),
  refreshed_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null default ,
  revoked_at timestamp with time zone default ,
  revoked_reason text default ,
  origin text default ,
  user_agent text default ,
  identified_at timestamp with time zone default ,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE,
  constraint sessions_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES support.widgets(id) ON DELETE CASCADE,
  constraint sessions_origin_check CHECK ((char_length(origin) <= 300)),
  constraint sessions_user_agent_check CHECK ((char_length(user_agent) <= 400))
);

comment on table support.sessions is 'One browser''s credential for a visitor. 30 days, sliding.';
comment on column support.sessions.id is 'Random; in the access token.';
comment on column support.sessions.visitor_id is 'Whose credential it is; changes when the visitor is identified.';
comment on column support.sessions.widget_id is 'A session works with one widget.';
comment on column support.sessions.generation is 'Number of the newest refresh token; see session_refresh_tokens.';
comment on column support.sessions.ip_hash is 'Keyed hash; the address itself is never stored.';
comment on column support.sessions.created_at is 'When it was made.';
comment on column support.sessions.refreshed_at is 'Last use of a refresh token.';
comment on column support.sessions.expires_at is '30 days after the last refresh.';
comment on column support.sessions.revoked_at is 'Ended before its time.';
comment on column support.sessions.revoked_reason is 'Why: reuse of a token, logout, a ban, an admin.';
comment on column support.sessions.origin is 'The page''s origin when it was made.';
comment on column support.sessions.user_agent is 'The browser as it calls itself.';
comment on column support.sessions.identified_at is 'When the site vouched for whoever uses it.';

CREATE INDEX sessions_expires_at ON support.sessions USING btree (expires_at);
CREATE INDEX sessions_visitor_id ON support.sessions USING btree (visitor_id);
CREATE INDEX sessions_widget_id ON support.sessions USING btree (widget_id);

alter table support.sessions enable row level security;

create policy "nobody reads sessions" on support.sessions
  as permissive for select to anon, authenticated
  using (false);

-- Nobody but the owner has any privilege.
