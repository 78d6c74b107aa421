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
  select widget.* into v_widget from support.widgets as widget where widget.key = p_widget_key and widget.deleted_at is null;
  if not found then
    select widget.* into v_widget
    from support.retired_widget_keys as retired join support.widgets as widget on widget.id = retired.widget_id
    where retired.key = p_widget_key and retired.works_until > now() and widget.deleted_at is null;
  end if;
  if v_widget.id is null then
    raise exception 'no widget has this key' using errcode = 'SC001', hint = 'Copy the key again from where the widget was made.';
  end if;
  return support.widget_json(v_widget);
end
$function$;

comment on function public.support_get_widget(p_widget_key text) is 'Everything widget-config answers, and the domains that may embed the widget, by its key or one that was retired a short while ago; key is always the present one. Raises SC001.';

-- service_role may execute
