-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.widget_json(p_widget support.widgets)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_is_open boolean := support.widget_is_open(p_widget);
  v_attachments jsonb := support.attachment_rules(p_widget);
begin
  return jsonb_build_object(
    'id', p_widget.id,
    'organization_id', p_widget.organization_id,
    'key', p_widget.key,
    'name', p_widget.name,
    'enabled', p_widget.is_enabled,
    'version', p_widget.version,
    'allowed_domains', to_jsonb(p_widget.allowed_domains),
    'blocked_domains', to_jsonb(p_widget.blocked_domains),
    'branding', jsonb_build_object(
      'team_name', coalesce(p_widget.branding ->> 'team_name', p_widget.name),
      'accent', p_widget.branding ->> 'accent',
      'logo_url', p_widget.branding ->> 'logo_url',
      'greeting_title', p_widget.branding ->> 'greeting_title',
      'greeting_text', p_widget.branding ->> 'greeting_text'
    ) || support.picked(p_widget.branding, '{font,radius,theme,launcher}'),
    'behavior', '{"reopen_hours": 168, "edit_window_minutes": 15}' || p_widget.behavior,
    'localization', support.picked(p_widget.localization, '{locales,texts}')
      || jsonb_build_object('default_locale', coalesce(p_widget.localization ->> 'default_locale', 'en')),
    'features', '{"feedback": true, "transcript": true, "typing": true, "receipts": true}' || p_widget.features
      || jsonb_build_object('attachments', v_attachments),
    'prechat', p_widget.prechat,
    'triggers', p_widget.triggers,
    'departments', coalesce((
      select jsonb_agg(jsonb_build_object(
          'id', department.id, 'name', department.name, 'description', department.description,
          'is_online', v_is_open and support.is_attended(p_widget.organization_id, department.id))
        order by department.position, department.name)
      from support.departments as department
      where department.organization_id = p_widget.organization_id and department.is_active
    ), '[]'::jsonb),
    'hours', support.widget_hours_json(p_widget),
    'availability', support.widget_availability_json(p_widget),
    'limits', jsonb_build_object(
      'message_characters', 4000, 'attachment_bytes', v_attachments -> 'max_bytes',
      'attachments_per_message', v_attachments -> 'max_files')
  );
end
$function$;

comment on function support.widget_json(p_widget support.widgets) is 'What the server needs to know of a widget, settings with their defaults. What of it is public, the server decides.';

-- Nobody but the owner has any privilege.
