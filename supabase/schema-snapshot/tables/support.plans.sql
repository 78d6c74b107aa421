-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.plans (
  id text not null default ,
  max_widgets integer default ,
  max_agents integer default ,
  messages_per_minute integer default ,
  constraint plans_pkey PRIMARY KEY (id),
  constraint plans_id_check CHECK ((id ~ '^[a-z][a-z0-9_-]{0,39}$'::text)),
  constraint plans_max_agents_check CHECK ((max_agents > 0)),
  constraint plans_max_widgets_check CHECK ((max_widgets > 0)),
  constraint plans_messages_per_minute_check CHECK ((messages_per_minute > 0))
);

comment on table support.plans is 'How much of everything an organization may have. Empty means no limit.';
comment on column support.plans.id is 'The name of the plan, as an operator writes it.';
comment on column support.plans.max_widgets is 'Widgets that are not deleted, at most.';
comment on column support.plans.max_agents is 'Active agents and open invitations together, at most.';
comment on column support.plans.messages_per_minute is 'Visitor messages of the whole organization in a minute, at most.';

alter table support.plans enable row level security;

create policy "agents read their plan" on support.plans
  as permissive for select to authenticated
  using ((id IN ( SELECT organization.plan
   FROM support.organizations organization
  WHERE (organization.id IN ( SELECT support.current_organization_ids() AS current_organization_ids)))));

-- Nobody but the owner has any privilege.
