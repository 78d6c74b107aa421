-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_export_visitor_by_agent(p_actor jsonb, p_visitor_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_visitor support.visitors := support.find_visitor_for_actor(p_actor, p_visitor_id);
begin
  perform support.log_change(v_visitor.organization_id, 'visitors.exported', v_visitor.id::text);
  return support.export_visitor(v_visitor, true);
end
$function$;

comment on function public.support_export_visitor_by_agent(p_actor jsonb, p_visitor_id uuid) is 'Everything about a visitor, with the team''s notes; that it was asked for is logged. For admins. Raises SC013, SC050, SC051, SC090.';

-- service_role may execute
