-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.telegram_chats (
  chat_id bigint not null,
  organization_id uuid not null,
  department_id uuid,
  mode text not null default 'topics'::text,
  state text not null default 'active'::text,
  created_at timestamp with time zone not null default now(),
  constraint telegram_chats_pkey PRIMARY KEY (chat_id),
  constraint telegram_chats_organization_id_department_id_key UNIQUE NULLS NOT DISTINCT (organization_id, department_id),
  constraint telegram_chats_department_id_fkey FOREIGN KEY (department_id) REFERENCES support.departments(id) ON DELETE CASCADE,
  constraint telegram_chats_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint telegram_chats_mode_check CHECK ((mode = ANY (ARRAY['topics'::text, 'claims'::text]))),
  constraint telegram_chats_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text])))
);

comment on table support.telegram_chats is 'The Telegram group in which an organization (or one department of it) answers. topics: one forum topic per visitor; claims: a card with a Claim button, then the agent''s direct messages.';

CREATE INDEX telegram_chats_department_id ON support.telegram_chats USING btree (department_id);

alter table support.telegram_chats enable row level security;

create policy "agents read their telegram chats" on support.telegram_chats
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));

-- Nobody but the owner has any privilege.
