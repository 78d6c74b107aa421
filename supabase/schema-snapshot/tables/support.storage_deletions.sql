-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.storage_deletions (
  path text not null default ,
  requested_at timestamp with time zone not null default now(),
  attempts integer not null default 0,
  not_before timestamp with time zone not null default now(),
  leased_until timestamp with time zone default ,
  error text default ,
  constraint storage_deletions_pkey PRIMARY KEY (path)
);

comment on table support.storage_deletions is 'Files whose attachment is gone, whatever removed it; the server deletes them through the Storage API and then the row.';
comment on column support.storage_deletions.path is 'Place in the bucket; names no person.';
comment on column support.storage_deletions.requested_at is 'When its attachment went.';
comment on column support.storage_deletions.attempts is 'How often it was tried.';
comment on column support.storage_deletions.not_before is 'Not tried again earlier.';
comment on column support.storage_deletions.leased_until is 'A worker has it until then.';
comment on column support.storage_deletions.error is 'Why the last try failed.';

CREATE INDEX storage_deletions_not_before ON support.storage_deletions USING btree (not_before);

alter table support.storage_deletions enable row level security;

create policy "nobody reads pending deletions" on support.storage_deletions
  as permissive for select to anon, authenticated
  using (false);

-- Nobody but the owner has any privilege.
