-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_widget(p_widget_key text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_widget support.widgets;
begin
  select widget.* into v_widget from support.widgets as widget where widget.key = p_widget_key;
  if not found then
    raise exception 'no widget has this key' using errcode = 'SC001', hint = 'Copy the key again from where the widget was made.';
  end if;
  return jsonb_build_object(
    'id', v_widget.id,
    'organization_id', v_widget.organization_id,
    'key', v_widget.key,
    'name', v_widget.name,
    'enabled', v_widget.is_enabled,
    'version', v_widget.version,
    'allowed_domains', to_jsonb(v_widget.allowed_domains),
    'blocked_domains', to_jsonb(v_widget.blocked_domains),
    'branding', jsonb_build_object(
      'team_name', coalesce(v_widget.branding ->> 'team_name', v_widget.name),
      'accent', v_widget.branding ->> 'accent',
      'logo_url', v_widget.branding ->> 'logo_url',
      'greeting_title', v_widget.branding ->> 'greeting_title',
      'greeting_text', v_widget.branding ->> 'greeting_text'
    ),
    'localization', jsonb_build_object('default_locale', coalesce(v_widget.localization ->> 'default_locale', 'en')),
    'departments', coalesce((
      select jsonb_agg(jsonb_build_object('id', department.id, 'name', department.name)
        order by department.position, department.name)
      from support.departments as department where department.organization_id = v_widget.organization_id
    ), '[]'::jsonb),
    'availability', support.availability_json(v_widget.organization_id),
    'limits', jsonb_build_object('message_characters', 4000)
  );
end
$function$;

comment on function public.support_get_widget(p_widget_key text) is 'Everything widget-config answers, and the domains that may embed the widget. Raises SC001.';

-- service_role may execute
