-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.agent_sessions (
  id uuid not null default gen_random_uuid(),
  agent_id uuid not null default ,
  connection_id text not null default ,
  channel text not null default 'web'::text,
  status text not null default 'online'::text,
  started_at timestamp with time zone not null default now(),
  heartbeat_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null default ,
  constraint agent_sessions_pkey PRIMARY KEY (id),
  constraint agent_sessions_agent_id_connection_id_key UNIQUE (agent_id, connection_id),
  constraint agent_sessions_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES support.agents(id) ON DELETE CASCADE,
  constraint agent_sessions_channel_check CHECK ((channel = ANY (ARRAY['web'::text, 'telegram'::text]))),
  constraint agent_sessions_connection_id_check CHECK (((char_length(connection_id) >= 1) AND (char_length(connection_id) <= 100))),
  constraint agent_sessions_status_check CHECK ((status = ANY (ARRAY['online'::text, 'away'::text])))
);

comment on table support.agent_sessions is 'Presence: one row per open inbox. Without a heartbeat it ends by itself.';
comment on column support.agent_sessions.id is 'Random.';
comment on column support.agent_sessions.agent_id is 'Who is there.';
comment on column support.agent_sessions.connection_id is 'Made by the client, one per tab or bot.';
comment on column support.agent_sessions.channel is 'Where they are.';
comment on column support.agent_sessions.status is 'What this connection says: at work, or open but away.';
comment on column support.agent_sessions.started_at is 'First heartbeat.';
comment on column support.agent_sessions.heartbeat_at is 'Last heartbeat.';
comment on column support.agent_sessions.expires_at is 'Counted as gone from then on.';

CREATE INDEX agent_sessions_expires_at ON support.agent_sessions USING btree (expires_at);

alter table support.agent_sessions enable row level security;

create policy "agents read who is there" on support.agent_sessions
  as permissive for select to authenticated
  using ((agent_id IN ( SELECT agent.id
   FROM support.agents agent
  WHERE (agent.organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)))));

-- Nobody but the owner has any privilege.
