-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.analytics_time_zone(p_widget_id uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select coalesce((
    select support.working_zone(widget) from support.widgets as widget where widget.id = p_widget_id
  ), 'UTC')
$function$;

comment on function support.analytics_time_zone(p_widget_id uuid) is 'The zone of a widget''s days: that of its working hours, else its organization''s; UTC where Postgres knows no such zone.';

-- Nobody but the owner has any privilege.
