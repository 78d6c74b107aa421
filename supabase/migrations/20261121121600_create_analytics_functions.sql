-- Purpose: daily figures computed from the tables, and the questions in a support lead's head: how were we, how is each of
--          us doing, what is going on right now.
-- Objects: indexes conversations_rated_at, conversation_assignments_ended_at; support.analytics_time_zone,
--          roll_up_widget_day, roll_up_agent_day, roll_up_day, roll_up_analytics, check_analytics_range;
--          public.support_roll_up_analytics, support_get_analytics, support_get_agent_performance,
--          support_get_live_state.
-- Undo:    drop the functions, then both indexes.

-- A day's ratings and the assignments that reach into a day are ranges too.
create index conversations_rated_at on support.conversations (organization_id, rated_at) where rated_at is not null;
create index conversation_assignments_ended_at on support.conversation_assignments (organization_id, ended_at);

create function support.analytics_time_zone(p_widget_id uuid) returns text
language sql stable
set search_path = ''
as $$
  select coalesce((
    select support.working_zone(widget) from support.widgets as widget where widget.id = p_widget_id
  ), 'UTC')
$$;
comment on function support.analytics_time_zone(uuid) is
  'The zone of a widget''s days: that of its working hours, else its organization''s; UTC where Postgres knows no such zone.';

create function support.roll_up_widget_day(
  p_widget support.widgets, p_day date, p_zone text, p_start timestamptz, p_end timestamptz
) returns void
language sql
set search_path = ''
as $$
  with begun as (
    select conversation.is_offline, conversation.first_response_at, conversation.first_response_seconds,
      conversation.closed_at, conversation.escalations,
      extract(hour from conversation.created_at at time zone p_zone)::integer as hour
    from support.conversations as conversation
    where conversation.widget_id = p_widget.id
      and conversation.created_at >= p_start and conversation.created_at < p_end
  ), ended as (
    select count(*) as resolved, coalesce(sum(conversation.resolution_seconds), 0) as seconds_sum,
      round(percentile_cont(0.5) within group (order by conversation.resolution_seconds)) as seconds_median
    from support.conversations as conversation
    where conversation.organization_id = p_widget.organization_id and conversation.widget_id = p_widget.id
      and conversation.closed_at >= p_start and conversation.closed_at < p_end
  ), rated as (
    select count(conversation.rating) as ratings, coalesce(sum(conversation.rating), 0) as ratings_sum,
      count(conversation.nps) as nps_answers, count(*) filter (where conversation.nps >= 9) as promoters,
      count(*) filter (where conversation.nps <= 6) as detractors
    from support.conversations as conversation
    where conversation.organization_id = p_widget.organization_id and conversation.widget_id = p_widget.id
      and conversation.rated_at >= p_start and conversation.rated_at < p_end
  ), said as (
    -- Counted per conversation first, so that a conversation is looked up once and not for each of its messages.
    select counted.sender_kind, counted.visitor_id, counted.messages
    from (
      select message.conversation_id, message.sender_kind, message.visitor_id, count(*) as messages
      from support.messages as message
      where message.organization_id = p_widget.organization_id
        and message.created_at >= p_start and message.created_at < p_end
        and message.sender_kind in ('visitor', 'agent') and not message.is_internal
      group by 1, 2, 3
    ) as counted
    join support.conversations as conversation on conversation.id = counted.conversation_id
    where conversation.widget_id = p_widget.id
  ), viewed as (
    select event.visitor_id from support.visitor_events as event
    where event.widget_id = p_widget.id and event.created_at >= p_start and event.created_at < p_end
      and event.kind = 'page_view'
  )
  insert into support.widget_analytics (
    widget_id, day, organization_id, visitors, page_views,
    conversations, offline_conversations, answered, missed, escalated, resolved, visitor_messages, agent_messages,
    first_response_seconds_sum, first_response_seconds_median, first_response_seconds_p90,
    resolution_seconds_sum, resolution_seconds_median,
    ratings, ratings_sum, nps_answers, nps_promoters, nps_detractors, conversations_by_hour, computed_at
  )
  select
    p_widget.id, p_day, p_widget.organization_id,
    (select count(*) from (
      select viewed.visitor_id from viewed union select said.visitor_id from said where said.sender_kind = 'visitor'
    ) as person),
    (select count(*) from viewed),
    count(*), count(*) filter (where begun.is_offline), count(begun.first_response_at),
    count(*) filter (where begun.closed_at is not null and begun.first_response_at is null),
    count(*) filter (where begun.escalations > 0),
    (select ended.resolved from ended),
    (select coalesce(sum(said.messages), 0) from said where said.sender_kind = 'visitor'),
    (select coalesce(sum(said.messages), 0) from said where said.sender_kind = 'agent'),
    coalesce(sum(begun.first_response_seconds), 0),
    round(percentile_cont(0.5) within group (order by begun.first_response_seconds) filter (where begun.first_response_at is not null)),
    round(percentile_cont(0.9) within group (order by begun.first_response_seconds) filter (where begun.first_response_at is not null)),
    (select ended.seconds_sum from ended), (select ended.seconds_median from ended),
    (select rated.ratings from rated), (select rated.ratings_sum from rated),
    (select rated.nps_answers from rated), (select rated.promoters from rated), (select rated.detractors from rated),
    (select array_agg((select count(*) from begun where begun.hour = clock.hour)::integer order by clock.hour)
      from generate_series(0, 23) as clock (hour)),
    now()
  from begun
  on conflict (widget_id, day) do update set
    visitors = excluded.visitors,
    page_views = excluded.page_views,
    conversations = excluded.conversations,
    offline_conversations = excluded.offline_conversations,
    answered = excluded.answered,
    missed = excluded.missed,
    escalated = excluded.escalated,
    resolved = excluded.resolved,
    visitor_messages = excluded.visitor_messages,
    agent_messages = excluded.agent_messages,
    first_response_seconds_sum = excluded.first_response_seconds_sum,
    first_response_seconds_median = excluded.first_response_seconds_median,
    first_response_seconds_p90 = excluded.first_response_seconds_p90,
    resolution_seconds_sum = excluded.resolution_seconds_sum,
    resolution_seconds_median = excluded.resolution_seconds_median,
    ratings = excluded.ratings,
    ratings_sum = excluded.ratings_sum,
    nps_answers = excluded.nps_answers,
    nps_promoters = excluded.nps_promoters,
    nps_detractors = excluded.nps_detractors,
    conversations_by_hour = excluded.conversations_by_hour,
    computed_at = excluded.computed_at
