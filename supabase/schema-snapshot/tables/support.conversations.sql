-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.conversations (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null default ,
  widget_id uuid not null default ,
  visitor_id uuid not null default ,
  department_id uuid default ,
  agent_id uuid default ,
  number bigint not null default ,
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
  claimed_at timestamp with time zone default ,
  first_response_at timestamp with time zone default ,
  closed_at timestamp with time zone default ,
  subject text default ,
  category text default ,
  priority text not null default 'normal'::text,
  tags text[] not null default '{}'::text[],
  required_skills text[] not null default '{}'::text[],
  prechat jsonb not null default '{}'::jsonb,
  is_offline boolean not null default false,
  queued_at timestamp with time zone not null default now(),
  waiting_since timestamp with time zone default ,
  last_message_at timestamp with time zone default ,
  snoozed_until timestamp with time zone default ,
  escalated_at timestamp with time zone default ,
  escalations integer not null default 0,
  reopened_count integer not null default 0,
  ended_by text default ,
  emailed_seq bigint not null default 0,
  rating smallint default ,
  rating_comment text default ,
  nps smallint default ,
  rated_at timestamp with time zone default ,
  wait_seconds integer generated always as ((GREATEST((0)::numeric, EXTRACT(epoch FROM (claimed_at - queued_at))))::integer) stored,
  first_response_seconds integer generated always as ((GREATEST((0)::numeric, EXTRACT(epoch FROM (first_response_at - created_at))))::integer) stored,
  resolution_seconds integer generated always as ((GREATEST((0)::numeric, EXTRACT(epoch FROM (closed_at - created_at))))::integer) stored,
  constraint conversations_pkey PRIMARY KEY (id),
  constraint conversations_organization_id_number_key UNIQUE (organization_id, number),
  constraint conversations_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES support.agents(id) ON DELETE SET NULL,
  constraint conversations_department_id_fkey FOREIGN KEY (department_id) REFERENCES support.departments(id) ON DELETE SET NULL,
  constraint conversations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint conversations_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE,
  constraint conversations_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES support.widgets(id) ON DELETE CASCADE,
  constraint conversations_category_check CHECK ((char_length(category) <= 100)),
  constraint conversations_channel_check CHECK ((channel = 'web-chat'::text)),
  constraint conversations_context_check CHECK ((jsonb_typeof(context) = 'object'::text)),
  constraint conversations_ended_by_check CHECK ((ended_by = ANY (ARRAY['visitor'::text, 'agent'::text, 'system'::text]))),
  constraint conversations_nps_check CHECK (((nps >= 0) AND (nps <= 10))),
  constraint conversations_prechat_check CHECK (((jsonb_typeof(prechat) = 'object'::text) AND (octet_length((prechat)::text) <= 16384))),
  constraint conversations_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text]))),
  constraint conversations_rating_check CHECK (((rating >= 1) AND (rating <= 5))),
  constraint conversations_rating_comment_check CHECK ((char_length(rating_comment) <= 2000)),
  constraint conversations_required_skills_check CHECK ((cardinality(required_skills) <= 50)),
  constraint conversations_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'active'::text, 'resolved'::text, 'closed'::text]))),
  constraint conversations_subject_check CHECK ((char_length(subject) <= 200)),
  constraint conversations_tags_check CHECK ((cardinality(tags) <= 50))
);

