-- Purpose: who is given a conversation, and the record of who had it.
-- Objects: index conversations_held; support.is_away, is_present, answers_for, priority_rank, free_agents,
--          lock_routing, give_conversation, queue_conversation, route_conversation, route_waiting; trigger assign on conversations.
-- Undo:    drop the trigger, the functions and the index.

-- The open conversations of an agent, without walking through everything they ever had.
create index conversations_held on support.conversations (agent_id, updated_at desc) where status in ('queued', 'active');

create function support.is_away(p_agent support.agents) returns boolean
language sql stable
set search_path = ''
as $$ select p_agent.presence = 'away' or coalesce(p_agent.snoozed_until > now(), false) $$;
comment on function support.is_away(support.agents) is 'Whether the agent said that they are not there, whatever is connected.';

create function support.is_present(p_agent support.agents) returns boolean
language sql stable
set search_path = ''
as $$
  select p_agent.is_active and not support.is_away(p_agent) and exists (
    select from support.agent_sessions as session
    where session.agent_id = p_agent.id and session.status = 'online' and session.expires_at > now()
  )
$$;
comment on function support.is_present(support.agents) is
  'Whether the agent is at work: active, not away by their own word, and with a connection that says online.';

create function support.answers_for(p_agent_id uuid, p_department_id uuid) returns boolean
language sql stable
set search_path = ''
as $$
  select p_department_id is null
    or exists (
      select from support.agent_departments as member
      where member.agent_id = p_agent_id and member.department_id = p_department_id)
    or not exists (select from support.agent_departments as member where member.agent_id = p_agent_id)
$$;
comment on function support.answers_for(uuid, uuid) is
  'Whether an agent answers for a department: its members do, and agents who are member of none.';

create function support.priority_rank(p_priority text) returns integer
language sql immutable
set search_path = ''
as $$ select array_position(array['low', 'normal', 'high', 'urgent'], p_priority) $$;
comment on function support.priority_rank(text) is 'The greater, the sooner: low 1, normal 2, high 3, urgent 4.';

create function support.free_agents(p_organization_id uuid)
returns table (agent_id uuid, skills text[], open_conversations bigint, last_assigned_at timestamptz)
language sql stable
set search_path = ''
as $$
  select agent.id, agent.skills, held.open_conversations, agent.last_assigned_at
  from support.agents as agent
  cross join lateral (
    select count(*) as open_conversations from support.conversations as conversation
    where conversation.agent_id = agent.id and conversation.status in ('queued', 'active')
  ) as held
  where agent.organization_id = p_organization_id and support.is_present(agent)
    and held.open_conversations < agent.max_concurrent_chats
$$;
comment on function support.free_agents(uuid) is 'Who is present and has room for one more conversation.';

-- The record. Whoever changes an agent says why in support.assignment, 'reason:agent who did it', and empties it afterwards.

create function support.tg_conversations__assign() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_why text[] := string_to_array(coalesce(current_setting('support.assignment', true), ''), ':');
  v_had uuid := case when old.status in ('queued', 'active') then old.agent_id end;
  v_has uuid := case when new.status in ('queued', 'active') then new.agent_id end;
begin
  if v_had is not distinct from v_has then
    return null;
  end if;
  if v_had is not null then
    update support.conversation_assignments set
      ended_at = clock_timestamp(),
      ended_reason = case
        when new.status not in ('queued', 'active') then 'ended'
        when v_why[1] = 'passed' then 'passed'
        when v_why[1] = 'transferred' or v_has is not null then 'transferred'
        else 'unassigned'
      end
    where conversation_id = new.id and ended_at is null;
  end if;
  if v_has is not null then
    insert into support.conversation_assignments (organization_id, conversation_id, agent_id, reason, assigned_by)
    values (
      new.organization_id, new.id, v_has,
      case when v_why[1] in ('claimed', 'routed', 'assigned', 'transferred') then v_why[1] else 'answered' end,
      nullif(v_why[2], '')::uuid
    );
  end if;
  return null;
end
$$;
comment on function support.tg_conversations__assign() is
  'Writes who had the conversation and why. Without a reason given, whoever got it did so by answering.';
create trigger assign after update of agent_id, status on support.conversations
  for each row execute function support.tg_conversations__assign();

insert into support.conversation_assignments (organization_id, conversation_id, agent_id, reason, started_at)
select conversation.organization_id, conversation.id, conversation.agent_id, 'claimed',
  coalesce(conversation.claimed_at, conversation.updated_at)
from support.conversations as conversation
where conversation.agent_id is not null and conversation.status in ('queued', 'active');

-- Giving and taking. The conversation is locked by the caller.

create function support.lock_routing(p_organization_id uuid) returns void
language sql
set search_path = ''
as $$ select pg_advisory_xact_lock(hashtextextended('support.route:' || p_organization_id::text, 0)) $$;
comment on function support.lock_routing(uuid) is
  'Giving out happens one at a time within an organization: each decision sees the one before it, so nobody is given too '
  'many. To be taken after a conversation and before an agent.';

