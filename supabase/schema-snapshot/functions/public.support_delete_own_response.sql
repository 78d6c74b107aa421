-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_delete_own_response(p_agent_id uuid, p_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
begin
  perform support.count_hit('responses:agent:' || p_agent_id::text, 60, interval '1 minute');
  perform support.assert_own_response(v_agent.id, p_id);
  return public.support_delete_canned_response(v_agent.id, p_id) - 'id';
end
$function$;

comment on function public.support_delete_own_response(p_agent_id uuid, p_id uuid) is 'Removes a text of this agent''s own. Raises SC007, SC040, SC050.';

-- service_role may execute
