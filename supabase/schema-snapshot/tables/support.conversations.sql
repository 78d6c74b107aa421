-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.conversations (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  widget_id uuid not null,
  visitor_id uuid not null,
  department_id uuid,
  agent_id uuid,
  number bigint not null,
  channel text not null default 'web-chat'::text,
  status text not null default 'queued'::text,
  last_seq bigint not null default 0,
  revision bigint not null default 0,
  delivered_seq bigint not null default 0,
  seen_seq bigint not null default 0,
  visitor_read_seq bigint not null default 0,
  context jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  claimed_at timestamp with time zone,
  first_response_at timestamp with time zone,
  closed_at timestamp with time zone,
  constraint conversations_pkey PRIMARY KEY (id),
  constraint conversations_organization_id_number_key UNIQUE (organization_id, number),
  constraint conversations_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES support.agents(id) ON DELETE SET NULL,
  constraint conversations_department_id_fkey FOREIGN KEY (department_id) REFERENCES support.departments(id) ON DELETE SET NULL,
  constraint conversations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint conversations_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE,
  constraint conversations_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES support.widgets(id) ON DELETE CASCADE,
  constraint conversations_channel_check CHECK ((channel = 'web-chat'::text)),
  constraint conversations_context_check CHECK ((jsonb_typeof(context) = 'object'::text)),
  constraint conversations_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'active'::text, 'resolved'::text, 'closed'::text])))
);

comment on table support.conversations is 'One exchange between a visitor and the team. At most one is open per visitor and widget.';
comment on column support.conversations.last_seq is 'Sequence of the newest message; the only source of messages.seq.';
comment on column support.conversations.revision is 'Taken by every change in the conversation; catching up is "everything after N".';
comment on column support.conversations.delivered_seq is 'Newest visitor message that reached the team.';
comment on column support.conversations.seen_seq is 'Newest message an agent has certainly seen, because they acted after it.';

CREATE INDEX conversations_agent_id ON support.conversations USING btree (agent_id, updated_at DESC);
CREATE INDEX conversations_department_id ON support.conversations USING btree (department_id);
CREATE INDEX conversations_first_response ON support.conversations USING btree (organization_id, first_response_at DESC) WHERE (first_response_at IS NOT NULL);
CREATE UNIQUE INDEX conversations_one_open ON support.conversations USING btree (visitor_id, widget_id) WHERE (status = ANY (ARRAY['queued'::text, 'active'::text]));
CREATE INDEX conversations_visitor_id ON support.conversations USING btree (visitor_id, widget_id, number DESC);
CREATE INDEX conversations_widget_id ON support.conversations USING btree (widget_id);

CREATE TRIGGER announce AFTER UPDATE ON support.conversations FOR EACH ROW EXECUTE FUNCTION support.tg_conversations__announce();

alter table support.conversations enable row level security;

create policy "agents read their conversations" on support.conversations
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));
create policy "visitors read their conversations" on support.conversations
  as permissive for select to support_visitor
  using ((visitor_id = ( SELECT support.current_visitor_id() AS current_visitor_id)));

-- Nobody but the owner has any privilege.
