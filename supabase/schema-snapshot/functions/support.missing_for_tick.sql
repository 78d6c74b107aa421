-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.missing_for_tick()
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select array(
    select needed.name
    from (values
      (1, 'pg_cron', exists (
        select from pg_catalog.pg_proc as f join pg_catalog.pg_namespace as n on n.oid = f.pronamespace
        where n.nspname = 'cron' and f.proname = 'schedule' and f.pronargs = 3)),
      (2, 'pg_net', exists (
        select from pg_catalog.pg_proc as f join pg_catalog.pg_namespace as n on n.oid = f.pronamespace
        where n.nspname = 'net' and f.proname = 'http_post' and 'timeout_milliseconds' = any (f.proargnames))),
      (3, 'vault', exists (
        select from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where n.nspname = 'vault' and c.relname = 'decrypted_secrets'))
    ) as needed (place, name, is_there)
    where not needed.is_there order by needed.place
  )
$function$;

comment on function support.missing_for_tick() is 'What the project lacks for calling internal/tick by itself: pg_cron, pg_net, vault. Empty when it has them all.';

-- Nobody but the owner has any privilege.
