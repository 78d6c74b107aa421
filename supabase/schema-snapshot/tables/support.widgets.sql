-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.widgets (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null default ,
  key text not null default ,
  name text not null default ,
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
  working_hours jsonb not null default '{}'::jsonb,
  routing_rules jsonb not null default '{}'::jsonb,
  prechat jsonb not null default '{}'::jsonb,
  triggers jsonb not null default '[]'::jsonb,
  deleted_at timestamp with time zone default ,
  constraint widgets_pkey PRIMARY KEY (id),
  constraint widgets_key_key UNIQUE (key),
  constraint widgets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint widgets_behavior_check CHECK ((jsonb_typeof(behavior) = 'object'::text)),
  constraint widgets_branding_check CHECK ((jsonb_typeof(branding) = 'object'::text)),
  constraint widgets_domains_size CHECK (((cardinality(allowed_domains) <= 200) AND (cardinality(blocked_domains) <= 200))),
  constraint widgets_features_check CHECK ((jsonb_typeof(features) = 'object'::text)),
  constraint widgets_key_check CHECK ((key ~ '^wk_[A-Za-z0-9]{2,40}$'::text)),
  constraint widgets_localization_check CHECK ((jsonb_typeof(localization) = 'object'::text)),
  constraint widgets_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint widgets_prechat_check CHECK ((jsonb_typeof(prechat) = 'object'::text)),
  constraint widgets_routing_rules_check CHECK ((jsonb_typeof(routing_rules) = 'object'::text)),
  constraint widgets_settings_size CHECK (((octet_length((branding)::text) <= 16384) AND (octet_length((behavior)::text) <= 16384) AND (octet_length((localization)::text) <= 65536) AND (octet_length((features)::text) <= 16384) AND (octet_length((working_hours)::text) <= 16384) AND (octet_length((routing_rules)::text) <= 16384) AND (octet_length((prechat)::text) <= 32768) AND (octet_length((triggers)::text) <= 32768))),
  constraint widgets_triggers_check CHECK ((jsonb_typeof(triggers) = 'array'::text)),
  constraint widgets_working_hours_check CHECK ((jsonb_typeof(working_hours) = 'object'::text))
);

comment on table support.widgets is 'A configured chat. Its key is public and never a secret.';
comment on column support.widgets.id is 'Random; never shown to visitors.';
comment on column support.widgets.organization_id is 'Whose widget it is.';
comment on column support.widgets.key is 'Public name in the tag. Rotating it keeps the old one for a while: retired_widget_keys.';
comment on column support.widgets.name is 'What the team calls it.';
comment on column support.widgets.is_enabled is 'Off: the tag shows nothing and writes are refused.';
comment on column support.widgets.version is 'Raised by every change; part of the configuration''s cache key.';
comment on column support.widgets.allowed_domains is 'Hosts that may embed the widget: example.com, *.example.com, optionally with a port. Empty means every host.';
comment on column support.widgets.blocked_domains is 'Hosts that may not embed it, even if allowed_domains would let them.';
comment on column support.widgets.branding is 'team_name, accent, logo_url, greeting_title, greeting_text, font, radius, launcher.';
comment on column support.widgets.behavior is 'reopen_hours (168), edit_window_minutes (15), email_answers_after_minutes (5; 0: never), visitor_idle_minutes, sound, response_promise and the like.';
comment on column support.widgets.localization is 'default_locale, locales, and texts by locale that replace the built-in ones.';
comment on column support.widgets.features is 'Switches and sizes: attachments {enabled, max_bytes, max_files, types}, feedback, transcript, typing, receipts.';
comment on column support.widgets.created_at is 'When it was made.';
comment on column support.widgets.updated_at is 'When it changed last.';
comment on column support.widgets.working_hours is 'time_zone; days: {"mon": [["09:00","17:30"]], …}; holidays: [{"date":"2026-12-25","name":"…","hours":[]}]. Empty: always open.';
comment on column support.widgets.routing_rules is 'strategy manual (agents take) or least_busy (given); department_id; escalate_after_minutes; skills by department choice.';
comment on column support.widgets.prechat is 'The form before the first message: is_required, fields[], consent.';
comment on column support.widgets.triggers is 'Proactive messages: conditions, text, frequency. Evaluated in the browser.';
comment on column support.widgets.deleted_at is 'Gone for visitors at once; erased with its conversations 30 days later.';

CREATE INDEX widgets_deleted_at ON support.widgets USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX widgets_organization_id ON support.widgets USING btree (organization_id);

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON support.widgets FOR EACH ROW EXECUTE FUNCTION support.tg_any__audit('id');
CREATE TRIGGER raise_version BEFORE UPDATE ON support.widgets FOR EACH ROW EXECUTE FUNCTION support.tg_widgets__raise_version();

alter table support.widgets enable row level security;

create policy "agents read their widgets" on support.widgets
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_organization_ids() AS current_organization_ids)));

-- Nobody but the owner has any privilege.
