-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.departments (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  name text not null,
  "position" integer not null default 0,
  constraint departments_pkey PRIMARY KEY (id),
  constraint departments_organization_id_name_key UNIQUE (organization_id, name),
  constraint departments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint departments_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
);

comment on table support.departments is 'A part of the team that visitors can choose, for example Orders or Returns.';

alter table support.departments enable row level security;

create policy "agents read their departments" on support.departments
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));

-- Nobody but the owner has any privilege.
