-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_agent_performance(p_actor jsonb, p_organization_id uuid, p_from date, p_to date, p_agent_id uuid DEFAULT NULL::uuid, p_widget_id uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;

comment on function public.support_get_agent_performance(p_actor jsonb, p_organization_id uuid, p_from date, p_to date, p_agent_id uuid, p_widget_id uuid) is 'What each agent did in at most 366 days, busiest first; those who left are listed if they did something. Admins see everybody, agents themselves. Raises SC001, SC003, SC050, SC051, SC090.';

-- service_role may execute
