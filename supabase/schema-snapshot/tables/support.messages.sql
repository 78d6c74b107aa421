-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.messages (
  conversation_id uuid not null,
  seq bigint not null,
  id uuid not null,
  organization_id uuid not null,
  visitor_id uuid not null,
  agent_id uuid,
  revision bigint not null,
  sender_kind text not null,
  sender_name text,
  type text not null default 'text'::text,
  body text not null,
  is_internal boolean not null default false,
  created_at timestamp with time zone not null default clock_timestamp(),
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  constraint messages_pkey PRIMARY KEY (conversation_id, seq),
  constraint messages_id_key UNIQUE (id),
  constraint messages_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES support.agents(id) ON DELETE SET NULL,
  constraint messages_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES support.conversations(id) ON DELETE CASCADE,
  constraint messages_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint messages_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE,
  constraint messages_body_check CHECK ((char_length(body) <= 16000)),
  constraint messages_sender_kind_check CHECK ((sender_kind = ANY (ARRAY['visitor'::text, 'agent'::text, 'bot'::text, 'system'::text]))),
  constraint messages_sender_name_check CHECK ((char_length(sender_name) <= 100)),
  constraint messages_seq_check CHECK ((seq > 0)),
  constraint messages_type_check CHECK ((type = 'text'::text))
);

comment on table support.messages is 'What was said. seq is total and gap-free per conversation; id is made by whoever wrote it.';
comment on column support.messages.sender_name is 'The name at the time of writing; renaming an agent does not rewrite history.';
comment on column support.messages.is_internal is 'A note among agents; no visitor ever receives it.';

CREATE INDEX messages_agent_id ON support.messages USING btree (agent_id) WHERE (agent_id IS NOT NULL);
CREATE INDEX messages_organization_id ON support.messages USING btree (organization_id);
CREATE UNIQUE INDEX messages_revision ON support.messages USING btree (conversation_id, revision);
CREATE INDEX messages_visitor_id ON support.messages USING btree (visitor_id);

CREATE TRIGGER announce AFTER INSERT OR UPDATE ON support.messages FOR EACH ROW EXECUTE FUNCTION support.tg_messages__announce();

alter table support.messages enable row level security;

create policy "agents read their messages" on support.messages
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));
create policy "visitors read their messages but no notes" on support.messages
  as permissive for select to support_visitor
  using (((visitor_id = ( SELECT support.current_visitor_id() AS current_visitor_id)) AND (NOT is_internal)));

-- Nobody but the owner has any privilege.
