-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.agent_departments (
  agent_id uuid not null default ,
  department_id uuid not null default ,
  constraint agent_departments_pkey PRIMARY KEY (agent_id, department_id),
  constraint agent_departments_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES support.agents(id) ON DELETE CASCADE,
  constraint agent_departments_department_id_fkey FOREIGN KEY (department_id) REFERENCES support.departments(id) ON DELETE CASCADE
);

comment on table support.agent_departments is 'Who answers for which department. An agent without a row answers for all of them.';
comment on column support.agent_departments.agent_id is 'The agent.';
comment on column support.agent_departments.department_id is 'A department of the same organization.';

CREATE INDEX agent_departments_department_id ON support.agent_departments USING btree (department_id);

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON support.agent_departments FOR EACH ROW EXECUTE FUNCTION support.tg_any__audit('agent_id');
CREATE TRIGGER raise_versions AFTER INSERT OR DELETE ON support.agent_departments FOR EACH ROW EXECUTE FUNCTION support.tg_memberships__raise_versions();

alter table support.agent_departments enable row level security;

create policy "agents read who answers for what" on support.agent_departments
  as permissive for select to authenticated
  using ((department_id IN ( SELECT department.id
   FROM support.departments department
  WHERE (department.organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)))));

-- Nobody but the owner has any privilege.
