-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_widget_settings(p_actor jsonb, p_widget_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return jsonb_build_object('widget', support.admin_widget_json(support.find_widget(p_actor, p_widget_id)));
end
$function$;

comment on function public.support_get_widget_settings(p_actor jsonb, p_widget_id uuid) is 'One widget as it was configured, without what widget-config adds. For admins. Raises SC001, SC050, SC051, SC090.';

-- service_role may execute
