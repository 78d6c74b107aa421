-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.widget_is_open(p_widget support.widgets, p_at timestamp with time zone DEFAULT now())
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_zone text;
  v_at timestamptz := coalesce(p_at, now());
begin
  if not support.has_working_hours(p_widget) then
    return true;
  end if;
  v_zone := support.working_zone(p_widget);
  return v_zone is null or support.working_periods(p_widget.working_hours, v_zone, v_at, 0) @> v_at;
end
$function$;

comment on function support.widget_is_open(p_widget support.widgets, p_at timestamp with time zone) is 'Whether the team works at a moment, as widget_hours_json says, at the cost of two days instead of sixteen.';

-- Nobody but the owner has any privilege.
