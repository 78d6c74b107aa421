-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.rate_limits (
  key text not null,
  window_start timestamp with time zone not null,
  hits integer not null,
  constraint rate_limits_pkey PRIMARY KEY (key)
);

comment on table support.rate_limits is 'Fixed windows, counted in the transaction of the write they guard.';

CREATE INDEX rate_limits_window_start ON support.rate_limits USING btree (window_start);

alter table support.rate_limits enable row level security;

-- Nobody but the owner has any privilege.
