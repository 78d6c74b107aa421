-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.route_conversation(p_conversation support.conversations)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_candidate uuid;
  v_agent support.agents;
begin
  if p_conversation.status <> 'queued' or p_conversation.agent_id is not null or p_conversation.snoozed_until > now()
      or not exists (
        select from support.widgets as widget
        where widget.id = p_conversation.widget_id and widget.routing_rules ->> 'strategy' = 'least_busy') then
    return p_conversation;
  end if;

  perform support.lock_routing(p_conversation.organization_id);
  for v_candidate in
    select free.agent_id from support.free_agents(p_conversation.organization_id) as free
    where free.skills @> p_conversation.required_skills
      and support.answers_for(free.agent_id, p_conversation.department_id)
      and not exists (
        select from support.conversation_assignments as past
        where past.conversation_id = p_conversation.id and past.agent_id = free.agent_id
          and past.ended_reason in ('passed', 'unassigned', 'transferred') and past.ended_at > now() - interval '1 hour')
    order by free.open_conversations, free.last_assigned_at nulls first, free.agent_id
  loop
    -- Waiting for an agent's row while holding other locks could wait for ever; whoever is busy this moment is skipped.
    select agent.* into v_agent from support.agents as agent
    where agent.id = v_candidate for no key update skip locked;
    if found and support.is_present(v_agent) then
      update support.agents set last_assigned_at = clock_timestamp() where id = v_candidate;
      return support.give_conversation(p_conversation, v_agent, 'routed', null, false);
    end if;
  end loop;
  return p_conversation;
end
$function$;

comment on function support.route_conversation(p_conversation support.conversations) is 'Gives a locked, waiting conversation to the least busy agent who is present, answers for its department, has its skills and room for one more; of equals to the one who waited longest. Nobody is given back within the hour what they gave away. Where the widget''s strategy is not least_busy agents take conversations themselves, and nothing happens here.';

-- Nobody but the owner has any privilege.
