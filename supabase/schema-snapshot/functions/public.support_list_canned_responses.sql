-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_canned_responses(p_agent_id uuid, p_department_id uuid DEFAULT NULL::uuid, p_search text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_search text := lower(btrim(coalesce(p_search, '')));
  v_responses jsonb;
begin
  if char_length(v_search) > 100 then
    perform support.refuse('p_search', 'a text of at most 100 characters');
  end if;
  select coalesce(jsonb_agg(support.canned_response_json(usable) order by usable.used_count desc, usable.shortcut, usable.id), '[]')
  into v_responses
  from (
    select response.* from support.canned_responses as response
    where response.organization_id = v_agent.organization_id
      and (response.agent_id is null or response.agent_id = p_agent_id)
      and (response.department_id is null or response.department_id = p_department_id
        or (p_department_id is null and support.answers_for(p_agent_id, response.department_id)))
      and (v_search = '' or position(v_search in response.shortcut) > 0 or position(v_search in lower(response.title)) > 0
        or position(v_search in lower(response.body)) > 0)
    order by response.used_count desc, response.shortcut, response.id limit 500
  ) as usable;
  return jsonb_build_object('canned_responses', v_responses, 'has_more', false, 'next_cursor', null);
end
$function$;

comment on function public.support_list_canned_responses(p_agent_id uuid, p_department_id uuid, p_search text) is 'The agent''s own texts, the team''s, and those of one department or of all they answer for; what is used most first, at most 500. Raises SC050, SC090.';

-- service_role may execute
