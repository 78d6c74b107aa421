-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_erase_visitor_by_agent(p_actor jsonb, p_visitor_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return support.erase_visitor((support.find_visitor_for_actor(p_actor, p_visitor_id)).id);
end
$function$;

comment on function public.support_erase_visitor_by_agent(p_actor jsonb, p_visitor_id uuid) is 'An admin erases a visitor who asked for it. Raises SC013, SC050, SC051, SC090.';

-- service_role may execute
