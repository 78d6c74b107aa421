-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_create_widget(p_actor jsonb, p_organization_id uuid, p_widget jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_settings jsonb;
  v_widget support.widgets;
begin
  perform support.begin_change(p_actor, p_organization_id);
  v_settings := support.read_widget_settings(p_organization_id, p_widget, 'p_widget');
  if not v_settings ? 'name' then
    perform support.refuse('name', 'a widget needs a name');
  end if;
  perform support.assert_room(p_organization_id, 'widgets');
  insert into support.widgets (
    organization_id, key, name, is_enabled, allowed_domains, blocked_domains, branding, behavior, localization, features,
    working_hours, routing_rules, prechat, triggers
  )
  values (
    p_organization_id, support.make_widget_key(), btrim(v_settings ->> 'name'),
    coalesce((v_settings ->> 'is_enabled')::boolean, true),
    coalesce(support.domains_of(v_settings -> 'allowed_domains'), '{}'),
    coalesce(support.domains_of(v_settings -> 'blocked_domains'), '{}'),
    coalesce(v_settings -> 'branding', '{}'), coalesce(v_settings -> 'behavior', '{}'),
    coalesce(v_settings -> 'localization', '{}'), coalesce(v_settings -> 'features', '{}'),
    coalesce(v_settings -> 'working_hours', '{}'), coalesce(v_settings -> 'routing_rules', '{}'),
    coalesce(v_settings -> 'prechat', '{}'), coalesce(v_settings -> 'triggers', '[]')
  )
  returning * into v_widget;
  return jsonb_build_object('widget', support.admin_widget_json(v_widget));
end
$function$;

comment on function public.support_create_widget(p_actor jsonb, p_organization_id uuid, p_widget jsonb) is 'A new widget with a key of its own. Settings left out take their defaults. For admins. Raises SC003, SC005, SC050, SC051, SC090.';

-- service_role may execute
