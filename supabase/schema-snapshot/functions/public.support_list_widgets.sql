-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_widgets(p_actor jsonb, p_organization_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform support.begin_change(p_actor, p_organization_id);
  return jsonb_build_object('widgets', coalesce((
    select jsonb_agg(support.admin_widget_json(widget) order by widget.created_at, widget.id)
    from support.widgets as widget where widget.organization_id = p_organization_id and widget.deleted_at is null
  ), '[]'));
end
$function$;

comment on function public.support_list_widgets(p_actor jsonb, p_organization_id uuid) is 'The widgets of an organization, oldest first. For admins. Raises SC003, SC050, SC051, SC090.';

-- service_role may execute
