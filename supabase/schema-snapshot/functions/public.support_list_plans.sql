-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_plans(p_actor jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform support.identify_actor(p_actor);
  return jsonb_build_object('plans', coalesce((
    select jsonb_agg(to_jsonb(plan) order by plan.id) from support.plans as plan), '[]'));
end
$function$;

comment on function public.support_list_plans(p_actor jsonb) is 'All plans; an empty limit is none. Raises SC050, SC090.';

-- service_role may execute
