-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.admin_widget_json(p_widget support.widgets)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select to_jsonb(p_widget) || jsonb_build_object('retired_keys', coalesce((
    select jsonb_agg(jsonb_build_object('key', retired.key, 'retired_at', retired.retired_at, 'works_until', retired.works_until)
      order by retired.retired_at desc, retired.key)
    from support.retired_widget_keys as retired where retired.widget_id = p_widget.id and retired.works_until > now()
  ), '[]'))
$function$;

comment on function support.admin_widget_json(p_widget support.widgets) is 'A widget as its admins see it: the settings as they were saved, and former keys that still work.';

-- Nobody but the owner has any privilege.
