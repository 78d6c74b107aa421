-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.widget_availability_json(p_widget support.widgets)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select support.availability_json(p_widget.organization_id) || jsonb_build_object('status', support.widget_status(p_widget))
$function$;

comment on function support.widget_availability_json(p_widget support.widgets) is 'availability_json as the visitors of a widget see it: offline outside its working hours, whoever is there.';

-- Nobody but the owner has any privilege.
