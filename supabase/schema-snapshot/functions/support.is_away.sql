-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.is_away(p_agent support.agents)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$ select p_agent.presence = 'away' or coalesce(p_agent.snoozed_until > now(), false) $function$;

comment on function support.is_away(p_agent support.agents) is 'Whether the agent said that they are not there, whatever is connected.';

-- Nobody but the owner has any privilege.
