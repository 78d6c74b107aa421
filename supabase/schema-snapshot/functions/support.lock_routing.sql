-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_routing(p_organization_id uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$ select pg_advisory_xact_lock(hashtextextended('support.route:' || p_organization_id::text, 0)) $function$;

comment on function support.lock_routing(p_organization_id uuid) is 'Giving out happens one at a time within an organization: each decision sees the one before it, so nobody is given too many. To be taken after a conversation and before an agent.';

-- Nobody but the owner has any privilege.
