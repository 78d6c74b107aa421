-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_widget(p_actor jsonb, p_widget_id uuid)
 RETURNS support.widgets
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_widget support.widgets := support.find_widget(p_actor, p_widget_id);
begin
  select widget.* into v_widget from support.widgets as widget
  where widget.id = v_widget.id and widget.deleted_at is null for no key update;
  if not found then
    raise exception 'no such widget' using errcode = 'SC001';
  end if;
  return v_widget;
end
$function$;

comment on function support.lock_widget(p_actor jsonb, p_widget_id uuid) is 'As find_widget, and nobody else changes it until the transaction ends.';

-- Nobody but the owner has any privilege.
