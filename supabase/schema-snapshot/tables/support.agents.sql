-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.agents (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  user_id uuid,
  telegram_user_id bigint,
  telegram_username text,
  name text not null,
  avatar_url text,
  role text not null default 'agent'::text,
  is_active boolean not null default true,
  dm_started boolean not null default false,
  last_seen_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint agents_pkey PRIMARY KEY (id),
  constraint agents_organization_id_telegram_user_id_key UNIQUE (organization_id, telegram_user_id),
  constraint agents_organization_id_user_id_key UNIQUE (organization_id, user_id),
  constraint agents_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint agents_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint agents_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'agent'::text])))
);

comment on table support.agents is 'A person of the team who answers, known by a Telegram account, a Supabase user, or both.';
comment on column support.agents.dm_started is 'Telegram lets a bot write first only to people who started it.';

CREATE INDEX agents_telegram_user_id ON support.agents USING btree (telegram_user_id);
CREATE INDEX agents_user_id ON support.agents USING btree (user_id);

alter table support.agents enable row level security;

create policy "agents read their colleagues" on support.agents
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));

-- Nobody but the owner has any privilege.
