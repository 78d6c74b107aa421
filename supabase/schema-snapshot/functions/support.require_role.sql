-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.require_role(p_agent support.agents, p_role text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if p_agent.id is not null
    and array_position(array['agent', 'admin', 'owner'], p_agent.role) < array_position(array['agent', 'admin', 'owner'], p_role)
  then
    raise exception 'this takes the role %', p_role using errcode = 'SC051', hint = 'Ask an owner of the organization.';
  end if;
end
$function$;

comment on function support.require_role(p_agent support.agents, p_role text) is 'Passes the operator and agents whose role is at least this one: agent, admin, owner. Raises SC051.';

-- Nobody but the owner has any privilege.
