-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.availability_json(p_organization_id uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'status', case when support.is_attended(p_organization_id) then 'online' else 'away' end,
    'agents', coalesce((
      select jsonb_agg(support.person_json(team.id) order by team.is_present desc, team.last_seen_at desc nulls last, team.name)
      from (
        select agent.id, agent.last_seen_at, agent.name, support.is_present(agent) as is_present
        from support.agents as agent
        where agent.organization_id = p_organization_id and agent.is_active
        order by is_present desc, agent.last_seen_at desc nulls last, agent.name limit 3
      ) as team
    ), '[]'::jsonb),
    'reply_time_seconds', (
      select round(percentile_cont(0.5) within group (
        order by extract(epoch from recent.first_response_at - recent.created_at)))
      from (
        select conversation.created_at, conversation.first_response_at from support.conversations as conversation
        where conversation.organization_id = p_organization_id and conversation.first_response_at is not null
        order by conversation.first_response_at desc limit 20
      ) as recent
    )
  )
$function$;

comment on function support.availability_json(p_organization_id uuid) is 'Whether somebody is there, three of the team, those at work first, and how long the first answer took in the median of the last 20 conversations. Knows no working hours: widget_availability_json does.';

-- Nobody but the owner has any privilege.
