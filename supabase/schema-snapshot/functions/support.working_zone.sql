-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.working_zone(p_widget support.widgets)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select support.known_zone(coalesce(nullif(p_widget.working_hours ->> 'time_zone', ''), (
    select organization.time_zone from support.organizations as organization
    where organization.id = p_widget.organization_id
  )))
$function$;

comment on function support.working_zone(p_widget support.widgets) is 'The zone in which a widget counts its days: its own, else the organization''s. Null when there is no such zone.';

-- Nobody but the owner has any privilege.
