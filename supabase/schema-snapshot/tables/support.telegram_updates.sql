-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.telegram_updates (
  bot_id bigint not null default ,
  update_id bigint not null default ,
  lane text not null default ,
  update jsonb not null default ,
  state text not null default 'pending'::text,
  attempts integer not null default 0,
  not_before timestamp with time zone not null default now(),
  leased_until timestamp with time zone default ,
  error text default ,
  created_at timestamp with time zone not null default now(),
  settled_at timestamp with time zone default ,
  constraint telegram_updates_pkey PRIMARY KEY (bot_id, update_id),
  constraint telegram_updates_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'done'::text, 'dead'::text])))
);

comment on table support.telegram_updates is 'Inbox: every update is stored before it is answered, then processed one at a time per lane (chat), oldest first.';
comment on column support.telegram_updates.bot_id is 'Which bot got it.';
comment on column support.telegram_updates.update_id is 'Telegram''s id; a repeat has the same.';
comment on column support.telegram_updates.lane is 'What is processed one after the other: the chat, or the topic.';
comment on column support.telegram_updates.update is 'As it came.';
comment on column support.telegram_updates.state is 'pending, done, or dead: given up, kept for the operator.';
comment on column support.telegram_updates.attempts is 'How often a worker took it.';
comment on column support.telegram_updates.not_before is 'Not tried again earlier.';
comment on column support.telegram_updates.leased_until is 'A worker has it until then.';
comment on column support.telegram_updates.error is 'Why the last try failed.';
comment on column support.telegram_updates.created_at is 'When it was stored.';
comment on column support.telegram_updates.settled_at is 'When a worker said how it went.';

CREATE INDEX telegram_updates_dead ON support.telegram_updates USING btree (bot_id, update_id) WHERE (state = 'dead'::text);
CREATE INDEX telegram_updates_pending ON support.telegram_updates USING btree (bot_id, lane, update_id) WHERE (state = 'pending'::text);
CREATE INDEX telegram_updates_settled ON support.telegram_updates USING btree (settled_at) WHERE (state <> 'pending'::text);

alter table support.telegram_updates enable row level security;

create policy "nobody reads the telegram inbox" on support.telegram_updates
  as permissive for select to anon, authenticated
  using (false);

-- Nobody but the owner has any privilege.
