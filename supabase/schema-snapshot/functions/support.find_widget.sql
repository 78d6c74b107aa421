-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.find_widget(p_actor jsonb, p_widget_id uuid)
 RETURNS support.widgets
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_actor support.agents := support.identify_actor(p_actor);
  v_widget support.widgets;
begin
  select widget.* into v_widget from support.widgets as widget
  where widget.id = p_widget_id and widget.deleted_at is null
    and (v_actor.id is null or widget.organization_id = v_actor.organization_id);
  if not found then
    raise exception 'no such widget' using errcode = 'SC001';
  end if;
  perform support.require_role(v_actor, 'admin');
  return v_widget;
end
$function$;

comment on function support.find_widget(p_actor jsonb, p_widget_id uuid) is 'A widget that the actor may administer; begins the change as begin_change does. Raises SC001, SC050, SC051, SC090.';

-- Nobody but the owner has any privilege.
