-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_widget_by_id(p_widget_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_widget support.widgets;
begin
  select widget.* into v_widget from support.widgets as widget where widget.id = p_widget_id and widget.deleted_at is null;
  if not found then
    raise exception 'no such widget' using errcode = 'SC001';
  end if;
  return support.widget_json(v_widget);
end
$function$;

comment on function public.support_get_widget_by_id(p_widget_id uuid) is 'The same as support_get_widget, by the widget''s id. Raises SC001.';

-- service_role may execute
