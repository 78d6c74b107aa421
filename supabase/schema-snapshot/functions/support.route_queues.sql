-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.route_queues(p_limit integer)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  select support.route_waiting(null, p_limit)
$function$;

comment on function support.route_queues(p_limit integer) is 'Gives what waits, anywhere, to agents who became free.';

-- Nobody but the owner has any privilege.
