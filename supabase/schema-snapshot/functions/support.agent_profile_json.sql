-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.agent_profile_json(p_agent support.agents)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select to_jsonb(p_agent) || jsonb_build_object('department_ids', coalesce((
    select jsonb_agg(member.department_id order by member.department_id) from support.agent_departments as member
    where member.agent_id = p_agent.id), '[]'))
$function$;

comment on function support.agent_profile_json(p_agent support.agents) is 'An agent as their team sees them, with their departments.';

-- Nobody but the owner has any privilege.
