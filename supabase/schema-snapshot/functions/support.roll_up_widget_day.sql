-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.roll_up_widget_day(p_widget support.widgets, p_day date, p_zone text, p_start timestamp with time zone, p_end timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
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
$function$;

comment on function support.roll_up_widget_day(p_widget support.widgets, p_day date, p_zone text, p_start timestamp with time zone, p_end timestamp with time zone) is 'Writes widget_analytics for one day, whose ends the caller knows. Reads index ranges of that day only.';

-- Nobody but the owner has any privilege.
