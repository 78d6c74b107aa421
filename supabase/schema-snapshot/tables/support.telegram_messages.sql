-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.telegram_messages (
  chat_id bigint not null default ,
  message_id bigint not null default ,
  thread_id bigint default ,
  direction text not null default ,
  role text not null default ,
  part integer not null default 1,
  conversation_id uuid not null default ,
  support_message_id uuid default ,
  created_at timestamp with time zone not null default now(),
  further_message_ids uuid[] not null default '{}'::uuid[],
  constraint telegram_messages_pkey PRIMARY KEY (chat_id, message_id),
  constraint telegram_messages_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES support.conversations(id) ON DELETE CASCADE,
  constraint telegram_messages_support_message_id_fkey FOREIGN KEY (support_message_id) REFERENCES support.messages(id) ON DELETE CASCADE,
  constraint telegram_messages_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint telegram_messages_role_check CHECK ((role = ANY (ARRAY['message'::text, 'card'::text, 'transcript'::text, 'notice'::text, 'reminder'::text, 'picker'::text])))
);

comment on table support.telegram_messages is 'Which Telegram message is which of ours, in both directions, every split part.';
comment on column support.telegram_messages.chat_id is 'Group or direct chat.';
comment on column support.telegram_messages.message_id is 'Telegram''s id within the chat.';
comment on column support.telegram_messages.thread_id is 'The topic it is in.';
comment on column support.telegram_messages.direction is 'in: an agent wrote it; out: the bot did.';
comment on column support.telegram_messages.role is 'What it is for: a line of the chat, or something of the bot''s own.';
comment on column support.telegram_messages.part is 'Place among the parts of a split text, from 1.';
comment on column support.telegram_messages.conversation_id is 'The conversation it belongs to.';
comment on column support.telegram_messages.support_message_id is 'The message it carries, if it carries one.';
comment on column support.telegram_messages.created_at is 'When it was recorded.';
comment on column support.telegram_messages.further_message_ids is 'Further messages that it carries, in order below support_message_id: lines of a visitor that went out together.';

CREATE INDEX telegram_messages_conversation_id ON support.telegram_messages USING btree (conversation_id, chat_id, role);
CREATE INDEX telegram_messages_support_message_id ON support.telegram_messages USING btree (support_message_id);

alter table support.telegram_messages enable row level security;

create policy "agents read their telegram messages" on support.telegram_messages
  as permissive for select to authenticated
  using ((conversation_id IN ( SELECT conversation.id
   FROM support.conversations conversation
  WHERE (conversation.organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)))));

-- Nobody but the owner has any privilege.
