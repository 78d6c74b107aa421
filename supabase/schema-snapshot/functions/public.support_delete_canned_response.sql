-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_delete_canned_response(p_agent_id uuid, p_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_response support.canned_responses := support.lock_canned_response(v_agent, p_id);
begin
  delete from support.canned_responses where id = v_response.id;
  return jsonb_build_object('outcome', 'deleted', 'id', v_response.id);
end
$function$;

comment on function public.support_delete_canned_response(p_agent_id uuid, p_id uuid) is 'Removes a text. Raises SC007, SC050, SC051.';

-- service_role may execute
