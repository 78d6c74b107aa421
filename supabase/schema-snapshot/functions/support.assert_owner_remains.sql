-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_owner_remains(p_agent support.agents)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  -- Two owners who let go of each other at the same time: the second waits here, and then sees what the first has done.
  perform from support.organizations as organization where organization.id = p_agent.organization_id for no key update;
  if not exists (
    select from support.agents as other
    where other.organization_id = p_agent.organization_id and other.role = 'owner' and other.is_active and other.id <> p_agent.id
  ) and exists (
    select from support.agents as agent where agent.id = p_agent.id and agent.role = 'owner' and agent.is_active
  ) then
    raise exception 'an organization keeps at least one owner' using
      errcode = 'SC053', hint = 'Make somebody else an owner first.';
  end if;
end
$function$;

comment on function support.assert_owner_remains(p_agent support.agents) is 'Passes when there is an active owner besides this agent, or this agent is none. Call it before the rows of agents are locked. Raises SC053.';

-- Nobody but the owner has any privilege.
