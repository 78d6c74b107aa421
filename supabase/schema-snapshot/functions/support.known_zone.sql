-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.known_zone(p_time_zone text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  perform now() at time zone p_time_zone;
  return nullif(p_time_zone, '');
exception when invalid_parameter_value then
  return null;
end
$function$;

comment on function support.known_zone(p_time_zone text) is 'The time zone, or null when this server does not know it.';

-- Nobody but the owner has any privilege.
