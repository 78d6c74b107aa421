-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_presence(p_organization_id uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$ select pg_advisory_xact_lock(hashtextextended('support.presence:' || p_organization_id::text, 0)) $function$;

comment on function support.lock_presence(p_organization_id uuid) is 'Comings and goings of a team happen one after the other: two who leave at once would each still see the other.';

-- Nobody but the owner has any privilege.
