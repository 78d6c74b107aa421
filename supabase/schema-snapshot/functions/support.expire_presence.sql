-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.expire_presence(p_limit integer)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_gone bigint;
  v_organization_ids uuid[];
  v_organization_id uuid;
begin
  with gone as (
    delete from support.agent_sessions where id in (
      select session.id from support.agent_sessions as session
      where session.expires_at <= now() order by session.expires_at limit greatest(p_limit, 0) for update skip locked)
    returning agent_id, status
  )
  select count(*), coalesce(array_agg(distinct agent.organization_id) filter (
      -- Whoever has another connection is still there, and whoever said to be away was not.
      where gone.status = 'online' and agent.is_active and not support.is_away(agent) and not support.is_present(agent)), '{}')
  into v_gone, v_organization_ids
  from gone join support.agents as agent on agent.id = gone.agent_id;
  foreach v_organization_id in array v_organization_ids loop
    perform support.announce_availability(v_organization_id);
  end loop;
  return v_gone;
end
$function$;

comment on function support.expire_presence(p_limit integer) is 'Forgets connections that fell silent, and says so where somebody was there by them alone. Answers how many.';

-- Nobody but the owner has any privilege.
