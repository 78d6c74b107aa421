-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.invitation_json(p_invitation support.agent_invitations)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$ select to_jsonb(p_invitation) - 'token_hash' $function$;

comment on function support.invitation_json(p_invitation support.agent_invitations) is 'An invitation as admins see it: everything but its secret''s hash.';

-- Nobody but the owner has any privilege.
