-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.telegram_topics (
  visitor_id uuid not null,
  chat_id bigint not null,
  thread_id bigint not null,
  widget_id uuid not null,
  name text not null,
  state text not null default 'open'::text,
  created_at timestamp with time zone not null default now(),
  constraint telegram_topics_pkey PRIMARY KEY (visitor_id, chat_id),
  constraint telegram_topics_chat_id_thread_id_key UNIQUE (chat_id, thread_id),
  constraint telegram_topics_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES support.telegram_chats(chat_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint telegram_topics_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE,
  constraint telegram_topics_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES support.widgets(id) ON DELETE CASCADE,
  constraint telegram_topics_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);

comment on table support.telegram_topics is 'The forum topic of a visitor. A topic that Telegram lost is deleted here and made anew.';

CREATE INDEX telegram_topics_widget_id ON support.telegram_topics USING btree (widget_id);

alter table support.telegram_topics enable row level security;

-- Nobody but the owner has any privilege.
