-- Extensions that Supabase enables in every project, where this server ships them.
create schema if not exists extensions;
grant usage on schema extensions to public;

do $$
declare
  wanted text;
begin
  for wanted in select name from pg_catalog.pg_available_extensions where name in ('pgcrypto', 'uuid-ossp') loop
    execute format('create extension if not exists %I with schema extensions', wanted);
  end loop;
end
$$;