$$;
comment on function support.roll_up_widget_day(support.widgets, date, text, timestamptz, timestamptz) is
  'Writes widget_analytics for one day, whose ends the caller knows. Reads index ranges of that day only.';

create function support.roll_up_agent_day(
  p_widget support.widgets, p_day date, p_start timestamptz, p_end timestamptz
) returns void
language plpgsql
set search_path = ''
as $$
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
$$;
comment on function support.roll_up_agent_day(support.widgets, date, timestamptz, timestamptz) is
  'Writes agent_analytics of one widget for one day, whose ends the caller knows. Agents who did nothing have no row.';

create function support.roll_up_day(p_widget_id uuid, p_day date) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_widget support.widgets;
  v_zone text := support.analytics_time_zone(p_widget_id);
  -- Both ends by the same rule, so days join without gap or overlap, also where a clock change makes them 23 or 25 hours.
  v_start timestamptz := p_day::timestamp at time zone v_zone;
  v_end timestamptz := (p_day + 1)::timestamp at time zone v_zone;
begin
  select widget.* into v_widget from support.widgets as widget where widget.id = p_widget_id;
  if not found then
    return; -- deleted since somebody listed it
  end if;
  perform support.roll_up_widget_day(v_widget, p_day, v_zone, v_start, v_end);
  perform support.roll_up_agent_day(v_widget, p_day, v_start, v_end);
end
$$;
comment on function support.roll_up_day(uuid, date) is
  'Computes one day of a widget anew, in its time zone. Doing it again changes nothing but computed_at.';

create function support.roll_up_analytics(p_limit integer) returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_organization record;
  v_widget_id uuid;
  v_zone text;
  v_day date;
  v_computed_at timestamptz;
  v_computed bigint := 0;
