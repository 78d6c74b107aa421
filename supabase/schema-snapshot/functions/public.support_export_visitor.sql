-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_export_visitor(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_visitor support.visitors;
begin
  perform support.assert_own_data(p_session_id, p_visitor_id, p_widget_id);
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = p_visitor_id;
  return support.export_visitor(v_visitor, false);
end
$function$;

comment on function public.support_export_visitor(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid) is 'Everything about the visitor who asks, without the team''s notes. Blocked visitors may ask too. Raises SC010, SC011, SC012, SC015.';

-- service_role may execute
