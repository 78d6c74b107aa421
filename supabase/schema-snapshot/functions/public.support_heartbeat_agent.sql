-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_heartbeat_agent(p_agent_id uuid, p_connection_id text, p_status text DEFAULT 'online'::text, p_channel text DEFAULT 'web'::text, p_ttl_seconds integer DEFAULT 60)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_session support.agent_sessions;
  v_expires_at timestamptz;
  v_shown jsonb;
begin
  if p_connection_id is null or char_length(p_connection_id) not between 1 and 100 then
    perform support.refuse('p_connection_id', 'a name of 1 to 100 characters, the same with every heartbeat');
  end if;
  if p_status is null or p_status not in ('online', 'away', 'offline') then
    perform support.refuse('p_status', 'online, away or offline');
  end if;
  if p_channel is null or p_channel not in ('web', 'telegram') then
    perform support.refuse('p_channel', 'web or telegram');
  end if;
  if p_ttl_seconds is null or p_ttl_seconds not between 10 and 3600 then
    perform support.refuse('p_ttl_seconds', '10 to 3600 seconds');
  end if;

  -- Nearly every heartbeat only says "still here", and waits for nobody. Looked at before it is written: an update that
  -- finds the row changed would keep it locked, and whoever holds the lock below may be waiting for it.
  select session.* into v_session from support.agent_sessions as session
  where session.agent_id = p_agent_id and session.connection_id = p_connection_id;
  update support.agent_sessions set heartbeat_at = now(), expires_at = now() + make_interval(secs => p_ttl_seconds)
  where id = v_session.id and v_session.status = p_status and v_session.channel = p_channel and v_session.expires_at > now()
  returning expires_at into v_expires_at;
  if not found then
    perform support.lock_presence(v_agent.organization_id);
    v_shown := support.shown_team(v_agent.organization_id);
    if p_status = 'offline' then
      delete from support.agent_sessions where agent_id = p_agent_id and connection_id = p_connection_id;
    else
      insert into support.agent_sessions as session (agent_id, connection_id, channel, status, expires_at)
      values (p_agent_id, p_connection_id, p_channel, p_status, now() + make_interval(secs => p_ttl_seconds))
      on conflict (agent_id, connection_id) do update set
        channel = excluded.channel, status = excluded.status, heartbeat_at = now(), expires_at = excluded.expires_at,
        started_at = case when session.expires_at > now() then session.started_at else now() end
      returning session.expires_at into v_expires_at;
    end if;
    if support.shown_team(v_agent.organization_id) <> v_shown then
      perform support.announce_availability(v_agent.organization_id);
    end if;
  end if;
  if p_status = 'online' then
    perform support.route_waiting(v_agent.organization_id, 10);
  end if;
  return jsonb_build_object('agent', support.agent_presence_json(v_agent), 'expires_at', v_expires_at);
end
$function$;

comment on function public.support_heartbeat_agent(p_agent_id uuid, p_connection_id text, p_status text, p_channel text, p_ttl_seconds integer) is 'Says that a connection of an agent is there (online), there but idle (away), or gone (offline); without another one it counts as gone after p_ttl_seconds, 60 by default, at most an hour. Whoever comes online is given what waits. Raises SC050, SC090.';

-- service_role may execute
