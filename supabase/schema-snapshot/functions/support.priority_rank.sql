-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.priority_rank(p_priority text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$ select array_position(array['low', 'normal', 'high', 'urgent'], p_priority) $function$;

comment on function support.priority_rank(p_priority text) is 'The greater, the sooner: low 1, normal 2, high 3, urgent 4.';

-- Nobody but the owner has any privilege.
