-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.roll_up_agent_day(p_widget support.widgets, p_day date, p_start timestamp with time zone, p_end timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_agent_ids uuid[];
begin
  with got as (
    select assignment.agent_id, count(distinct assignment.conversation_id) as conversations
    from support.conversation_assignments as assignment
    join support.conversations as conversation on conversation.id = assignment.conversation_id
    where assignment.organization_id = p_widget.organization_id and conversation.widget_id = p_widget.id
      and assignment.started_at >= p_start and assignment.started_at < p_end
    group by 1
  ), wrote as (
    select counted.agent_id, sum(counted.messages) as messages
    from (
      select message.conversation_id, message.agent_id, count(*) as messages
      from support.messages as message
      where message.organization_id = p_widget.organization_id
        and message.created_at >= p_start and message.created_at < p_end
        and message.sender_kind = 'agent' and not message.is_internal and message.agent_id is not null
      group by 1, 2
    ) as counted
    join support.conversations as conversation on conversation.id = counted.conversation_id
    where conversation.widget_id = p_widget.id
    group by 1
  ), ended as (
    select conversation.agent_id, count(*) as resolved from support.conversations as conversation
    where conversation.organization_id = p_widget.organization_id and conversation.widget_id = p_widget.id
      and conversation.closed_at >= p_start and conversation.closed_at < p_end and conversation.agent_id is not null
    group by 1
  ), rated as (
    select conversation.agent_id, count(*) as ratings, sum(conversation.rating) as ratings_sum
    from support.conversations as conversation
    where conversation.organization_id = p_widget.organization_id and conversation.widget_id = p_widget.id
      and conversation.rated_at >= p_start and conversation.rated_at < p_end
      and conversation.agent_id is not null and conversation.rating is not null
    group by 1
  ), answered as (
    select opening.agent_id, count(*) as first_responses, sum(conversation.first_response_seconds) as seconds_sum
    from support.conversations as conversation
    cross join lateral (
      select message.agent_id from support.messages as message
      where message.conversation_id = conversation.id and message.sender_kind = 'agent' and not message.is_internal
      order by message.seq limit 1
    ) as opening
    where conversation.organization_id = p_widget.organization_id and conversation.widget_id = p_widget.id
      and conversation.first_response_at >= p_start and conversation.first_response_at < p_end
      and opening.agent_id is not null
    group by 1
  ), held as (
    select assignment.* from support.conversation_assignments as assignment
    join support.conversations as conversation on conversation.id = assignment.conversation_id
    where assignment.organization_id = p_widget.organization_id and conversation.widget_id = p_widget.id
      and assignment.ended_at >= p_start and assignment.started_at < p_end
    union all
    -- Not "or": each half is a range of conversation_assignments_ended_at.
    select assignment.* from support.conversation_assignments as assignment
    join support.conversations as conversation on conversation.id = assignment.conversation_id
    where assignment.organization_id = p_widget.organization_id and conversation.widget_id = p_widget.id
      and assignment.ended_at is null and assignment.started_at < p_end
  ), given_up as (
    select held.agent_id, count(*) filter (where held.ended_reason in ('passed', 'transferred')) as passed,
      sum(extract(epoch from held.ended_at - held.started_at))::bigint as seconds_sum
    from held where held.ended_at < p_end
    group by 1
  ), step as (
    select held.agent_id, greatest(held.started_at, p_start) as at, 1 as change from held
    union all
    select held.agent_id, held.ended_at, -1 from held where held.ended_at < p_end
  ), busy as (
    select level.agent_id, max(level.open) as peak
    from (
      -- At one and the same instant what ends goes before what begins: a hand-over is not two at once.
      select step.agent_id, sum(step.change) over (partition by step.agent_id order by step.at, step.change) as open
      from step
    ) as level
    group by 1
  ), team as (
    select got.agent_id from got union select wrote.agent_id from wrote union select ended.agent_id from ended
    union select rated.agent_id from rated union select answered.agent_id from answered
    union select busy.agent_id from busy
  ), written as (
    insert into support.agent_analytics (
      agent_id, widget_id, day, organization_id, conversations, messages, resolved, passed, first_responses,
      first_response_seconds_sum, handling_seconds_sum, peak_concurrent, ratings, ratings_sum, computed_at
    )
    select
      team.agent_id, p_widget.id, p_day, p_widget.organization_id,
      coalesce(got.conversations, 0), coalesce(wrote.messages, 0), coalesce(ended.resolved, 0),
      coalesce(given_up.passed, 0), coalesce(answered.first_responses, 0), coalesce(answered.seconds_sum, 0),
      coalesce(given_up.seconds_sum, 0), greatest(coalesce(busy.peak, 0), 0),
      coalesce(rated.ratings, 0), coalesce(rated.ratings_sum, 0), now()
    from team
    left join got on got.agent_id = team.agent_id
    left join wrote on wrote.agent_id = team.agent_id
    left join ended on ended.agent_id = team.agent_id
    left join rated on rated.agent_id = team.agent_id
    left join answered on answered.agent_id = team.agent_id
    left join given_up on given_up.agent_id = team.agent_id
    left join busy on busy.agent_id = team.agent_id
    order by team.agent_id
    on conflict (agent_id, widget_id, day) do update set
      conversations = excluded.conversations,
      messages = excluded.messages,
      resolved = excluded.resolved,
      passed = excluded.passed,
      first_responses = excluded.first_responses,
      first_response_seconds_sum = excluded.first_response_seconds_sum,
      handling_seconds_sum = excluded.handling_seconds_sum,
      peak_concurrent = excluded.peak_concurrent,
      ratings = excluded.ratings,
      ratings_sum = excluded.ratings_sum,
      computed_at = excluded.computed_at
    returning agent_id
  )
  select coalesce(array_agg(written.agent_id), '{}') into v_agent_ids from written;

  delete from support.agent_analytics as figures
  where figures.widget_id = p_widget.id and figures.day = p_day and figures.agent_id <> all (v_agent_ids);
end
$function$;

comment on function support.roll_up_agent_day(p_widget support.widgets, p_day date, p_start timestamp with time zone, p_end timestamp with time zone) is 'Writes agent_analytics of one widget for one day, whose ends the caller knows. Agents who did nothing have no row.';

-- Nobody but the owner has any privilege.
