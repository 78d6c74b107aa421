-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_save_own_response(p_agent_id uuid, p_response jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
begin
  -- Of two calls at the same time the second waits here, so that it counts what the first has added.
  perform support.count_hit('responses:agent:' || p_agent_id::text, 60, interval '1 minute');
  if p_response ?| array['is_own', 'department_id'] then
    perform support.refuse('p_response', 'an object with shortcut, title and body');
  end if;
  if p_response ->> 'id' is not null then
    perform support.assert_own_response(v_agent.id, support.uuid_or_null(p_response ->> 'id'));
  elsif (select count(*) from support.canned_responses as response where response.agent_id = v_agent.id) >= 200 then
    perform support.refuse('p_response', 'at most 200 texts of one''s own; remove one first');
  end if;
  return public.support_save_canned_response(v_agent.id, p_response || '{"is_own": true}');
end
$function$;

comment on function public.support_save_own_response(p_agent_id uuid, p_response jsonb) is 'Makes a text that only this agent sees, or changes the one with this id; what is not named stays. At most 200 each, 60 changes a minute. Raises SC006, SC007, SC040, SC050, SC090.';

-- service_role may execute
