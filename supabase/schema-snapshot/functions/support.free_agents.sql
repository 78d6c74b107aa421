-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.free_agents(p_organization_id uuid)
 RETURNS TABLE(agent_id uuid, skills text[], open_conversations bigint, last_assigned_at timestamp with time zone)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select agent.id, agent.skills, held.open_conversations, agent.last_assigned_at
  from support.agents as agent
  cross join lateral (
    select count(*) as open_conversations from support.conversations as conversation
    where conversation.agent_id = agent.id and conversation.status in ('queued', 'active')
  ) as held
  where agent.organization_id = p_organization_id and support.is_present(agent)
    and held.open_conversations < agent.max_concurrent_chats
$function$;

comment on function support.free_agents(p_organization_id uuid) is 'Who is present and has room for one more conversation.';

-- Nobody but the owner has any privilege.
