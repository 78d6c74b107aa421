-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.session_refresh_tokens (
  token_hash text not null default ,
  session_id uuid not null default ,
  generation integer not null default ,
  created_at timestamp with time zone not null default now(),
  constraint session_refresh_tokens_pkey PRIMARY KEY (token_hash),
  constraint session_refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES support.sessions(id) ON DELETE CASCADE,
  constraint session_refresh_tokens_token_hash_check CHECK ((char_length(token_hash) = 64))
);

comment on table support.session_refresh_tokens is 'SHA-256 of every refresh token of a session. The newest generation and the one before it are good; anything older is a stolen token and revokes the session. Two tokens of one generation exist when an answer was lost or two tabs raced.';
comment on column support.session_refresh_tokens.token_hash is 'SHA-256 in hex; the token itself is never stored.';
comment on column support.session_refresh_tokens.session_id is 'The session it renews.';
comment on column support.session_refresh_tokens.generation is 'Compared with the session''s: equal or one less is good.';
comment on column support.session_refresh_tokens.created_at is 'When it was handed out.';

CREATE INDEX session_refresh_tokens_session_id ON support.session_refresh_tokens USING btree (session_id);

alter table support.session_refresh_tokens enable row level security;

create policy "nobody reads refresh tokens" on support.session_refresh_tokens
  as permissive for select to anon, authenticated
  using (false);

-- Nobody but the owner has any privilege.
