-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.telegram_topics (
  visitor_id uuid not null default ,
  chat_id bigint not null default ,
  thread_id bigint not null default ,
  widget_id uuid not null default ,
  name text not null default ,
  state text not null default 'open'::text,
  created_at timestamp with time zone not null default now(),
  icon text default ,
  updated_at timestamp with time zone not null default now(),
  constraint telegram_topics_pkey PRIMARY KEY (visitor_id, chat_id),
  constraint telegram_topics_chat_id_thread_id_key UNIQUE (chat_id, thread_id),
  constraint telegram_topics_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES support.telegram_chats(chat_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint telegram_topics_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE,
  constraint telegram_topics_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES support.widgets(id) ON DELETE CASCADE,
  constraint telegram_topics_icon_check CHECK ((char_length(icon) <= 64)),
  constraint telegram_topics_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);

comment on table support.telegram_topics is 'The forum topic of a visitor. A topic that Telegram lost is deleted here and made anew.';
comment on column support.telegram_topics.visitor_id is 'Whose topic it is.';
comment on column support.telegram_topics.chat_id is 'In which group.';
comment on column support.telegram_topics.thread_id is 'Telegram''s id within the group.';
comment on column support.telegram_topics.widget_id is 'Where the visitor wrote when it was made.';
comment on column support.telegram_topics.name is 'Its title.';
comment on column support.telegram_topics.state is 'As Telegram last said.';
comment on column support.telegram_topics.created_at is 'When it was made.';
comment on column support.telegram_topics.icon is 'The icon that shows the conversation''s state.';
comment on column support.telegram_topics.updated_at is 'When it changed last.';

CREATE INDEX telegram_topics_widget_id ON support.telegram_topics USING btree (widget_id);

alter table support.telegram_topics enable row level security;

create policy "agents read their topics" on support.telegram_topics
  as permissive for select to authenticated
  using ((chat_id IN ( SELECT chat.chat_id
   FROM support.telegram_chats chat
  WHERE (chat.organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)))));

-- Nobody but the owner has any privilege.
