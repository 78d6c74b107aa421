-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.telegram_chats (
  chat_id bigint not null default ,
  organization_id uuid not null default ,
  department_id uuid default ,
  mode text not null default 'topics'::text,
  state text not null default 'active'::text,
  created_at timestamp with time zone not null default now(),
  bot_id bigint default ,
  title text default ,
  is_forum boolean default ,
  paused_at timestamp with time zone default ,
  pause_reason text default ,
  updated_at timestamp with time zone not null default now(),
  constraint telegram_chats_pkey PRIMARY KEY (chat_id),
  constraint telegram_chats_organization_id_department_id_key UNIQUE NULLS NOT DISTINCT (organization_id, department_id),
  constraint telegram_chats_department_id_fkey FOREIGN KEY (department_id) REFERENCES support.departments(id) ON DELETE CASCADE,
  constraint telegram_chats_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint telegram_chats_mode_check CHECK ((mode = ANY (ARRAY['topics'::text, 'claims'::text]))),
  constraint telegram_chats_pause_reason_check CHECK ((char_length(pause_reason) <= 300)),
  constraint telegram_chats_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text]))),
  constraint telegram_chats_title_check CHECK ((char_length(title) <= 255))
);

comment on table support.telegram_chats is 'The Telegram group in which an organization (or one department of it) answers. topics: one forum topic per visitor; claims: a card with a Claim button, then the agent''s direct messages.';
comment on column support.telegram_chats.chat_id is 'Telegram''s id; negative for groups.';
comment on column support.telegram_chats.organization_id is 'Who answers there.';
comment on column support.telegram_chats.department_id is 'Only this department; empty: all that have no group of their own.';
comment on column support.telegram_chats.mode is 'topics or claims.';
comment on column support.telegram_chats.state is 'paused: the bot may not write there at the moment; everything waits.';
comment on column support.telegram_chats.created_at is 'When it was configured.';
comment on column support.telegram_chats.bot_id is 'Which bot serves it, where there are several.';
comment on column support.telegram_chats.title is 'The group''s name as last seen.';
comment on column support.telegram_chats.is_forum is 'Whether topics are switched on, as last seen.';
comment on column support.telegram_chats.paused_at is 'Since when it is paused.';
comment on column support.telegram_chats.pause_reason is 'What Telegram said.';
comment on column support.telegram_chats.updated_at is 'When it changed last.';

CREATE INDEX telegram_chats_department_id ON support.telegram_chats USING btree (department_id);

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE OF chat_id, department_id, mode, state, bot_id ON support.telegram_chats FOR EACH ROW EXECUTE FUNCTION support.tg_any__audit('chat_id', 'title', 'is_forum', 'paused_at', 'pause_reason');

alter table support.telegram_chats enable row level security;

create policy "agents read their telegram chats" on support.telegram_chats
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));

-- Nobody but the owner has any privilege.
