-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.roll_up_day(p_widget_id uuid, p_day date)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_widget support.widgets;
  v_zone text := support.analytics_time_zone(p_widget_id);
  -- Both ends by the same rule, so days join without gap or overlap, also where a clock change makes them 23 or 25 hours.
  v_start timestamptz := p_day::timestamp at time zone v_zone;
  v_end timestamptz := (p_day + 1)::timestamp at time zone v_zone;
begin
  select widget.* into v_widget from support.widgets as widget where widget.id = p_widget_id;
  if not found then
    return; -- deleted since somebody listed it
  end if;
  perform support.roll_up_widget_day(v_widget, p_day, v_zone, v_start, v_end);
  perform support.roll_up_agent_day(v_widget, p_day, v_start, v_end);
end
$function$;

comment on function support.roll_up_day(p_widget_id uuid, p_day date) is 'Computes one day of a widget anew, in its time zone. Doing it again changes nothing but computed_at.';

-- Nobody but the owner has any privilege.
