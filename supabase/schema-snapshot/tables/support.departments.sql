-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.departments (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null default ,
  name text not null default ,
  "position" integer not null default 0,
  description text default ,
  email text default ,
  required_skills text[] not null default '{}'::text[],
  is_active boolean not null default true,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint departments_pkey PRIMARY KEY (id),
  constraint departments_organization_id_name_key UNIQUE (organization_id, name),
  constraint departments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint departments_description_check CHECK ((char_length(description) <= 500)),
  constraint departments_email_check CHECK ((char_length(email) <= 320)),
  constraint departments_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
);

comment on table support.departments is 'A part of the team that visitors can choose, for example Orders or Returns.';
comment on column support.departments.id is 'Random.';
comment on column support.departments.organization_id is 'Whose department it is.';
comment on column support.departments.name is 'What visitors choose from.';
comment on column support.departments."position" is 'Order in the list, smallest first.';
comment on column support.departments.description is 'A line under the name.';
comment on column support.departments.email is 'Where offline requests are copied to; without it they go to the owner who has been there longest.';
comment on column support.departments.required_skills is 'Agents without all of these are not given its conversations.';
comment on column support.departments.is_active is 'Inactive departments are not offered, and keep their past conversations.';
comment on column support.departments.created_at is 'When it was made.';
comment on column support.departments.updated_at is 'When it changed last.';
comment on column support.departments.version is 'Raised by every change, of its members too.';

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON support.departments FOR EACH ROW EXECUTE FUNCTION support.tg_any__audit('id');
CREATE TRIGGER raise_version BEFORE UPDATE ON support.departments FOR EACH ROW WHEN (((((((old.name IS DISTINCT FROM new.name) OR (old."position" IS DISTINCT FROM new."position")) OR (old.description IS DISTINCT FROM new.description)) OR (old.email IS DISTINCT FROM new.email)) OR (old.required_skills IS DISTINCT FROM new.required_skills)) OR (old.is_active IS DISTINCT FROM new.is_active))) EXECUTE FUNCTION support.tg_any__raise_version();

alter table support.departments enable row level security;

create policy "agents read their departments" on support.departments
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));

-- Nobody but the owner has any privilege.
