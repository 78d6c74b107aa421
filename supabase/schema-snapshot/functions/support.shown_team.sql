-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.shown_team(p_organization_id uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$ select support.availability_json(p_organization_id) - 'reply_time_seconds' $function$;

comment on function support.shown_team(p_organization_id uuid) is 'What visitors are shown of who is there; when it changes, support.announce_availability is due.';

-- Nobody but the owner has any privilege.
