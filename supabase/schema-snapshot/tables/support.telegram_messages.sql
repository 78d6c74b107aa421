-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.telegram_messages (
  chat_id bigint not null,
  message_id bigint not null,
  thread_id bigint,
  direction text not null,
  role text not null,
  part integer not null default 1,
  conversation_id uuid not null,
  support_message_id uuid,
  created_at timestamp with time zone not null default now(),
  constraint telegram_messages_pkey PRIMARY KEY (chat_id, message_id),
  constraint telegram_messages_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES support.conversations(id) ON DELETE CASCADE,
  constraint telegram_messages_support_message_id_fkey FOREIGN KEY (support_message_id) REFERENCES support.messages(id) ON DELETE CASCADE,
  constraint telegram_messages_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint telegram_messages_role_check CHECK ((role = ANY (ARRAY['message'::text, 'card'::text, 'transcript'::text, 'notice'::text])))
);

comment on table support.telegram_messages is 'Which Telegram message is which of ours, in both directions, every split part.';

CREATE INDEX telegram_messages_conversation_id ON support.telegram_messages USING btree (conversation_id, chat_id, role);
CREATE INDEX telegram_messages_support_message_id ON support.telegram_messages USING btree (support_message_id);

alter table support.telegram_messages enable row level security;

-- Nobody but the owner has any privilege.
