-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.conversation_assignments (
  id bigint not null generated always as identity default ,
  organization_id uuid not null default ,
  conversation_id uuid not null default ,
  agent_id uuid not null default ,
  reason text not null default ,
  assigned_by uuid default ,
  started_at timestamp with time zone not null default clock_timestamp(),
  ended_at timestamp with time zone default ,
  ended_reason text default ,
  constraint conversation_assignments_pkey PRIMARY KEY (id),
  constraint conversation_assignments_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES support.agents(id) ON DELETE CASCADE,
  constraint conversation_assignments_assigned_by_fkey FOREIGN KEY (assigned_by) REFERENCES support.agents(id) ON DELETE SET NULL,
  constraint conversation_assignments_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES support.conversations(id) ON DELETE CASCADE,
  constraint conversation_assignments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint conversation_assignments_check CHECK (((ended_at IS NULL) = (ended_reason IS NULL))),
  constraint conversation_assignments_ended_reason_check CHECK ((ended_reason = ANY (ARRAY['passed'::text, 'unassigned'::text, 'transferred'::text, 'ended'::text]))),
  constraint conversation_assignments_reason_check CHECK ((reason = ANY (ARRAY['claimed'::text, 'answered'::text, 'routed'::text, 'assigned'::text, 'transferred'::text, 'reopened'::text])))
);

comment on table support.conversation_assignments is 'Who had a conversation and when, written by a trigger on the conversation. At most one is current.';
comment on column support.conversation_assignments.id is 'In the order of assignments.';
comment on column support.conversation_assignments.organization_id is 'Whose it is.';
comment on column support.conversation_assignments.conversation_id is 'What was assigned.';
comment on column support.conversation_assignments.agent_id is 'To whom.';
comment on column support.conversation_assignments.reason is 'claimed by themselves, by answering, routed by load, assigned by somebody, transferred, or still theirs when it was reopened.';
comment on column support.conversation_assignments.assigned_by is 'The agent behind assigned and transferred.';
comment on column support.conversation_assignments.started_at is 'When they got it.';
comment on column support.conversation_assignments.ended_at is 'When they no longer had it, or it ended.';
comment on column support.conversation_assignments.ended_reason is 'Why they no longer had it.';

CREATE INDEX conversation_assignments_agent_id ON support.conversation_assignments USING btree (agent_id, started_at DESC);
CREATE INDEX conversation_assignments_assigned_by ON support.conversation_assignments USING btree (assigned_by);
CREATE INDEX conversation_assignments_conversation_id ON support.conversation_assignments USING btree (conversation_id, id);
CREATE UNIQUE INDEX conversation_assignments_current ON support.conversation_assignments USING btree (conversation_id) WHERE (ended_at IS NULL);
CREATE INDEX conversation_assignments_ended_at ON support.conversation_assignments USING btree (organization_id, ended_at);
CREATE INDEX conversation_assignments_organization_id ON support.conversation_assignments USING btree (organization_id, started_at DESC);

alter table support.conversation_assignments enable row level security;

create policy "agents read their assignments" on support.conversation_assignments
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));

-- Nobody but the owner has any privilege.
