-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_live_state(p_actor jsonb, p_organization_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;

comment on function public.support_get_live_state(p_actor jsonb, p_organization_id uuid) is 'What is going on now: how many are open, queued, unanswered, and for how long; who is there with how much to do; how each department''s queue stands (department_id null: asked nobody in particular). Snoozed conversations count in open and snoozed only. For any agent. Raises SC003, SC050, SC051.';

-- service_role may execute
