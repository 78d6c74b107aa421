-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_rotate_widget_key(p_actor jsonb, p_widget_id uuid, p_grace_hours integer DEFAULT 168)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_widget support.widgets := support.lock_widget(p_actor, p_widget_id);
  v_retired support.retired_widget_keys;
begin
  if p_grace_hours is null or p_grace_hours not between 0 and 8760 then
    perform support.refuse('p_grace_hours', 'an old key may go on working for 0 to 8760 hours');
  end if;
  insert into support.retired_widget_keys (key, widget_id, works_until)
  values (v_widget.key, v_widget.id, now() + make_interval(hours => p_grace_hours))
  returning * into v_retired;
  update support.widgets set key = support.make_widget_key() where id = v_widget.id returning * into v_widget;
  return jsonb_build_object(
    'widget', support.admin_widget_json(v_widget), 'retired_key', v_retired.key, 'works_until', v_retired.works_until);
end
$function$;

comment on function public.support_rotate_widget_key(p_actor jsonb, p_widget_id uuid, p_grace_hours integer) is 'Gives a widget a new key. Pages with the old one go on working for the grace period, in hours; 0 stops them at once. For admins. Raises SC001, SC050, SC051, SC090.';

-- service_role may execute
