-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_delete_widget(p_actor jsonb, p_widget_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_widget support.widgets := support.lock_widget(p_actor, p_widget_id);
begin
  update support.widgets set deleted_at = now() where id = v_widget.id returning * into v_widget;
  return jsonb_build_object('outcome', 'deleted', 'deleted_at', v_widget.deleted_at);
end
$function$;

comment on function public.support_delete_widget(p_actor jsonb, p_widget_id uuid) is 'Takes a widget away: visitors are refused at once, its conversations are erased with it 30 days later. For admins. Raises SC001, also the second time; SC050, SC051, SC090.';

-- service_role may execute
