-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.agent_presence_json(p_agent support.agents)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'id', p_agent.id,
    'name', p_agent.name,
    'presence', p_agent.presence,
    'snoozed_until', p_agent.snoozed_until,
    'status', case
      when support.is_present(p_agent) then 'online'
      when exists (
        select from support.agent_sessions as session
        where session.agent_id = p_agent.id and session.expires_at > now()
      ) then 'away'
      else 'offline'
    end,
    'open_conversations', (
      select count(*) from support.conversations as conversation
      where conversation.agent_id = p_agent.id and conversation.status in ('queued', 'active')
    ),
    'max_concurrent_chats', p_agent.max_concurrent_chats
  )
$function$;

comment on function support.agent_presence_json(p_agent support.agents) is 'Where an agent is and how busy: online, away (connected, but not at work) or offline.';

-- Nobody but the owner has any privilege.
