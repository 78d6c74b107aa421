-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.outbox (
  id bigint not null generated always as identity,
  organization_id uuid not null,
  lane text not null,
  chat_id bigint not null,
  kind text not null,
  conversation_id uuid,
  message_id uuid,
  payload jsonb not null default '{}'::jsonb,
  state text not null default 'pending'::text,
  attempts integer not null default 0,
  not_before timestamp with time zone not null default now(),
  leased_until timestamp with time zone,
  error text,
  created_at timestamp with time zone not null default now(),
  settled_at timestamp with time zone,
  constraint outbox_pkey PRIMARY KEY (id),
  constraint outbox_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES support.conversations(id) ON DELETE CASCADE,
  constraint outbox_message_id_fkey FOREIGN KEY (message_id) REFERENCES support.messages(id) ON DELETE CASCADE,
  constraint outbox_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint outbox_kind_check CHECK ((kind = ANY (ARRAY['visitor_message'::text, 'conversation_state'::text, 'claim_transcript'::text, 'agent_notice'::text]))),
  constraint outbox_payload_check CHECK ((jsonb_typeof(payload) = 'object'::text)),
  constraint outbox_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sent'::text, 'dead'::text])))
);

comment on table support.outbox is 'What still has to reach Telegram, written in the transaction of the change that caused it. One lane per chat, strictly in order: while the head of a lane waits or is being sent, the rest of that lane waits with it.';

CREATE INDEX outbox_conversation_id ON support.outbox USING btree (conversation_id);
CREATE UNIQUE INDEX outbox_one_per_message ON support.outbox USING btree (message_id, kind);
CREATE INDEX outbox_organization_id ON support.outbox USING btree (organization_id);
CREATE INDEX outbox_pending ON support.outbox USING btree (lane, id) WHERE (state = 'pending'::text);
CREATE INDEX outbox_settled ON support.outbox USING btree (settled_at) WHERE (state <> 'pending'::text);

alter table support.outbox enable row level security;

-- Nobody but the owner has any privilege.
