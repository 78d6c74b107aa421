-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.widget_status(p_widget support.widgets)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select case
    when not support.widget_is_open(p_widget) then 'offline'
    when support.is_attended(p_widget.organization_id) then 'online'
    else 'away'
  end
$function$;

comment on function support.widget_status(p_widget support.widgets) is 'online: somebody is there; away: it is working hours and nobody is; offline: it is not working hours.';

-- Nobody but the owner has any privilege.
