-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.hold_announcements(p_organization_id uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$ select pg_advisory_xact_lock_shared(hashtextextended('support.announce:' || p_organization_id::text, 0)) $function$;

comment on function support.hold_announcements(p_organization_id uuid) is 'Before visitors are told what concerns them all: whoever is erased meanwhile is told nothing that stays behind. Any number at a time; to be taken before the lock of the queue.';

-- Nobody but the owner has any privilege.
