-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.outbox_lanes (
  lane text not null default ,
  organization_id uuid not null default ,
  window_start timestamp with time zone not null default clock_timestamp(),
  sent_in_window integer not null default 0,
  not_before timestamp with time zone not null default now(),
  paused_at timestamp with time zone default ,
  pause_reason text default ,
  alerted_at timestamp with time zone default ,
  constraint outbox_lanes_pkey PRIMARY KEY (lane),
  constraint outbox_lanes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint outbox_lanes_pause_reason_check CHECK ((char_length(pause_reason) <= 300))
);

comment on table support.outbox_lanes is 'How much a lane may still send, and whether it may send at all.';
comment on column support.outbox_lanes.lane is 'As in outbox.lane.';
comment on column support.outbox_lanes.organization_id is 'Whose lane it is.';
comment on column support.outbox_lanes.window_start is 'Beginning of the budget''s present window.';
comment on column support.outbox_lanes.sent_in_window is 'Sends since then.';
comment on column support.outbox_lanes.not_before is 'Telegram asked for silence until then.';
comment on column support.outbox_lanes.paused_at is 'Since when the bot may not write there; one delivery now and then tries.';
comment on column support.outbox_lanes.pause_reason is 'What Telegram said.';
comment on column support.outbox_lanes.alerted_at is 'When the owner was told.';

CREATE INDEX outbox_lanes_organization_id ON support.outbox_lanes USING btree (organization_id);
CREATE INDEX outbox_lanes_paused_at ON support.outbox_lanes USING btree (paused_at) WHERE (paused_at IS NOT NULL);

alter table support.outbox_lanes enable row level security;

create policy "admins read their lanes" on support.outbox_lanes
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_admin_organization_ids() AS current_admin_organization_ids)));

-- Nobody but the owner has any privilege.
