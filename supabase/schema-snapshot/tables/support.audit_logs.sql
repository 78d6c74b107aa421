-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.audit_logs (
  id bigint not null generated always as identity default ,
  organization_id uuid not null default ,
  actor_kind text not null default ,
  actor_id uuid default ,
  action text not null default ,
  entity_id text default ,
  change jsonb not null default '{}'::jsonb,
  ip_hash text default ,
  user_agent text default ,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint audit_logs_pkey PRIMARY KEY (id),
  constraint audit_logs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint audit_logs_action_check CHECK ((action ~ '^[a-z_]+\.[a-z_]+$'::text)),
  constraint audit_logs_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['agent'::text, 'visitor'::text, 'service'::text, 'system'::text]))),
  constraint audit_logs_change_check CHECK ((jsonb_typeof(change) = 'object'::text)),
  constraint audit_logs_user_agent_check CHECK ((char_length(user_agent) <= 400))
);

comment on table support.audit_logs is 'Who changed what, written by triggers in the transaction of the change. Never updated; secrets are left out, and what names an erased visitor goes with them.';
comment on column support.audit_logs.id is 'In the order of changes.';
comment on column support.audit_logs.organization_id is 'Whose data was changed.';
comment on column support.audit_logs.actor_kind is 'agent: a person of the team; visitor: themselves; service: the operator; system: time.';
comment on column support.audit_logs.actor_id is 'Which agent. No reference, because the log outlives people.';
comment on column support.audit_logs.action is 'What happened: widgets.updated, visitors.banned and the like.';
comment on column support.audit_logs.entity_id is 'To which row.';
comment on column support.audit_logs.change is 'Each changed column with its value before and after: {"name": ["Old", "New"]}.';
comment on column support.audit_logs.ip_hash is 'Keyed hash of the actor''s address; the address itself is never stored.';
comment on column support.audit_logs.user_agent is 'The actor''s browser as it calls itself.';
comment on column support.audit_logs.created_at is 'When it happened.';

CREATE INDEX audit_logs_created_at ON support.audit_logs USING btree (organization_id, created_at);
CREATE INDEX audit_logs_entity_id ON support.audit_logs USING btree (organization_id, entity_id, id DESC);
CREATE INDEX audit_logs_organization_id ON support.audit_logs USING btree (organization_id, id DESC);

alter table support.audit_logs enable row level security;

create policy "admins read their audit log" on support.audit_logs
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_admin_organization_ids() AS current_admin_organization_ids)));

-- Nobody but the owner has any privilege.