comment on table support.conversations is 'One exchange between a visitor and the team. At most one is open per visitor and widget.';
comment on column support.conversations.id is 'Random.';
comment on column support.conversations.organization_id is 'Whose conversation it is.';
comment on column support.conversations.widget_id is 'Where it began.';
comment on column support.conversations.visitor_id is 'Who asked.';
comment on column support.conversations.department_id is 'Who is asked; empty: anybody.';
comment on column support.conversations.agent_id is 'Who answers; empty while it waits in the queue.';
comment on column support.conversations.number is 'What people call it: #1024. Counts up per organization.';
comment on column support.conversations.channel is 'How the visitor writes.';
comment on column support.conversations.status is 'queued: nobody has it; active: an agent has it; resolved: done, writing again opens it; closed: ended for good.';
comment on column support.conversations.last_seq is 'Sequence of the newest message; the only source of messages.seq.';
comment on column support.conversations.revision is 'Taken by every change in the conversation; catching up is "everything after N".';
comment on column support.conversations.delivered_seq is 'Newest visitor message that reached the team.';
comment on column support.conversations.seen_seq is 'Newest message an agent has certainly seen, because they acted after it.';
comment on column support.conversations.visitor_read_seq is 'Newest message the visitor has read.';
comment on column support.conversations.context is 'Where the visitor was when they wrote last: page_url, page_title, referrer and the like.';
comment on column support.conversations.created_at is 'When it began.';
comment on column support.conversations.updated_at is 'Last change that anybody can see.';
comment on column support.conversations.claimed_at is 'When the present agent got it.';
comment on column support.conversations.first_response_at is 'First answer of an agent; notes do not count.';
comment on column support.conversations.closed_at is 'When it was resolved or closed; empty while it is open.';
comment on column support.conversations.subject is 'In a few words; from the form or an agent.';
comment on column support.conversations.category is 'Chosen in the pre-chat form.';
comment on column support.conversations.priority is 'Urgent ones are given out first.';
comment on column support.conversations.tags is 'The team''s labels.';
comment on column support.conversations.required_skills is 'What its agent should be able to do; the department''s are added.';
comment on column support.conversations.prechat is 'What the visitor filled in before the first message.';
comment on column support.conversations.is_offline is 'It came outside working hours or with nobody there.';
comment on column support.conversations.queued_at is 'Since when it waits for an agent, or waited.';
comment on column support.conversations.waiting_since is 'Oldest visitor message without an answer; empty when it is the visitor''s turn.';
comment on column support.conversations.last_message_at is 'Newest message that is no note.';
comment on column support.conversations.snoozed_until is 'Out of sight until then, or until the visitor writes.';
comment on column support.conversations.escalated_at is 'When the team was last reminded that nobody has it.';
comment on column support.conversations.escalations is 'How often.';
comment on column support.conversations.reopened_count is 'How often it was opened again.';
comment on column support.conversations.ended_by is 'Whose side ended it.';
comment on column support.conversations.emailed_seq is 'Newest answer that an e-mail told the absent visitor about.';
comment on column support.conversations.rating is '1 to 5 stars.';
comment on column support.conversations.rating_comment is 'What they said with the stars.';
comment on column support.conversations.nps is '0 to 10: would they recommend us.';
comment on column support.conversations.rated_at is 'When they rated last.';
comment on column support.conversations.wait_seconds is 'In the queue until the present agent got it.';
comment on column support.conversations.first_response_seconds is 'From the beginning to the first answer.';
comment on column support.conversations.resolution_seconds is 'From the beginning to the end.';

