-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.attachments (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null default ,
  widget_id uuid not null default ,
  visitor_id uuid not null default ,
  conversation_id uuid default ,
  message_id uuid default ,
  uploaded_by text not null default ,
  agent_id uuid default ,
  "position" smallint not null default 0,
  path text not null default ,
  name text not null default ,
  media_type text not null default ,
  byte_size bigint not null default ,
  state text not null default 'pending'::text,
  refusal text default ,
  width integer default ,
  height integer default ,
  duration_seconds numeric default ,
  sha256 text default ,
  telegram_file_id text default ,
  created_at timestamp with time zone not null default now(),
  stored_at timestamp with time zone default ,
  constraint attachments_pkey PRIMARY KEY (id),
  constraint attachments_path_key UNIQUE (path),
  constraint attachments_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES support.agents(id) ON DELETE SET NULL,
  constraint attachments_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES support.conversations(id) ON DELETE CASCADE,
  constraint attachments_message_id_fkey FOREIGN KEY (message_id) REFERENCES support.messages(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  constraint attachments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint attachments_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE,
  constraint attachments_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES support.widgets(id) ON DELETE CASCADE,
  constraint attachments_byte_size_check CHECK ((byte_size > 0)),
  constraint attachments_check CHECK (((message_id IS NULL) OR (state = 'stored'::text))),
  constraint attachments_duration_seconds_check CHECK ((duration_seconds >= (0)::numeric)),
  constraint attachments_height_check CHECK ((height > 0)),
  constraint attachments_media_type_check CHECK ((media_type ~ '^[a-z0-9.+-]+/[a-z0-9.+-]+$'::text)),
  constraint attachments_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 255))),
  constraint attachments_path_check CHECK (((char_length(path) >= 1) AND (char_length(path) <= 500))),
  constraint attachments_refusal_check CHECK ((char_length(refusal) <= 200)),
  constraint attachments_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint attachments_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'stored'::text, 'refused'::text]))),
  constraint attachments_telegram_file_id_check CHECK ((char_length(telegram_file_id) <= 300)),
  constraint attachments_uploaded_by_check CHECK ((uploaded_by = ANY (ARRAY['visitor'::text, 'agent'::text]))),
  constraint attachments_width_check CHECK ((width > 0))
);

comment on table support.attachments is 'A file in the private bucket. pending until its bytes were looked at; without a message after a day it is an orphan and removed.';
comment on column support.attachments.id is 'Random.';
comment on column support.attachments.organization_id is 'Whose file it is.';
comment on column support.attachments.widget_id is 'Whose limits applied.';
comment on column support.attachments.visitor_id is 'Whose conversation it belongs to.';
comment on column support.attachments.conversation_id is 'Where it was sent; empty before that.';
comment on column support.attachments.message_id is 'With which message; empty before that.';
comment on column support.attachments.uploaded_by is 'Whose side sent it.';
comment on column support.attachments.agent_id is 'Which agent sent it.';
comment on column support.attachments."position" is 'Order within the message.';
comment on column support.attachments.path is 'Place in the bucket: organization/attachment, nothing that names a person.';
comment on column support.attachments.name is 'What the sender calls it; shown, never used as a path.';
comment on column support.attachments.media_type is 'What its first bytes say once it is stored; before that what the sender says.';
comment on column support.attachments.byte_size is 'In bytes.';
comment on column support.attachments.state is 'pending: announced; stored: there and checked; refused: there or not, never shown.';
comment on column support.attachments.refusal is 'Why it was refused.';
comment on column support.attachments.width is 'Pixels, for pictures and video.';
comment on column support.attachments.height is 'Pixels, for pictures and video.';
comment on column support.attachments.duration_seconds is 'For sound and video.';
comment on column support.attachments.sha256 is 'Of the bytes, in hex.';
comment on column support.attachments.telegram_file_id is 'So that Telegram gets its bytes once.';
comment on column support.attachments.created_at is 'When it was announced.';
comment on column support.attachments.stored_at is 'When its bytes were there and checked.';

CREATE INDEX attachments_agent_id ON support.attachments USING btree (agent_id) WHERE (agent_id IS NOT NULL);
CREATE INDEX attachments_conversation_id ON support.attachments USING btree (conversation_id);
CREATE INDEX attachments_message_id ON support.attachments USING btree (message_id, "position");
CREATE INDEX attachments_organization_id ON support.attachments USING btree (organization_id);
CREATE INDEX attachments_orphans ON support.attachments USING btree (created_at) WHERE (message_id IS NULL);
CREATE INDEX attachments_visitor_id ON support.attachments USING btree (visitor_id, created_at);
CREATE INDEX attachments_widget_id ON support.attachments USING btree (widget_id);

CREATE TRIGGER queue_deletion AFTER DELETE ON support.attachments FOR EACH ROW EXECUTE FUNCTION support.tg_attachments__queue_deletion();

alter table support.attachments enable row level security;

create policy "agents read their attachments" on support.attachments
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));
create policy "visitors read their attachments" on support.attachments
  as permissive for select to support_visitor
  using (((visitor_id = ( SELECT support.current_visitor_id() AS current_visitor_id)) AND (state = 'stored'::text)));

-- Nobody but the owner has any privilege.
