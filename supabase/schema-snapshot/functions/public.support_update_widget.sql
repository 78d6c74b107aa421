-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_update_widget(p_actor jsonb, p_widget_id uuid, p_change jsonb, p_version integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_widget support.widgets := support.lock_widget(p_actor, p_widget_id);
  v_settings jsonb := support.read_widget_settings(v_widget.organization_id, p_change, 'p_change');
begin
  perform support.assert_version(p_version, v_widget.version);
  -- What stays as it is takes no version, so that no cache is emptied for nothing.
  update support.widgets as widget set
    name = wanted.name, is_enabled = wanted.is_enabled, allowed_domains = wanted.allowed_domains,
    blocked_domains = wanted.blocked_domains, branding = wanted.branding, behavior = wanted.behavior,
    localization = wanted.localization, features = wanted.features, working_hours = wanted.working_hours,
    routing_rules = wanted.routing_rules, prechat = wanted.prechat, triggers = wanted.triggers
  from (
    select
      coalesce(btrim(v_settings ->> 'name'), v_widget.name) as name,
      coalesce((v_settings ->> 'is_enabled')::boolean, v_widget.is_enabled) as is_enabled,
      coalesce(support.domains_of(v_settings -> 'allowed_domains'), v_widget.allowed_domains) as allowed_domains,
      coalesce(support.domains_of(v_settings -> 'blocked_domains'), v_widget.blocked_domains) as blocked_domains,
      coalesce(v_settings -> 'branding', v_widget.branding) as branding,
      coalesce(v_settings -> 'behavior', v_widget.behavior) as behavior,
      coalesce(v_settings -> 'localization', v_widget.localization) as localization,
      coalesce(v_settings -> 'features', v_widget.features) as features,
      coalesce(v_settings -> 'working_hours', v_widget.working_hours) as working_hours,
      coalesce(v_settings -> 'routing_rules', v_widget.routing_rules) as routing_rules,
      coalesce(v_settings -> 'prechat', v_widget.prechat) as prechat,
      coalesce(v_settings -> 'triggers', v_widget.triggers) as triggers
  ) as wanted
  where widget.id = v_widget.id
    and (widget.name, widget.is_enabled, widget.allowed_domains, widget.blocked_domains, widget.branding, widget.behavior,
      widget.localization, widget.features, widget.working_hours, widget.routing_rules, widget.prechat, widget.triggers)
    is distinct from (wanted.name, wanted.is_enabled, wanted.allowed_domains, wanted.blocked_domains, wanted.branding,
      wanted.behavior, wanted.localization, wanted.features, wanted.working_hours, wanted.routing_rules, wanted.prechat,
      wanted.triggers);
  select widget.* into v_widget from support.widgets as widget where widget.id = p_widget_id;
  return jsonb_build_object('widget', support.admin_widget_json(v_widget));
end
$function$;

comment on function public.support_update_widget(p_actor jsonb, p_widget_id uuid, p_change jsonb, p_version integer) is 'Replaces the settings that are named, each as a whole; a change that changes nothing keeps the version. For admins. Raises SC001, SC004 with the current version, SC050, SC051, SC090 with the path.';

-- service_role may execute