begin
  for v_organization in
    select organization.id,
      -- A minute of overlap: a transaction that had begun before the last roll-up may have ended after it.
      greatest(mark.computed_at - interval '1 minute', now() - interval '4 days') as since
    from support.organizations as organization
    cross join lateral (
      select max(figures.computed_at) as computed_at from support.widget_analytics as figures
      where figures.organization_id = organization.id and figures.day > (now() - interval '5 days')::date
    ) as mark
    where mark.computed_at is null or mark.computed_at <= now() - interval '5 minutes'
    order by mark.computed_at nulls first, organization.id
  loop
    for v_widget_id in
      select conversation.widget_id from support.conversations as conversation
      where conversation.organization_id = v_organization.id and conversation.updated_at > v_organization.since
      union
      select event.widget_id from support.visitor_events as event
      where event.organization_id = v_organization.id and event.created_at > v_organization.since
    loop
      v_zone := support.analytics_time_zone(v_widget_id);
      v_day := (now() at time zone v_zone)::date;
      perform support.roll_up_day(v_widget_id, v_day);
      v_computed := v_computed + 1;
      -- Yesterday's conversations are answered and ended today: past days follow every hour, for 48 hours.
      loop
        v_day := v_day - 1;
        exit when (v_day + 1)::timestamp at time zone v_zone <= now() - interval '48 hours';
        select figures.computed_at into v_computed_at from support.widget_analytics as figures
        where figures.widget_id = v_widget_id and figures.day = v_day;
        if not found or v_computed_at <= now() - interval '1 hour'
            or v_computed_at < (v_day + 1)::timestamp at time zone v_zone then
          perform support.roll_up_day(v_widget_id, v_day);
          v_computed := v_computed + 1;
        end if;
      end loop;
    end loop;
    -- Only between organizations: their newest computed_at says that all of their widgets were looked at.
    exit when v_computed >= p_limit;
  end loop;
  return v_computed;
end
$$;
comment on function support.roll_up_analytics(integer) is
  'What a tick computes: the days of widgets where something changed, an organization at most every 5 minutes, longest ago '
  'first, past days hourly until 48 hours after their end. Stops after the organization with which the limit is reached. '
  'Returns how many days it computed.';

create function public.support_roll_up_analytics(p_days integer default 2) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_widget_id uuid;
  v_today date;
  v_computed bigint := 0;
begin
  if p_days is null or p_days not between 1 and 92 then
    perform support.refuse('p_days', 'between 1 and 92 days can be computed anew');
  end if;
  for v_widget_id in select widget.id from support.widgets as widget order by widget.id loop
    v_today := (now() at time zone support.analytics_time_zone(v_widget_id))::date;
    for v_back in 0..p_days - 1 loop
      perform support.roll_up_day(v_widget_id, v_today - v_back);
      v_computed := v_computed + 1;
    end loop;
  end loop;
  return jsonb_build_object('computed', v_computed);
end
$$;
comment on function public.support_roll_up_analytics(integer) is
  'Computes the last days of every widget anew, today included; for operators, after an import say. Ticks do what is due '
  'by themselves. Raises SC090.';

create function support.check_analytics_range(p_from date, p_to date) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if p_from is null or not isfinite(p_from) then
    perform support.refuse('p_from', 'the first day is needed');
  elsif p_to is null or not isfinite(p_to) or p_to < p_from then
    perform support.refuse('p_to', 'the last day is needed, and may not lie before the first');
  elsif p_to - p_from > 365 then
    perform support.refuse('p_to', 'at most 366 days can be asked for at once');
  end if;
end
$$;
comment on function support.check_analytics_range(date, date) is 'Raises SC090 unless it is a range of 1 to 366 days.';

