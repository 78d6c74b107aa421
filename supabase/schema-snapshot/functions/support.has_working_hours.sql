-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.has_working_hours(p_widget support.widgets)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_path_exists(p_widget.working_hours, '$.days.*') or jsonb_path_exists(p_widget.working_hours, '$.holidays[*]'), false)
$function$;

comment on function support.has_working_hours(p_widget support.widgets) is 'Whether there is any day or holiday to go by.';

-- Nobody but the owner has any privilege.
