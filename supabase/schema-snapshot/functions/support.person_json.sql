-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.person_json(p_agent_id uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object('name', agent.name, 'avatar_url', agent.avatar_url)
  from support.agents as agent where agent.id = p_agent_id
$function$;

comment on function support.person_json(p_agent_id uuid) is 'What a visitor may know of an agent: name and picture.';

-- Nobody but the owner has any privilege.
