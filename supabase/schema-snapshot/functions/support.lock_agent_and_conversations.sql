-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_agent_and_conversations(p_agent_id uuid)
 RETURNS support.agents
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents;
  v_locked uuid[];
begin
  loop
    begin
      v_locked := array(
        select conversation.id from support.conversations as conversation
        where conversation.agent_id = p_agent_id and conversation.status in ('queued', 'active')
        order by conversation.id for no key update);
      perform from support.organizations as organization
      where organization.id = (select agent.organization_id from support.agents as agent where agent.id = p_agent_id)
      for no key update;
      select agent.* into v_agent from support.agents as agent where agent.id = p_agent_id for update;
      if exists (
        select from support.conversations as conversation
        where conversation.agent_id = p_agent_id and conversation.status in ('queued', 'active')
          and conversation.id <> all (v_locked)
      ) then
        raise too_many_rows;
      end if;
      return v_agent;
    exception when too_many_rows then
      -- They were given one more before their row was ours. Rolling back to here lets go of all locks, so that the next
      -- try takes them in the right order again.
      null;
    end;
  end loop;
end
$function$;

comment on function support.lock_agent_and_conversations(p_agent_id uuid) is 'Locks an agent''s open conversations, then the organization, then the agent, so that nobody deadlocks with whoever claims or routes at the same time, and nothing more can be given to them until the transaction ends.';

-- Nobody but the owner has any privilege.
