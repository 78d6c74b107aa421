-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.visitor_consents (
  id bigint not null generated always as identity default ,
  visitor_id uuid not null default ,
  widget_id uuid not null default ,
  decision text not null default ,
  text_version text default ,
  ip_hash text default ,
  created_at timestamp with time zone not null default now(),
  constraint visitor_consents_pkey PRIMARY KEY (id),
  constraint visitor_consents_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE,
  constraint visitor_consents_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES support.widgets(id) ON DELETE CASCADE,
  constraint visitor_consents_decision_check CHECK ((decision = ANY (ARRAY['granted'::text, 'denied'::text]))),
  constraint visitor_consents_text_version_check CHECK ((char_length(text_version) <= 100))
);

comment on table support.visitor_consents is 'Proof of consent: who decided what, when, and which text they saw.';
comment on column support.visitor_consents.id is 'In the order of decisions.';
comment on column support.visitor_consents.visitor_id is 'Who decided.';
comment on column support.visitor_consents.widget_id is 'Where they were asked.';
comment on column support.visitor_consents.decision is 'What they decided.';
comment on column support.visitor_consents.text_version is 'Names the text they were shown.';
comment on column support.visitor_consents.ip_hash is 'Keyed hash; the address itself is never stored.';
comment on column support.visitor_consents.created_at is 'When they decided.';

CREATE INDEX visitor_consents_visitor_id ON support.visitor_consents USING btree (visitor_id, id DESC);
CREATE INDEX visitor_consents_widget_id ON support.visitor_consents USING btree (widget_id);

alter table support.visitor_consents enable row level security;

create policy "agents read their visitors' consents" on support.visitor_consents
  as permissive for select to authenticated
  using ((visitor_id IN ( SELECT visitor.id
   FROM support.visitors visitor
  WHERE (visitor.organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)))));
create policy "visitors read their consents" on support.visitor_consents
  as permissive for select to support_visitor
  using ((visitor_id = ( SELECT support.current_visitor_id() AS current_visitor_id)));

-- Nobody but the owner has any privilege.
