-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.begin_change(p_actor jsonb, p_organization_id uuid, p_role text DEFAULT 'admin'::text)
 RETURNS support.agents
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.identify_actor(p_actor);
begin
  -- Somebody else's organization looks like one that does not exist.
  if v_agent.organization_id <> p_organization_id or not exists (
    select from support.organizations as organization where organization.id = p_organization_id
  ) then
    raise exception 'no such organization' using errcode = 'SC003';
  end if;
  perform support.require_role(v_agent, p_role);
  return v_agent;
end
$function$;

comment on function support.begin_change(p_actor jsonb, p_organization_id uuid, p_role text) is 'The first line of whatever an actor asks of an organization: answers with the acting agent (nulls for the operator), whose role is at least the one given, and has what follows logged as theirs. Raises SC003, SC050, SC051, SC090.';

-- Nobody but the owner has any privilege.
