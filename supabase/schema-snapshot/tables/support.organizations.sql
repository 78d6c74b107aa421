-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.organizations (
  id uuid not null default gen_random_uuid(),
  name text not null,
  last_conversation_number bigint not null default 0,
  created_at timestamp with time zone not null default now(),
  constraint organizations_pkey PRIMARY KEY (id),
  constraint organizations_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);

comment on table support.organizations is 'A tenant. Owns widgets, agents, visitors and conversations.';
comment on column support.organizations.last_conversation_number is 'Source of the numbers people use (#1024).';

alter table support.organizations enable row level security;

create policy "agents read their organization" on support.organizations
  as permissive for select to authenticated
  using ((id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));

-- Nobody but the owner has any privilege.
