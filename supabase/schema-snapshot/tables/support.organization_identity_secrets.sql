-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.organization_identity_secrets (
  organization_id uuid not null default ,
  kid text not null default ,
  secret text not null default ,
  created_at timestamp with time zone not null default now(),
  retires_at timestamp with time zone default ,
  constraint organization_identity_secrets_pkey PRIMARY KEY (organization_id, kid),
  constraint organization_identity_secrets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint organization_identity_secrets_kid_check CHECK ((kid ~ '^[A-Za-z0-9_-]{1,64}$'::text)),
  constraint organization_identity_secrets_secret_check CHECK (((char_length(secret) >= 32) AND (char_length(secret) <= 512)))
);

comment on table support.organization_identity_secrets is 'Shared secrets (HS256) with which the host site vouches for its users. Several are good while a new one is rolled out. No role may read this table; the server asks for the good ones by function.';
comment on column support.organization_identity_secrets.organization_id is 'Whose users it vouches for.';
comment on column support.organization_identity_secrets.kid is 'Names the secret in the token''s header.';
comment on column support.organization_identity_secrets.secret is 'Shown once when it is made; never logged, never audited.';
comment on column support.organization_identity_secrets.created_at is 'When it was made.';
comment on column support.organization_identity_secrets.retires_at is 'From then on it is refused; empty while it is current.';

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON support.organization_identity_secrets FOR EACH ROW EXECUTE FUNCTION support.tg_any__audit('kid', 'secret');

alter table support.organization_identity_secrets enable row level security;

create policy "nobody reads identity secrets" on support.organization_identity_secrets
  as permissive for select to anon, authenticated
  using (false);

-- Nobody but the owner has any privilege.
