-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.outbox (
  id bigint not null generated always as identity default ,
  organization_id uuid not null default ,
  lane text not null default ,
  chat_id bigint default ,
  kind text not null default ,
  conversation_id uuid default ,
  message_id uuid default ,
  payload jsonb not null default '{}'::jsonb,
  state text not null default 'pending'::text,
  attempts integer not null default 0,
  not_before timestamp with time zone not null default now(),
  leased_until timestamp with time zone default ,
  error text default ,
  created_at timestamp with time zone not null default now(),
  settled_at timestamp with time zone default ,
  channel text not null default 'telegram'::text,
  recipient text default ,
  priority smallint not null default 20,
  expires_at timestamp with time zone default ,
  sent_parts integer not null default 0,
  constraint outbox_pkey PRIMARY KEY (id),
  constraint outbox_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES support.conversations(id) ON DELETE CASCADE,
  constraint outbox_message_id_fkey FOREIGN KEY (message_id) REFERENCES support.messages(id) ON DELETE CASCADE,
  constraint outbox_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint outbox_address_check CHECK ((((channel = 'telegram'::text) AND (chat_id IS NOT NULL)) OR ((channel = 'email'::text) AND (recipient IS NOT NULL)))),
  constraint outbox_channel_check CHECK ((channel = ANY (ARRAY['telegram'::text, 'email'::text]))),
  constraint outbox_kind_check CHECK ((kind = ANY (ARRAY['visitor_message'::text, 'visitor_edit'::text, 'visitor_deletion'::text, 'visitor_typing'::text, 'read_receipt'::text, 'visitor_card'::text, 'conversation_state'::text, 'claim_transcript'::text, 'reminder'::text, 'agent_message'::text, 'agent_notice'::text, 'owner_alert'::text, 'forget_topic'::text, 'email_transcript'::text, 'email_answer'::text, 'email_offline_request'::text, 'email_invitation'::text]))),
  constraint outbox_payload_check CHECK ((jsonb_typeof(payload) = 'object'::text)),
  constraint outbox_priority_check CHECK (((priority >= 0) AND (priority <= 100))),
  constraint outbox_recipient_check CHECK ((char_length(recipient) <= 320)),
  constraint outbox_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sent'::text, 'dead'::text])))
);

comment on table support.outbox is 'What still has to reach Telegram, written in the transaction of the change that caused it. One lane per chat, strictly in order: while the head of a lane waits or is being sent, the rest of that lane waits with it.';
comment on column support.outbox.id is 'In the order of writing.';
comment on column support.outbox.organization_id is 'Whose delivery it is.';
comment on column support.outbox.lane is 'telegram:<chat_id> or email:<organization_id>; one delivery of a lane at a time.';
comment on column support.outbox.chat_id is 'Where to, in Telegram.';
comment on column support.outbox.kind is 'What to send.';
comment on column support.outbox.conversation_id is 'What it is about; the delivery goes with it.';
comment on column support.outbox.message_id is 'Which message it carries.';
comment on column support.outbox.payload is 'What the kind needs and no table says.';
comment on column support.outbox.state is 'pending, sent, or dead: given up, kept for the operator.';
comment on column support.outbox.attempts is 'How often a worker took it.';
comment on column support.outbox.not_before is 'Not tried earlier.';
comment on column support.outbox.leased_until is 'A worker has it until then.';
comment on column support.outbox.error is 'Why the last try failed.';
comment on column support.outbox.created_at is 'When it was written.';
comment on column support.outbox.settled_at is 'When a worker said how it went.';
comment on column support.outbox.channel is 'telegram or email.';
comment on column support.outbox.recipient is 'Where to, by e-mail.';
comment on column support.outbox.priority is 'Smaller goes first within a lane: 20 what was said and what happened, 30 cards, 40 reminders and notices, 60 typing.';
comment on column support.outbox.expires_at is 'Worthless after that, and dropped: a typing sign.';
comment on column support.outbox.sent_parts is 'Parts of a long text that Telegram has already; a retry goes on after them.';

CREATE INDEX outbox_conversation_id ON support.outbox USING btree (conversation_id);
CREATE INDEX outbox_dead ON support.outbox USING btree (organization_id, id DESC) WHERE (state = 'dead'::text);
CREATE INDEX outbox_expires_at ON support.outbox USING btree (expires_at) WHERE ((state = 'pending'::text) AND (expires_at IS NOT NULL));
CREATE INDEX outbox_message_id ON support.outbox USING btree (message_id);
CREATE UNIQUE INDEX outbox_one_per_message ON support.outbox USING btree (message_id) WHERE (kind = 'visitor_message'::text);
CREATE INDEX outbox_organization_id ON support.outbox USING btree (organization_id);
CREATE INDEX outbox_pending ON support.outbox USING btree (lane, priority, id) WHERE (state = 'pending'::text);
CREATE INDEX outbox_settled ON support.outbox USING btree (settled_at) WHERE (state <> 'pending'::text);
CREATE INDEX outbox_tried ON support.outbox USING btree (lane) WHERE ((state = 'pending'::text) AND (attempts > 0));
CREATE INDEX outbox_undelivered ON support.outbox USING btree (conversation_id) WHERE ((kind = 'visitor_message'::text) AND (state <> 'sent'::text));

alter table support.outbox enable row level security;

create policy "nobody reads the outbox" on support.outbox
  as permissive for select to anon, authenticated
  using (false);

-- Nobody but the owner has any privilege.
