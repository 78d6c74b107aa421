-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.agents (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null default ,
  user_id uuid default ,
  telegram_user_id bigint default ,
  telegram_username text default ,
  name text not null default ,
  avatar_url text default ,
  role text not null default 'agent'::text,
  is_active boolean not null default true,
  dm_started boolean not null default false,
  last_seen_at timestamp with time zone default ,
  created_at timestamp with time zone not null default now(),
  email text default ,
  skills text[] not null default '{}'::text[],
  languages text[] not null default '{}'::text[],
  locale text default ,
  max_concurrent_chats integer not null default 5,
  presence text not null default 'auto'::text,
  snoozed_until timestamp with time zone default ,
  last_assigned_at timestamp with time zone default ,
  telegram_conversation_id uuid default ,
  updated_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint agents_pkey PRIMARY KEY (id),
  constraint agents_organization_id_telegram_user_id_key UNIQUE (organization_id, telegram_user_id),
  constraint agents_organization_id_user_id_key UNIQUE (organization_id, user_id),
  constraint agents_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint agents_telegram_conversation_id_fkey FOREIGN KEY (telegram_conversation_id) REFERENCES support.conversations(id) ON DELETE SET NULL,
  constraint agents_email_check CHECK ((char_length(email) <= 320)),
  constraint agents_languages_check CHECK ((cardinality(languages) <= 50)),
  constraint agents_locale_check CHECK ((char_length(locale) <= 35)),
  constraint agents_max_concurrent_chats_check CHECK (((max_concurrent_chats >= 0) AND (max_concurrent_chats <= 1000))),
  constraint agents_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint agents_presence_check CHECK ((presence = ANY (ARRAY['auto'::text, 'away'::text]))),
  constraint agents_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'agent'::text]))),
  constraint agents_skills_check CHECK ((cardinality(skills) <= 50))
);

comment on table support.agents is 'A person of the team who answers, known by a Telegram account, a Supabase user, or both.';
comment on column support.agents.id is 'Random.';
comment on column support.agents.organization_id is 'The team they belong to. Somebody in two teams is two agents.';
comment on column support.agents.user_id is 'Their account in Supabase Auth (auth.users), if they use the web.';
comment on column support.agents.telegram_user_id is 'Their account in Telegram, if they answer there.';
comment on column support.agents.telegram_username is 'For mentions; may change at any time.';
comment on column support.agents.name is 'What visitors see.';
comment on column support.agents.avatar_url is 'What visitors see beside the name.';
comment on column support.agents.role is 'owner and admin may administer; every agent may answer.';
comment on column support.agents.is_active is 'Off: may do nothing, and the past stays theirs.';
comment on column support.agents.dm_started is 'Telegram lets a bot write first only to people who started it.';
comment on column support.agents.last_seen_at is 'When they did something last.';
comment on column support.agents.created_at is 'When they joined.';
comment on column support.agents.email is 'For invitations and alerts; never shown to visitors.';
comment on column support.agents.skills is 'What they can do; compared with what a conversation needs.';
comment on column support.agents.languages is 'Languages they answer in, for the team''s information.';
comment on column support.agents.locale is 'The language the bot and the inbox speak to them.';
comment on column support.agents.max_concurrent_chats is 'Open conversations they are given at most. Taking more oneself is allowed.';
comment on column support.agents.presence is 'auto: there while one of their connections is; away: not given anything, whatever is connected.';
comment on column support.agents.snoozed_until is 'Away until then, and back by itself.';
comment on column support.agents.last_assigned_at is 'Who waited longest is given the next one when several are equally busy.';
comment on column support.agents.telegram_conversation_id is 'The conversation their next direct message goes to, once they chose one.';
comment on column support.agents.updated_at is 'When their profile changed last.';
comment on column support.agents.version is 'Raised by every change of what admins set, of their departments too; not by coming and going.';

CREATE UNIQUE INDEX agents_email ON support.agents USING btree (organization_id, lower(email)) WHERE (email IS NOT NULL);
CREATE INDEX agents_snoozed_until ON support.agents USING btree (snoozed_until) WHERE (snoozed_until IS NOT NULL);
CREATE INDEX agents_telegram_conversation_id ON support.agents USING btree (telegram_conversation_id) WHERE (telegram_conversation_id IS NOT NULL);
CREATE INDEX agents_telegram_user_id ON support.agents USING btree (telegram_user_id);
CREATE INDEX agents_user_id ON support.agents USING btree (user_id);

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE OF name, avatar_url, email, role, is_active, skills, languages, locale, max_concurrent_chats, user_id, telegram_user_id ON support.agents FOR EACH ROW EXECUTE FUNCTION support.tg_any__audit('id', 'telegram_username', 'dm_started', 'last_seen_at', 'presence', 'snoozed_until', 'last_assigned_at', 'telegram_conversation_id');
CREATE TRIGGER raise_version BEFORE UPDATE ON support.agents FOR EACH ROW WHEN ((((((((((old.name IS DISTINCT FROM new.name) OR (old.avatar_url IS DISTINCT FROM new.avatar_url)) OR (old.email IS DISTINCT FROM new.email)) OR (old.role IS DISTINCT FROM new.role)) OR (old.skills IS DISTINCT FROM new.skills)) OR (old.languages IS DISTINCT FROM new.languages)) OR (old.locale IS DISTINCT FROM new.locale)) OR (old.max_concurrent_chats IS DISTINCT FROM new.max_concurrent_chats)) OR (old.is_active IS DISTINCT FROM new.is_active))) EXECUTE FUNCTION support.tg_any__raise_version();
CREATE TRIGGER refresh_direct_cards AFTER UPDATE OF telegram_conversation_id ON support.agents FOR EACH ROW WHEN (((old.telegram_conversation_id IS DISTINCT FROM new.telegram_conversation_id) AND (new.telegram_user_id IS NOT NULL))) EXECUTE FUNCTION support.tg_agents__refresh_direct_cards();

alter table support.agents enable row level security;

create policy "agents read their colleagues" on support.agents
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));

-- Nobody but the owner has any privilege.
