-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.retired_widget_keys (
  key text not null default ,
  widget_id uuid not null default ,
  retired_at timestamp with time zone not null default now(),
  works_until timestamp with time zone not null default ,
  constraint retired_widget_keys_pkey PRIMARY KEY (key),
  constraint retired_widget_keys_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES support.widgets(id) ON DELETE CASCADE,
  constraint retired_widget_keys_key_check CHECK ((key ~ '^wk_[A-Za-z0-9]{2,40}$'::text))
);

comment on table support.retired_widget_keys is 'Keys a widget had before; pages that still carry one go on working for a while.';
comment on column support.retired_widget_keys.key is 'Never given to another widget.';
comment on column support.retired_widget_keys.widget_id is 'The widget it stood for.';
comment on column support.retired_widget_keys.retired_at is 'When a new key took its place.';
comment on column support.retired_widget_keys.works_until is 'The end of the grace period.';

CREATE INDEX retired_widget_keys_widget_id ON support.retired_widget_keys USING btree (widget_id);

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON support.retired_widget_keys FOR EACH ROW EXECUTE FUNCTION support.tg_any__audit('key');

alter table support.retired_widget_keys enable row level security;

create policy "agents read their retired keys" on support.retired_widget_keys
  as permissive for select to authenticated
  using ((widget_id IN ( SELECT widget.id
   FROM support.widgets widget
  WHERE (widget.organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)))));

-- Nobody but the owner has any privilege.
