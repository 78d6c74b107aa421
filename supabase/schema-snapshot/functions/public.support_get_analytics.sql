-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_analytics(p_actor jsonb, p_organization_id uuid, p_from date, p_to date, p_widget_id uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;

comment on function public.support_get_analytics(p_actor jsonb, p_organization_id uuid, p_from date, p_to date, p_widget_id uuid) is 'The figures of at most 366 days, of one widget or all: each day, also those on which nothing happened, and their totals. In the totals, visitors is the sum of the days: who came on two days counts twice. For any agent. Raises SC001, SC003, SC050, SC051, SC090.';

-- service_role may execute
