-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.telegram_updates (
  bot_id bigint not null,
  update_id bigint not null,
  lane text not null,
  update jsonb not null,
  state text not null default 'pending'::text,
  attempts integer not null default 0,
  not_before timestamp with time zone not null default now(),
  leased_until timestamp with time zone,
  error text,
  created_at timestamp with time zone not null default now(),
  settled_at timestamp with time zone,
  constraint telegram_updates_pkey PRIMARY KEY (bot_id, update_id),
  constraint telegram_updates_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'done'::text, 'dead'::text])))
);

comment on table support.telegram_updates is 'Inbox: every update is stored before it is answered, then processed one at a time per lane (chat), oldest first.';

CREATE INDEX telegram_updates_pending ON support.telegram_updates USING btree (bot_id, lane, update_id) WHERE (state = 'pending'::text);
CREATE INDEX telegram_updates_settled ON support.telegram_updates USING btree (settled_at) WHERE (state <> 'pending'::text);

alter table support.telegram_updates enable row level security;

-- Nobody but the owner has any privilege.
