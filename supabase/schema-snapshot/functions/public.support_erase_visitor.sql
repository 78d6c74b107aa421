-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_erase_visitor(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform support.assert_own_data(p_session_id, p_visitor_id, p_widget_id);
  perform set_config('support.actor', '{"kind": "visitor"}', true);
  return support.erase_visitor(p_visitor_id);
end
$function$;

comment on function public.support_erase_visitor(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid) is 'A visitor erases themselves; blocked ones may too. The session ends with them. Raises SC010 to SC013, SC015.';

-- service_role may execute
