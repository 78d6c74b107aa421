-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.organizations (
  id uuid not null default gen_random_uuid(),
  name text not null default ,
  last_conversation_number bigint not null default 0,
  created_at timestamp with time zone not null default now(),
  plan text not null default 'unlimited'::text,
  time_zone text not null default 'UTC'::text,
  conversation_retention_days integer default ,
  event_retention_days integer not null default 90,
  audit_retention_days integer not null default 400,
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  constraint organizations_pkey PRIMARY KEY (id),
  constraint organizations_plan_fkey FOREIGN KEY (plan) REFERENCES support.plans(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  constraint organizations_audit_retention_days_check CHECK (((audit_retention_days >= 30) AND (audit_retention_days <= 3650))),
  constraint organizations_conversation_retention_days_check CHECK (((conversation_retention_days >= 1) AND (conversation_retention_days <= 3650))),
  constraint organizations_event_retention_days_check CHECK (((event_retention_days >= 1) AND (event_retention_days <= 3650))),
  constraint organizations_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  constraint organizations_time_zone_check CHECK (((char_length(time_zone) >= 1) AND (char_length(time_zone) <= 64)))
);

comment on table support.organizations is 'A tenant. Owns widgets, agents, visitors and conversations.';
comment on column support.organizations.id is 'Random; part of the organization''s Realtime topic.';
comment on column support.organizations.name is 'What the team calls itself in the back office.';
comment on column support.organizations.last_conversation_number is 'Source of the numbers people use (#1024).';
comment on column support.organizations.created_at is 'When the tenant was made.';
comment on column support.organizations.plan is 'Which limits apply. Hosts of a single team keep "unlimited".';
comment on column support.organizations.time_zone is 'IANA name; the zone of widgets that name none.';
comment on column support.organizations.conversation_retention_days is 'Ended conversations are erased this long after their end; empty keeps them.';
comment on column support.organizations.event_retention_days is 'Page views and custom events are forgotten after this time.';
comment on column support.organizations.audit_retention_days is 'The audit log is kept this long.';
comment on column support.organizations.version is 'Raised by every change of the settings; an update names the version it saw.';
comment on column support.organizations.updated_at is 'When the settings changed last.';

CREATE INDEX organizations_plan ON support.organizations USING btree (plan);

CREATE TRIGGER audit AFTER INSERT OR UPDATE OF name, plan, time_zone, conversation_retention_days, event_retention_days, audit_retention_days ON support.organizations FOR EACH ROW EXECUTE FUNCTION support.tg_any__audit('id', 'last_conversation_number');
CREATE TRIGGER raise_version BEFORE UPDATE OF name, plan, time_zone, conversation_retention_days, event_retention_days, audit_retention_days ON support.organizations FOR EACH ROW WHEN (((((((old.name IS DISTINCT FROM new.name) OR (old.plan IS DISTINCT FROM new.plan)) OR (old.time_zone IS DISTINCT FROM new.time_zone)) OR (old.conversation_retention_days IS DISTINCT FROM new.conversation_retention_days)) OR (old.event_retention_days IS DISTINCT FROM new.event_retention_days)) OR (old.audit_retention_days IS DISTINCT FROM new.audit_retention_days))) EXECUTE FUNCTION support.tg_organizations__raise_version();

alter table support.organizations enable row level security;

create policy "agents read their organization" on support.organizations
  as permissive for select to authenticated
  using ((id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));

-- Nobody but the owner has any privilege.
