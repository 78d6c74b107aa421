-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create role support_visitor nologin inherit;

grant anon to support_visitor;
grant support_visitor to authenticator;

create schema support;
comment on schema support is 'Support Chat. Private: reached only through public.support_* functions; never exposed by the Data API.';

-- Nobody but the owner has any privilege.
