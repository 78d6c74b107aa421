-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.widgets (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  key text not null,
  name text not null,
  is_enabled boolean not null default true,
  version integer not null default 1,
  allowed_domains text[] not null default '{}'::text[],
  blocked_domains text[] not null default '{}'::text[],
  branding jsonb not null default '{}'::jsonb,
  behavior jsonb not null default '{}'::jsonb,
  localization jsonb not null default '{}'::jsonb,
  features jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint widgets_pkey PRIMARY KEY (id),
  constraint widgets_key_key UNIQUE (key),
  constraint widgets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint widgets_behavior_check CHECK ((jsonb_typeof(behavior) = 'object'::text)),
  constraint widgets_branding_check CHECK ((jsonb_typeof(branding) = 'object'::text)),
  constraint widgets_features_check CHECK ((jsonb_typeof(features) = 'object'::text)),
  constraint widgets_key_check CHECK ((key ~ '^wk_[A-Za-z0-9]{2,40}$'::text)),
  constraint widgets_localization_check CHECK ((jsonb_typeof(localization) = 'object'::text)),
  constraint widgets_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
);

comment on table support.widgets is 'A configured chat. Its key is public and never a secret.';
comment on column support.widgets.version is 'Raised by every change; part of the configuration''s cache key.';
comment on column support.widgets.allowed_domains is 'Hosts that may embed the widget: example.com, *.example.com, optionally with a port. Empty means every host.';

CREATE INDEX widgets_organization_id ON support.widgets USING btree (organization_id);

CREATE TRIGGER raise_version BEFORE UPDATE ON support.widgets FOR EACH ROW EXECUTE FUNCTION support.tg_widgets__raise_version();

alter table support.widgets enable row level security;

create policy "agents read their widgets" on support.widgets
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));

-- Nobody but the owner has any privilege.
