-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.canned_responses (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null default ,
  department_id uuid default ,
  agent_id uuid default ,
  shortcut text not null default ,
  title text not null default ,
  body text not null default ,
  used_count bigint not null default 0,
  last_used_at timestamp with time zone default ,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint canned_responses_pkey PRIMARY KEY (id),
  constraint canned_responses_organization_id_department_id_agent_id_sho_key UNIQUE NULLS NOT DISTINCT (organization_id, department_id, agent_id, shortcut),
  constraint canned_responses_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES support.agents(id) ON DELETE CASCADE,
  constraint canned_responses_department_id_fkey FOREIGN KEY (department_id) REFERENCES support.departments(id) ON DELETE CASCADE,
  constraint canned_responses_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint canned_responses_body_check CHECK (((char_length(body) >= 1) AND (char_length(body) <= 4000))),
  constraint canned_responses_shortcut_check CHECK ((shortcut ~ '^[a-z0-9][a-z0-9_-]{0,31}$'::text)),
  constraint canned_responses_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 100)))
);

comment on table support.canned_responses is 'Texts agents use again and again: the team''s, a department''s, or one agent''s own.';
comment on column support.canned_responses.id is 'Random.';
comment on column support.canned_responses.organization_id is 'Whose text it is.';
comment on column support.canned_responses.department_id is 'Only for this department; empty: for all.';
comment on column support.canned_responses.agent_id is 'Only for this agent; empty: for everybody.';
comment on column support.canned_responses.shortcut is 'What is typed after the slash.';
comment on column support.canned_responses.title is 'What it is about.';
comment on column support.canned_responses.body is 'The text; {{visitor.name}}, {{agent.name}}, {{conversation.number}} are filled in.';
comment on column support.canned_responses.used_count is 'For sorting by usefulness.';
comment on column support.canned_responses.last_used_at is 'When it was used last.';
comment on column support.canned_responses.created_at is 'When it was made.';
comment on column support.canned_responses.updated_at is 'When it changed last.';
comment on column support.canned_responses.version is 'Raised by every change; not by being used.';

CREATE INDEX canned_responses_agent_id ON support.canned_responses USING btree (agent_id);
CREATE INDEX canned_responses_department_id ON support.canned_responses USING btree (department_id);

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE OF department_id, agent_id, shortcut, title, body ON support.canned_responses FOR EACH ROW EXECUTE FUNCTION support.tg_any__audit('id', 'used_count', 'last_used_at');
CREATE TRIGGER raise_version BEFORE UPDATE ON support.canned_responses FOR EACH ROW WHEN ((((((old.department_id IS DISTINCT FROM new.department_id) OR (old.agent_id IS DISTINCT FROM new.agent_id)) OR (old.shortcut IS DISTINCT FROM new.shortcut)) OR (old.title IS DISTINCT FROM new.title)) OR (old.body IS DISTINCT FROM new.body))) EXECUTE FUNCTION support.tg_any__raise_version();

alter table support.canned_responses enable row level security;

create policy "agents read shared and their own canned responses" on support.canned_responses
  as permissive for select to authenticated
  using (((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)) AND ((agent_id IS NULL) OR (agent_id IN ( SELECT support.current_agent_ids() AS current_agent_ids)))));

-- Nobody but the owner has any privilege.
