-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.widget_hours_json(p_widget support.widgets, p_at timestamp with time zone DEFAULT now())
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_zone text := support.working_zone(p_widget);
  v_at timestamptz := coalesce(p_at, now());
  v_ahead constant integer := 14;
  v_periods tstzmultirange := '{(,)}';
  v_present tstzrange;
  v_opens_at timestamptz;
begin
  if v_zone is not null and support.has_working_hours(p_widget) then
    v_periods := support.working_periods(p_widget.working_hours, v_zone, v_at, v_ahead);
  end if;
  select period into v_present from unnest(v_periods) as period where period @> v_at;
  if v_present is null then
    select min(lower(period)) into v_opens_at from unnest(v_periods) as period
    where lower(period) > v_at and lower(period) <= v_at + make_interval(days => v_ahead);
  end if;
  return jsonb_build_object(
    'is_open', v_present is not null,
    'opens_at', v_opens_at,
    'closes_at', case when upper(v_present) <= v_at + make_interval(days => v_ahead) then upper(v_present) end,
    'time_zone', v_zone
  );
end
$function$;

comment on function support.widget_hours_json(p_widget support.widgets, p_at timestamp with time zone) is 'Whether the team works now, and when that changes: opens_at while closed, closes_at while open, null when nothing changes within 14 days. Without working hours, or in a zone nobody knows, a widget is always open.';

-- Nobody but the owner has any privilege.