create function support.give_conversation(
  p_conversation support.conversations, p_agent support.agents, p_reason text, p_by_agent_id uuid, p_has_seen boolean
) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
begin
  -- Whoever is just being deactivated would keep it for ever.
  perform from support.agents as agent where agent.id = p_agent.id and agent.is_active for key share;
  if not found then
    raise exception 'no such agent in this organization' using errcode = 'SC050';
  end if;
  perform set_config('support.assignment', p_reason || ':' || coalesce(p_by_agent_id::text, ''), true);
  update support.conversations set
    agent_id = p_agent.id, status = 'active', claimed_at = now(), department_id = p_conversation.department_id,
    queued_at = case when status = 'queued' then queued_at else now() end, -- from hand to hand nobody waits
    seen_seq = case when p_has_seen then last_seq else seen_seq end,
    revision = revision + 1, updated_at = now()
  where id = p_conversation.id returning * into v_conversation;
  perform set_config('support.assignment', '', true);
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_build_object('state', 'claimed', 'agent_name', p_agent.name));
  if (support.telegram_chat_for(v_conversation.organization_id, v_conversation.department_id)).mode = 'claims'
      and p_agent.telegram_user_id is not null then
    perform support.enqueue_telegram(
      v_conversation, 'claim_transcript', jsonb_build_object('agent_id', p_agent.id, 'last_seq', v_conversation.last_seq),
      null, p_agent.telegram_user_id);
  end if;
  return v_conversation;
end
$$;
comment on function support.give_conversation(support.conversations, support.agents, text, uuid, boolean) is
  'Gives a conversation to an agent, in the department that the row given names, and tells the visitor, the team and '
  'Telegram. The reason is claimed, routed, assigned or transferred. Raises SC050.';

create function support.queue_conversation(
  p_conversation support.conversations, p_reason text, p_by_agent_id uuid, p_agent_name text
) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
begin
  perform set_config('support.assignment', p_reason || ':' || coalesce(p_by_agent_id::text, ''), true);
  update support.conversations set
    agent_id = null, status = 'queued', claimed_at = null, department_id = p_conversation.department_id,
    required_skills = p_conversation.required_skills, queued_at = now(), escalated_at = null, escalations = 0,
    revision = revision + 1, updated_at = now()
  where id = p_conversation.id returning * into v_conversation;
  perform set_config('support.assignment', '', true);
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_build_object('state', 'passed', 'agent_name', p_agent_name));
  return support.route_conversation(v_conversation);
end
$$;
comment on function support.queue_conversation(support.conversations, text, uuid, text) is
  'Takes a conversation from its agent and puts it into the queue, with the department and skills that the row given '
  'names; from there it may be routed at once. The reason is passed, unassigned or transferred.';

create function support.route_conversation(p_conversation support.conversations) returns support.conversations
language plpgsql
set search_path = ''
as $$
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
$$;
comment on function support.route_conversation(support.conversations) is
  'Gives a locked, waiting conversation to the least busy agent who is present, answers for its department, has its skills '
  'and room for one more; of equals to the one who waited longest. Nobody is given back within the hour what they gave '
  'away. Where the widget''s strategy is not least_busy agents take conversations themselves, and nothing happens here.';

create function support.route_waiting(p_organization_id uuid, p_limit integer default 50) returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_organization_id uuid;
  v_waiting_id uuid;
  v_conversation support.conversations;
  v_given bigint := 0;
begin
  for v_organization_id in
    select distinct widget.organization_id from support.widgets as widget
    where widget.routing_rules ->> 'strategy' = 'least_busy'
      and (p_organization_id is null or widget.organization_id = p_organization_id)
    order by 1
  loop
    for v_waiting_id in
      select waiting.id from support.conversations as waiting
      where waiting.organization_id = v_organization_id and waiting.status = 'queued' and waiting.agent_id is null
        and (waiting.snoozed_until is null or waiting.snoozed_until <= now())
      order by support.priority_rank(waiting.priority) desc, waiting.queued_at, waiting.id limit 500
    loop
      exit when v_given >= p_limit or not exists (select from support.free_agents(v_organization_id));
      -- Whoever holds it is doing something about it.
      select waiting.* into v_conversation from support.conversations as waiting
      where waiting.id = v_waiting_id and waiting.status = 'queued' for update skip locked;
      if found then
        v_conversation := support.route_conversation(v_conversation);
        v_given := v_given + (v_conversation.agent_id is not null)::integer;
      end if;
    end loop;
  end loop;
  return v_given;
end
$$;
comment on function support.route_waiting(uuid, integer) is
  'Gives out what waits, urgent first, then the oldest, while anybody is free; of one organization, or of all with null. '
  'Waits for nobody''s row. Answers how many were given.';

revoke all on function support.is_away(support.agents) from public;
revoke all on function support.is_present(support.agents) from public;
revoke all on function support.answers_for(uuid, uuid) from public;
revoke all on function support.priority_rank(text) from public;
revoke all on function support.free_agents(uuid) from public;
revoke all on function support.lock_routing(uuid) from public;
revoke all on function support.tg_conversations__assign() from public;
revoke all on function support.give_conversation(support.conversations, support.agents, text, uuid, boolean) from public;
revoke all on function support.queue_conversation(support.conversations, text, uuid, text) from public;
revoke all on function support.route_conversation(support.conversations) from public;
revoke all on function support.route_waiting(uuid, integer) from public;
