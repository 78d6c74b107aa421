-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_update_visitor_by_agent(p_agent_id uuid, p_visitor_id uuid, p_profile jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_profile jsonb := support.check_profile(p_profile, 'p_profile', array['name', 'email', 'phone', 'locale', 'traits']);
  v_visitor support.visitors := support.lock_visitor(p_visitor_id, v_agent.organization_id);
begin
  v_visitor := support.apply_profile(v_visitor.id, v_profile, 'p_profile', 'replace');
  return jsonb_build_object('visitor', support.visitor_json(v_visitor));
end
$function$;

comment on function public.support_update_visitor_by_agent(p_agent_id uuid, p_visitor_id uuid, p_profile jsonb) is 'An agent corrects name, email, phone, locale or traits; null forgets. What the site says at the next sign-in replaces it again. Raises SC013, SC050, SC090.';

-- service_role may execute
