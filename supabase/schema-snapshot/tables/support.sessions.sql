-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.sessions (
  id uuid not null default gen_random_uuid(),
  visitor_id uuid not null,
  widget_id uuid not null,
  generation integer not null default 1,
  ip_hash text,
  created_at timestamp with time zone not null default now(),
  refreshed_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_reason text,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE,
  constraint sessions_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES support.widgets(id) ON DELETE CASCADE
);

comment on table support.sessions is 'One browser''s credential for a visitor. 30 days, sliding.';
comment on column support.sessions.generation is 'Number of the newest refresh token; see session_refresh_tokens.';
comment on column support.sessions.ip_hash is 'Keyed hash; the address itself is never stored.';

CREATE INDEX sessions_expires_at ON support.sessions USING btree (expires_at);
CREATE INDEX sessions_visitor_id ON support.sessions USING btree (visitor_id);
CREATE INDEX sessions_widget_id ON support.sessions USING btree (widget_id);

alter table support.sessions enable row level security;

-- Nobody but the owner has any privilege.
