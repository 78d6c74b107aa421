-- Purpose: visitors hear of every coming and going of those whom they are shown, not only of the first and the last.
-- Objects: support.shown_team (new); public.support_heartbeat_agent, public.support_set_agent_presence,
--          support.expire_presence (replaced).
-- Undo:    drop support.shown_team; restore the replaced functions of their last migrations.

create function support.shown_team(p_organization_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$ select support.availability_json(p_organization_id) - 'reply_time_seconds' $$;
comment on function support.shown_team(uuid) is
  'What visitors are shown of who is there; when it changes, support.announce_availability is due.';
revoke all on function support.shown_team(uuid) from public, anon, authenticated;

create or replace function public.support_heartbeat_agent(p_agent_id uuid, p_connection_id text, p_status text default 'online', p_channel text default 'web', p_ttl_seconds integer default 60)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;

create or replace function public.support_set_agent_presence(p_agent_id uuid, p_presence text, p_snoozed_until timestamp with time zone default NULL::timestamp with time zone)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_shown jsonb;
begin
  if p_presence is null or p_presence not in ('auto', 'away') then
    perform support.refuse('p_presence', 'auto or away');
  end if;
  if p_snoozed_until <= now() or p_snoozed_until > now() + interval '1 year' then
    perform support.refuse('p_snoozed_until', 'a time within the next year');
  end if;
  perform support.lock_presence(v_agent.organization_id);
  v_shown := support.shown_team(v_agent.organization_id);
  update support.agents set presence = p_presence, snoozed_until = p_snoozed_until
  where id = p_agent_id returning * into v_agent;
  if support.shown_team(v_agent.organization_id) <> v_shown then
    perform support.announce_availability(v_agent.organization_id);
  end if;
  if not support.is_away(v_agent) then
    perform support.route_waiting(v_agent.organization_id, 10);
  end if;
  return jsonb_build_object('agent', support.agent_presence_json(v_agent));
end
$$;

create or replace function support.expire_presence(p_limit integer)
returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_gone bigint;
  v_organization_ids uuid[];
  v_organization_id uuid;
begin
  with gone as (
    delete from support.agent_sessions where id in (
      select session.id from support.agent_sessions as session
      where session.expires_at <= now() order by session.expires_at limit greatest(p_limit, 0) for update skip locked)
    returning agent_id, status
  )
  select count(*), coalesce(array_agg(distinct agent.organization_id) filter (
      -- Whoever has another connection is still there, and whoever said to be away was not.
      where gone.status = 'online' and agent.is_active and not support.is_away(agent) and not support.is_present(agent)), '{}')
  into v_gone, v_organization_ids
  from gone join support.agents as agent on agent.id = gone.agent_id;
  foreach v_organization_id in array v_organization_ids loop
    perform support.announce_availability(v_organization_id);
  end loop;
  return v_gone;
end
$$;
comment on function support.expire_presence(integer) is
  'Forgets connections that fell silent, and says so where somebody was there by them alone. Answers how many.';
