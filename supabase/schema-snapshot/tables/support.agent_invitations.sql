-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.agent_invitations (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null default ,
  agent_id uuid default ,
  purpose text not null default 'join'::text,
  email text default ,
  role text not null default 'agent'::text,
  token_hash text not null default ,
  invited_by uuid default ,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null default ,
  accepted_at timestamp with time zone default ,
  constraint agent_invitations_pkey PRIMARY KEY (id),
  constraint agent_invitations_token_hash_key UNIQUE (token_hash),
  constraint agent_invitations_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES support.agents(id) ON DELETE CASCADE,
  constraint agent_invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES support.agents(id) ON DELETE SET NULL,
  constraint agent_invitations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES support.organizations(id) ON DELETE CASCADE,
  constraint agent_invitations_email_check CHECK ((char_length(email) <= 320)),
  constraint agent_invitations_purpose_check CHECK ((purpose = ANY (ARRAY['join'::text, 'link_telegram'::text]))),
  constraint agent_invitations_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'agent'::text]))),
  constraint agent_invitations_token_hash_check CHECK ((char_length(token_hash) = 64))
);

comment on table support.agent_invitations is 'A link that makes somebody an agent, or ties an agent''s Telegram account to them. Works once.';
comment on column support.agent_invitations.id is 'Random.';
comment on column support.agent_invitations.organization_id is 'The team it leads to.';
comment on column support.agent_invitations.agent_id is 'Who is to be linked; for join, who was made of it.';
comment on column support.agent_invitations.purpose is 'join makes an agent; link_telegram adds an account to one.';
comment on column support.agent_invitations.email is 'Whom it was sent to.';
comment on column support.agent_invitations.role is 'What they will be.';
comment on column support.agent_invitations.token_hash is 'SHA-256 of the secret part of the link, in hex.';
comment on column support.agent_invitations.invited_by is 'Which admin asked.';
comment on column support.agent_invitations.created_at is 'When it was made.';
comment on column support.agent_invitations.expires_at is 'Useless from then on.';
comment on column support.agent_invitations.accepted_at is 'When it was used.';

CREATE INDEX agent_invitations_agent_id ON support.agent_invitations USING btree (agent_id);
CREATE INDEX agent_invitations_expires_at ON support.agent_invitations USING btree (expires_at);
CREATE INDEX agent_invitations_invited_by ON support.agent_invitations USING btree (invited_by);
CREATE INDEX agent_invitations_organization_id ON support.agent_invitations USING btree (organization_id);

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON support.agent_invitations FOR EACH ROW EXECUTE FUNCTION support.tg_any__audit('id', 'token_hash');

alter table support.agent_invitations enable row level security;

create policy "admins read their invitations" on support.agent_invitations
  as permissive for select to authenticated
  using ((organization_id IN ( SELECT support.current_admin_organization_ids() AS current_admin_organization_ids)));

-- Nobody but the owner has any privilege.