create function public.support_get_analytics(
  p_actor jsonb, p_organization_id uuid, p_from date, p_to date, p_widget_id uuid default null
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_answer jsonb;
begin
  perform support.begin_change(p_actor, p_organization_id, 'agent');
  perform support.check_analytics_range(p_from, p_to);
  if p_widget_id is not null and not exists (
    select from support.widgets as widget
    where widget.id = p_widget_id and widget.organization_id = p_organization_id
  ) then
    raise exception 'no such widget' using errcode = 'SC001';
  end if;

  with figures as (
    select calendar.day::date as day, known.*
    from generate_series(p_from::timestamp, p_to::timestamp, interval '1 day') as calendar (day)
    left join (
      select analytics.day as known_day, analytics.widget_id, analytics.visitors, analytics.page_views,
        analytics.conversations, analytics.offline_conversations, analytics.answered, analytics.missed,
        analytics.escalated, analytics.resolved, analytics.visitor_messages, analytics.agent_messages,
        analytics.first_response_seconds_sum, analytics.first_response_seconds_median,
        analytics.first_response_seconds_p90, analytics.resolution_seconds_sum, analytics.resolution_seconds_median,
        analytics.ratings, analytics.ratings_sum, analytics.nps_answers, analytics.nps_promoters,
        analytics.nps_detractors, analytics.conversations_by_hour, analytics.computed_at
      from support.widget_analytics as analytics
      where analytics.organization_id = p_organization_id and analytics.day between p_from and p_to
        and (p_widget_id is null or analytics.widget_id = p_widget_id)
    ) as known on known.known_day = calendar.day
  ), hours as (
    select figures.day, clock.hour, coalesce(sum(figures.conversations_by_hour[clock.hour]), 0) as conversations
    from figures cross join generate_series(1, 24) as clock (hour)
    group by grouping sets ((figures.day, clock.hour), (clock.hour))
  ), clocks as (
    select hours.day, jsonb_agg(hours.conversations order by hours.hour) as conversations_by_hour
    from hours group by hours.day
  ), summed as (
    select figures.day,
      coalesce(sum(figures.visitors), 0) as visitors,
      coalesce(sum(figures.page_views), 0) as page_views,
      coalesce(sum(figures.conversations), 0) as conversations,
      coalesce(sum(figures.offline_conversations), 0) as offline_conversations,
      coalesce(sum(figures.answered), 0) as answered,
      coalesce(sum(figures.missed), 0) as missed,
      coalesce(sum(figures.escalated), 0) as escalated,
      coalesce(sum(figures.resolved), 0) as resolved,
      coalesce(sum(figures.visitor_messages), 0) as visitor_messages,
      coalesce(sum(figures.agent_messages), 0) as agent_messages,
      round(sum(figures.first_response_seconds_sum) / nullif(sum(figures.answered), 0)) as first_response_seconds_mean,
      -- A median of medians is none: it is told only where it is one widget's day.
      case when count(figures.widget_id) = 1 then max(figures.first_response_seconds_median) end
        as first_response_seconds_median,
      case when count(figures.widget_id) = 1 then max(figures.first_response_seconds_p90) end
        as first_response_seconds_p90,
      round(sum(figures.resolution_seconds_sum) / nullif(sum(figures.resolved), 0)) as resolution_seconds_mean,
      case when count(figures.widget_id) = 1 then max(figures.resolution_seconds_median) end
        as resolution_seconds_median,
      coalesce(sum(figures.ratings), 0) as ratings,
      round(sum(figures.ratings_sum)::numeric / nullif(sum(figures.ratings), 0), 2) as rating_mean,
      coalesce(sum(figures.nps_answers), 0) as nps_answers,
      round(100.0 * sum(figures.nps_promoters - figures.nps_detractors) / nullif(sum(figures.nps_answers), 0)) as nps,
      max(figures.computed_at) as computed_at
    from figures group by grouping sets ((figures.day), ())
  ), told as (
    select summed.day, to_jsonb(summed) || jsonb_build_object('conversations_by_hour', clocks.conversations_by_hour) as json
    from summed join clocks on clocks.day is not distinct from summed.day
  )
  select jsonb_build_object(
    'from', p_from,
    'to', p_to,
    'widget_id', p_widget_id,
    'totals', (select told.json - 'day' from told where told.day is null),
    'days', (select jsonb_agg(told.json order by told.day) from told where told.day is not null)
  ) into v_answer;
  return v_answer;
end
$$;
comment on function public.support_get_analytics(jsonb, uuid, date, date, uuid) is
  'The figures of at most 366 days, of one widget or all: each day, also those on which nothing happened, and their totals. '
  'In the totals, visitors is the sum of the days: who came on two days counts twice. For any agent. Raises SC001, SC003, '
  'SC050, SC051, SC090.';

create function public.support_get_agent_performance(
  p_actor jsonb, p_organization_id uuid, p_from date, p_to date,
  p_agent_id uuid default null, p_widget_id uuid default null
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_actor support.agents := support.begin_change(p_actor, p_organization_id, 'agent');
  v_agent_id uuid := case when v_actor.role = 'agent' then coalesce(p_agent_id, v_actor.id) else p_agent_id end;
  v_agents jsonb;
begin
  perform support.check_analytics_range(p_from, p_to);
  if p_agent_id is not null and not exists (
    select from support.agents as agent where agent.id = p_agent_id and agent.organization_id = p_organization_id
  ) then
    raise exception 'no such agent in this organization' using errcode = 'SC050';
  end if;
  if p_widget_id is not null and not exists (
    select from support.widgets as widget
    where widget.id = p_widget_id and widget.organization_id = p_organization_id
  ) then
    raise exception 'no such widget' using errcode = 'SC001';
  end if;
  if v_actor.role = 'agent' and v_agent_id <> v_actor.id then
    raise exception 'agents see their own figures only' using errcode = 'SC051', hint = 'Ask an admin.';
  end if;

  select coalesce(jsonb_agg(to_jsonb(performance) order by performance.conversations desc, performance.name, performance.agent_id), '[]')
  into v_agents
  from (
    select
      agent.id as agent_id, agent.name, agent.avatar_url, agent.role, agent.is_active,
      coalesce(sum(figures.conversations), 0) as conversations,
      coalesce(sum(figures.messages), 0) as messages,
      coalesce(sum(figures.resolved), 0) as resolved,
      coalesce(sum(figures.passed), 0) as passed,
      coalesce(sum(figures.first_responses), 0) as first_responses,
      round(sum(figures.first_response_seconds_sum) / nullif(sum(figures.first_responses), 0)) as first_response_seconds_mean,
      coalesce(sum(figures.handling_seconds_sum), 0) as handling_seconds_sum,
      coalesce(max(figures.peak_concurrent), 0) as peak_concurrent,
      coalesce(sum(figures.ratings), 0) as ratings,
      round(sum(figures.ratings_sum)::numeric / nullif(sum(figures.ratings), 0), 2) as rating_mean
    from support.agents as agent
    left join support.agent_analytics as figures on figures.agent_id = agent.id
      and figures.organization_id = p_organization_id and figures.day between p_from and p_to
      and (p_widget_id is null or figures.widget_id = p_widget_id)
    where agent.organization_id = p_organization_id and (v_agent_id is null or agent.id = v_agent_id)
    group by agent.id
    having agent.is_active or count(figures.day) > 0 or v_agent_id is not null
  ) as performance;
  return jsonb_build_object('from', p_from, 'to', p_to, 'widget_id', p_widget_id, 'agents', v_agents);
end
$$;
comment on function public.support_get_agent_performance(jsonb, uuid, date, date, uuid, uuid) is
  'What each agent did in at most 366 days, busiest first; those who left are listed if they did something. Admins see '
  'everybody, agents themselves. Raises SC001, SC003, SC050, SC051, SC090.';

create function public.support_get_live_state(p_actor jsonb, p_organization_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_answer jsonb;
begin
  perform support.begin_change(p_actor, p_organization_id, 'agent');

  with running as (
    select conversation.status, conversation.agent_id, conversation.department_id, conversation.escalations > 0 as is_escalated,
      conversation.snoozed_until is not null and conversation.snoozed_until > now() as is_snoozed,
      case when conversation.status = 'queued' then extract(epoch from now() - conversation.queued_at) end as wait_seconds,
      extract(epoch from now() - conversation.waiting_since) as silence_seconds
    from support.conversations as conversation
    where conversation.organization_id = p_organization_id and conversation.status in ('queued', 'active')
  ), visible as (
    select running.* from running where not running.is_snoozed
  ), team as (
    select agent.id as agent_id, agent.name, agent.avatar_url, agent.role, agent.max_concurrent_chats, agent.last_seen_at,
      case
        when support.is_present(agent) then 'online'
        when support.is_away(agent) or exists (
          select from support.agent_sessions as connection
          where connection.agent_id = agent.id and connection.expires_at > now()
        ) then 'away'
        else 'offline'
      end as presence,
      (select count(*) from running where running.agent_id = agent.id) as open,
      (select count(*) from visible where visible.agent_id = agent.id and visible.silence_seconds is not null) as unanswered
    from support.agents as agent
    where agent.organization_id = p_organization_id and agent.is_active
  ), place as (
    select department.id as department_id, department.name, department.position from support.departments as department
    where department.organization_id = p_organization_id
      and (department.is_active or exists (select from running where running.department_id = department.id))
    union all
    select null, null, null where exists (select from running where running.department_id is null)
  )
  select jsonb_build_object(
    'at', now(),
    'open', (select count(*) from running),
    'queued', (select count(*) from visible where visible.status = 'queued'),
    'active', (select count(*) from visible where visible.status = 'active'),
    'snoozed', (select count(*) from running where running.is_snoozed),
    'unanswered', (select count(*) from visible where visible.silence_seconds is not null),
    'escalated', (select count(*) from visible where visible.status = 'queued' and visible.is_escalated),
    'longest_wait_seconds', (select round(max(visible.wait_seconds)) from visible),
    'longest_unanswered_seconds', (select round(max(visible.silence_seconds)) from visible),
    'agents', coalesce((
      select jsonb_agg(
        to_jsonb(team) || jsonb_build_object('free', greatest(0, team.max_concurrent_chats - team.open))
        order by array_position(array['online', 'away', 'offline'], team.presence), team.open desc, team.name, team.agent_id)
      from team
    ), '[]'::jsonb),
    'departments', coalesce((
      select jsonb_agg(jsonb_build_object(
        'department_id', place.department_id,
        'name', place.name,
        'queued', (select count(*) from visible
          where visible.department_id is not distinct from place.department_id and visible.status = 'queued'),
        'active', (select count(*) from visible
          where visible.department_id is not distinct from place.department_id and visible.status = 'active'),
        'longest_wait_seconds', (select round(max(visible.wait_seconds)) from visible
          where visible.department_id is not distinct from place.department_id),
        'agents_online', (select count(*) from team
          where team.presence = 'online' and support.answers_for(team.agent_id, place.department_id))
      ) order by place.position nulls last, place.name)
      from place
    ), '[]'::jsonb)
  ) into v_answer;
  return v_answer;
end
$$;
comment on function public.support_get_live_state(jsonb, uuid) is
  'What is going on now: how many are open, queued, unanswered, and for how long; who is there with how much to do; how each '
  'department''s queue stands (department_id null: asked nobody in particular). Snoozed conversations count in open and '
  'snoozed only. For any agent. Raises SC003, SC050, SC051.';

revoke all on function support.analytics_time_zone(uuid) from public;
revoke all on function support.roll_up_widget_day(support.widgets, date, text, timestamptz, timestamptz) from public;
revoke all on function support.roll_up_agent_day(support.widgets, date, timestamptz, timestamptz) from public;
revoke all on function support.roll_up_day(uuid, date) from public;
revoke all on function support.roll_up_analytics(integer) from public;
revoke all on function support.check_analytics_range(date, date) from public;
revoke all on function public.support_roll_up_analytics(integer) from public, anon, authenticated;
revoke all on function public.support_get_analytics(jsonb, uuid, date, date, uuid) from public, anon, authenticated;
revoke all on function public.support_get_agent_performance(jsonb, uuid, date, date, uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_get_live_state(jsonb, uuid) from public, anon, authenticated;
grant execute on function public.support_roll_up_analytics(integer) to service_role;
grant execute on function public.support_get_analytics(jsonb, uuid, date, date, uuid) to service_role;
grant execute on function public.support_get_agent_performance(jsonb, uuid, date, date, uuid, uuid) to service_role;
grant execute on function public.support_get_live_state(jsonb, uuid) to service_role;
