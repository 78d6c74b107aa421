-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_own_response(p_agent_id uuid, p_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  if not exists (
    select from support.canned_responses as response where response.id = p_id and response.agent_id = p_agent_id
  ) then
    raise exception 'no such canned response' using errcode = 'SC007';
  end if;
end
$function$;

comment on function support.assert_own_response(p_agent_id uuid, p_id uuid) is 'Passes for a text that is this agent''s own. Raises SC007.';

-- Nobody but the owner has any privilege.
