-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.read_widget_settings(p_organization_id uuid, p_widget jsonb, p_parameter text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_widget jsonb := p_widget;
begin
  -- An empty value inside a setting means that it is not set. The settings themselves may not be empty.
  if jsonb_typeof(p_widget) = 'object' then
    select coalesce(jsonb_object_agg(setting.key, jsonb_strip_nulls(setting.value)), '{}') into v_widget
    from jsonb_each(p_widget) as setting;
  end if;
  perform support.check_settings('widget', v_widget, p_parameter);
  perform support.check_widget(p_organization_id, v_widget);
  return v_widget;
end
$function$;

comment on function support.read_widget_settings(p_organization_id uuid, p_widget jsonb, p_parameter text) is 'The settings of a widget as they may be saved. Raises SC090 with the path.';

-- Nobody but the owner has any privilege.