CREATE INDEX conversations_agent_id ON support.conversations USING btree (agent_id, updated_at DESC);
CREATE INDEX conversations_closed_at ON support.conversations USING btree (organization_id, closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX conversations_created_at ON support.conversations USING btree (widget_id, created_at);
CREATE INDEX conversations_department_id ON support.conversations USING btree (department_id);
CREATE INDEX conversations_escalated_at ON support.conversations USING btree (escalated_at) WHERE ((status = 'queued'::text) AND ((escalations >= 1) AND (escalations <= 2)));
CREATE INDEX conversations_escalation ON support.conversations USING btree (queued_at) WHERE ((status = 'queued'::text) AND (escalated_at IS NULL));
CREATE INDEX conversations_first_response ON support.conversations USING btree (organization_id, first_response_at DESC) WHERE (first_response_at IS NOT NULL);
CREATE INDEX conversations_held ON support.conversations USING btree (agent_id, updated_at DESC) WHERE (status = ANY (ARRAY['queued'::text, 'active'::text]));
CREATE INDEX conversations_of_priority ON support.conversations USING btree (organization_id, priority, updated_at DESC, id DESC) WHERE (priority <> 'normal'::text);
CREATE INDEX conversations_of_state ON support.conversations USING btree (organization_id, status, updated_at DESC, id DESC) WHERE (status <> 'closed'::text);
CREATE UNIQUE INDEX conversations_one_open ON support.conversations USING btree (visitor_id, widget_id) WHERE (status = ANY (ARRAY['queued'::text, 'active'::text]));
CREATE INDEX conversations_open ON support.conversations USING btree (organization_id, status, waiting_since) WHERE (status = ANY (ARRAY['queued'::text, 'active'::text]));
CREATE INDEX conversations_rated_at ON support.conversations USING btree (organization_id, rated_at) WHERE (rated_at IS NOT NULL);
CREATE INDEX conversations_recent ON support.conversations USING btree (organization_id, updated_at DESC, id DESC) INCLUDE (visitor_id);
CREATE INDEX conversations_snoozed_until ON support.conversations USING btree (snoozed_until) WHERE (snoozed_until IS NOT NULL);
CREATE INDEX conversations_tags ON support.conversations USING gin (tags) WHERE (tags <> '{}'::text[]);
CREATE INDEX conversations_visitor_id ON support.conversations USING btree (visitor_id, widget_id, number DESC);

CREATE TRIGGER announce AFTER UPDATE ON support.conversations FOR EACH ROW EXECUTE FUNCTION support.tg_conversations__announce();
CREATE TRIGGER assign AFTER UPDATE OF agent_id, status ON support.conversations FOR EACH ROW EXECUTE FUNCTION support.tg_conversations__assign();
CREATE TRIGGER change_group AFTER UPDATE OF department_id ON support.conversations FOR EACH ROW WHEN ((new.department_id IS DISTINCT FROM old.department_id)) EXECUTE FUNCTION support.tg_conversations__change_group();
CREATE TRIGGER note_arrival AFTER INSERT ON support.conversations FOR EACH ROW WHEN ((new.status = 'queued'::text)) EXECUTE FUNCTION support.tg_conversations__note_queue();
CREATE TRIGGER note_place AFTER UPDATE OF status, department_id, priority, queued_at, snoozed_until ON support.conversations FOR EACH ROW WHEN (((('queued'::text = old.status) OR ('queued'::text = new.status)) AND (((((old.status IS DISTINCT FROM new.status) OR (old.department_id IS DISTINCT FROM new.department_id)) OR (old.priority IS DISTINCT FROM new.priority)) OR (old.queued_at IS DISTINCT FROM new.queued_at)) OR (old.snoozed_until IS DISTINCT FROM new.snoozed_until)))) EXECUTE FUNCTION support.tg_conversations__note_queue();
CREATE TRIGGER note_removal AFTER DELETE ON support.conversations FOR EACH ROW WHEN ((old.status = 'queued'::text)) EXECUTE FUNCTION support.tg_conversations__note_queue();
CREATE TRIGGER receipt AFTER UPDATE OF visitor_read_seq ON support.conversations FOR EACH ROW WHEN ((new.visitor_read_seq > old.visitor_read_seq)) EXECUTE FUNCTION support.tg_conversations__receipt();
CREATE TRIGGER refresh_card AFTER UPDATE OF prechat, snoozed_until, priority, subject ON support.conversations FOR EACH ROW WHEN (((((old.prechat IS DISTINCT FROM new.prechat) OR (old.snoozed_until IS DISTINCT FROM new.snoozed_until)) OR (old.priority IS DISTINCT FROM new.priority)) OR (old.subject IS DISTINCT FROM new.subject))) EXECUTE FUNCTION support.tg_conversations__refresh_card();
CREATE TRIGGER refresh_direct_cards AFTER UPDATE OF agent_id, status ON support.conversations FOR EACH ROW WHEN (((old.agent_id IS DISTINCT FROM new.agent_id) OR (old.status IS DISTINCT FROM new.status))) EXECUTE FUNCTION support.tg_conversations__refresh_direct_cards();
CREATE TRIGGER require_active_agent BEFORE UPDATE OF agent_id, status ON support.conversations FOR EACH ROW WHEN (((new.agent_id IS NOT NULL) AND ((new.agent_id IS DISTINCT FROM old.agent_id) OR ((new.status = ANY (ARRAY['queued'::text, 'active'::text])) AND (old.status <> ALL (ARRAY['queued'::text, 'active'::text])))))) EXECUTE FUNCTION support.tg_conversations__require_active_agent();
CREATE TRIGGER store_first_words AFTER INSERT ON support.conversations FOR EACH ROW WHEN ((new.subject IS NOT NULL)) EXECUTE FUNCTION support.tg_conversations__store_words();
CREATE TRIGGER store_words AFTER UPDATE OF subject ON support.conversations FOR EACH ROW WHEN ((new.subject IS DISTINCT FROM old.subject)) EXECUTE FUNCTION support.tg_conversations__store_words();
CREATE CONSTRAINT TRIGGER tell_arrival AFTER INSERT ON support.conversations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.status = 'queued'::text)) EXECUTE FUNCTION support.tg_conversations__announce_queue();
CREATE CONSTRAINT TRIGGER tell_place AFTER UPDATE OF status, department_id, priority, queued_at, snoozed_until ON support.conversations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((('queued'::text = old.status) OR ('queued'::text = new.status)) AND (((((old.status IS DISTINCT FROM new.status) OR (old.department_id IS DISTINCT FROM new.department_id)) OR (old.priority IS DISTINCT FROM new.priority)) OR (old.queued_at IS DISTINCT FROM new.queued_at)) OR (old.snoozed_until IS DISTINCT FROM new.snoozed_until)))) EXECUTE FUNCTION support.tg_conversations__announce_queue();
CREATE CONSTRAINT TRIGGER tell_removal AFTER DELETE ON support.conversations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.status = 'queued'::text)) EXECUTE FUNCTION support.tg_conversations__announce_queue();

alter table support.conversations enable row level security;

create policy "agents read their conversations" on support.conversations
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));
create policy "visitors read their conversations" on support.conversations
  as permissive for select to support_visitor
  using ((visitor_id = ( SELECT support.current_visitor_id() AS current_visitor_id)));

-- Nobody but the owner has any privilege.
