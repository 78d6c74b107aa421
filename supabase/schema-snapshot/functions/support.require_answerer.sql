-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.require_answerer(p_agent support.agents, p_department_id uuid, p_by_agent_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if not support.answers_for(p_agent.id, p_department_id) then
    raise exception 'this agent does not answer for that department' using errcode = 'SC023';
  end if;
  if p_agent.id is distinct from p_by_agent_id and support.is_away(p_agent) then
    raise exception 'this agent is away' using errcode = 'SC023', hint = 'Choose somebody else, or the department.';
  end if;
end
$function$;

comment on function support.require_answerer(p_agent support.agents, p_department_id uuid, p_by_agent_id uuid) is 'Passes agents who answer for the department and have not said that they are away; taking it oneself is no question of being there. Raises SC023.';

-- Nobody but the owner has any privilege.
