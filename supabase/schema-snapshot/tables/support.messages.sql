-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.messages (
  conversation_id uuid not null default ,
  seq bigint not null default ,
  id uuid not null default ,
  organization_id uuid not null default ,
  visitor_id uuid not null default ,
  agent_id uuid default ,
  revision bigint not null default ,
  sender_kind text not null default ,
  sender_name text default ,
  type text not null default 'text'::text,
  body text not null default ,
  is_internal boolean not null default false,
  created_at timestamp with time zone not null default clock_timestamp(),
  edited_at timestamp with time zone default ,
  deleted_at timestamp with time zone default ,
  content jsonb default ,
  reply_to_seq bigint default ,
  deleted_by text default ,
  constraint messages_pkey PRIMARY KEY (conversation_id, seq),
  constraint messages_id_key UNIQUE (id),
  constraint messages_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES support.agents(id) ON DELETE SET NULL,
  constraint messages_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES support.conversations(id) ON DELETE CASCADE,
  constraint messages_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint messages_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE,
  constraint messages_body_check CHECK ((char_length(body) <= 16000)),
  constraint messages_check CHECK (((reply_to_seq > 0) AND (reply_to_seq < seq))),
  constraint messages_content_check CHECK (((jsonb_typeof(content) = 'object'::text) AND (octet_length((content)::text) <= 32768))),
  constraint messages_deleted_by_check CHECK ((deleted_by = ANY (ARRAY['visitor'::text, 'agent'::text, 'system'::text]))),
  constraint messages_sender_kind_check CHECK ((sender_kind = ANY (ARRAY['visitor'::text, 'agent'::text, 'bot'::text, 'system'::text]))),
  constraint messages_sender_name_check CHECK ((char_length(sender_name) <= 100)),
  constraint messages_seq_check CHECK ((seq > 0)),
  constraint messages_type_check CHECK ((type = ANY (ARRAY['text'::text, 'file'::text, 'image'::text, 'card'::text, 'form'::text])))
);

comment on table support.messages is 'What was said. seq is total and gap-free per conversation; id is made by whoever wrote it.';
comment on column support.messages.conversation_id is 'Where it was said.';
comment on column support.messages.seq is '1, 2, 3, … without a gap.';
comment on column support.messages.id is 'Random, made by whoever wrote it, so that a repeat is recognised.';
comment on column support.messages.organization_id is 'Copied from the conversation, for policies without joins.';
comment on column support.messages.visitor_id is 'Copied from the conversation, for policies without joins.';
comment on column support.messages.agent_id is 'Which agent wrote it.';
comment on column support.messages.revision is 'The conversation''s revision at its last change.';
comment on column support.messages.sender_kind is 'visitor, agent, bot, or system: the chat itself.';
comment on column support.messages.sender_name is 'The name at the time of writing; renaming an agent does not rewrite history.';
comment on column support.messages.type is 'What it is; body is the fallback in words for all of them.';
comment on column support.messages.body is 'Plain text; empty once deleted.';
comment on column support.messages.is_internal is 'A note among agents; no visitor ever receives it.';
comment on column support.messages.created_at is 'When the server stored it.';
comment on column support.messages.edited_at is 'Last edit.';
comment on column support.messages.deleted_at is 'When it was taken back; text and content are gone then.';
comment on column support.messages.content is 'What type needs: a card''s fields and buttons, a form''s fields, quick replies, or a system event and its data. entities: how the text is formatted.';
comment on column support.messages.reply_to_seq is 'The quoted message of the same conversation. Messages are never removed one by one.';
comment on column support.messages.deleted_by is 'Who took it back.';

CREATE INDEX messages_agent_id ON support.messages USING btree (agent_id) WHERE (agent_id IS NOT NULL);
CREATE INDEX messages_created_at ON support.messages USING btree (organization_id, created_at);
CREATE UNIQUE INDEX messages_revision ON support.messages USING btree (conversation_id, revision);
CREATE INDEX messages_visitor_id ON support.messages USING btree (visitor_id);

CREATE TRIGGER announce AFTER INSERT OR UPDATE ON support.messages FOR EACH ROW EXECUTE FUNCTION support.tg_messages__announce();
CREATE TRIGGER mail AFTER INSERT ON support.messages FOR EACH ROW WHEN (((NOT new.is_internal) AND (new.sender_kind = ANY (ARRAY['agent'::text, 'visitor'::text])))) EXECUTE FUNCTION support.tg_messages__mail();
CREATE TRIGGER read_contact AFTER INSERT ON support.messages FOR EACH ROW WHEN (((new.sender_kind = 'visitor'::text) AND (new.body ~ '@|[0-9]{2}'::text))) EXECUTE FUNCTION support.tg_messages__read_contact();
CREATE TRIGGER read_own AFTER INSERT ON support.messages FOR EACH ROW WHEN (((new.sender_kind = 'agent'::text) AND (new.agent_id IS NOT NULL))) EXECUTE FUNCTION support.tg_messages__read_own();

alter table support.messages enable row level security;

create policy "agents read their messages" on support.messages
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));
create policy "visitors read their messages but no notes" on support.messages
  as permissive for select to support_visitor
  using (((visitor_id = ( SELECT support.current_visitor_id() AS current_visitor_id)) AND (NOT is_internal)));

-- Nobody but the owner has any privilege.
