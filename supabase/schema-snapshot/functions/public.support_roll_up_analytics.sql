-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_roll_up_analytics(p_days integer DEFAULT 2)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_widget_id uuid;
  v_today date;
  v_computed bigint := 0;
begin
  if p_days is null or p_days not between 1 and 92 then
    perform support.refuse('p_days', 'between 1 and 92 days can be computed anew');
  end if;
  for v_widget_id in select widget.id from support.widgets as widget order by widget.id loop
    v_today := (now() at time zone support.analytics_time_zone(v_widget_id))::date;
    for v_back in 0..p_days - 1 loop
      perform support.roll_up_day(v_widget_id, v_today - v_back);
      v_computed := v_computed + 1;
    end loop;
  end loop;
  return jsonb_build_object('computed', v_computed);
end
$function$;

comment on function public.support_roll_up_analytics(p_days integer) is 'Computes the last days of every widget anew, today included; for operators, after an import say. Ticks do what is due by themselves. Raises SC090.';

-- service_role may execute
