-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.rate_limits (
  key text not null default ,
  window_start timestamp with time zone not null default ,
  hits integer not null default ,
  constraint rate_limits_pkey PRIMARY KEY (key)
);

comment on table support.rate_limits is 'Fixed windows, counted in the transaction of the write they guard.';
comment on column support.rate_limits.key is 'What is counted, for whom. Addresses appear as keyed hashes.';
comment on column support.rate_limits.window_start is 'Beginning of the present window.';
comment on column support.rate_limits.hits is 'Requests since then.';

CREATE INDEX rate_limits_window_start ON support.rate_limits USING btree (window_start);

alter table support.rate_limits enable row level security;

create policy "nobody reads counters" on support.rate_limits
  as permissive for select to anon, authenticated
  using (false);

-- Nobody but the owner has any privilege.
