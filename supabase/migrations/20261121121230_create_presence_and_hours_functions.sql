-- Purpose: whether somebody is there: working hours in the widget's time zone, agents' presence, and everything that
--          widget-config answers, in one call.
-- Objects: support.known_zone, working_zone, working_shifts, working_periods, has_working_hours, widget_hours_json,
--          widget_is_open, is_attended, availability_json (replaced), widget_availability_json, widget_status,
--          announce_availability, agent_presence_json, expire_presence, picked, widget_json; public.support_heartbeat_agent,
--          support_set_agent_presence, support_get_widget (replaced), support_get_widget_by_id, support_poll_changes
--          (replaced).
-- Undo:    drop the new functions; restore those of 20261121090200, 20261121090300 and 20261121090400.

-- Working hours

create function support.known_zone(p_time_zone text) returns text
language plpgsql stable
set search_path = ''
as $$
begin
  perform now() at time zone p_time_zone;
  return nullif(p_time_zone, '');
exception when invalid_parameter_value then
  return null;
end
$$;
comment on function support.known_zone(text) is 'The time zone, or null when this server does not know it.';

create function support.working_zone(p_widget support.widgets) returns text
language sql stable
set search_path = ''
as $$
  select support.known_zone(coalesce(nullif(p_widget.working_hours ->> 'time_zone', ''), (
    select organization.time_zone from support.organizations as organization
    where organization.id = p_widget.organization_id
  )))
$$;
comment on function support.working_zone(support.widgets) is
  'The zone in which a widget counts its days: its own, else the organization''s. Null when there is no such zone.';

create function support.working_shifts(p_working_hours jsonb, p_day date) returns jsonb
language sql stable
set search_path = ''
as $$
  -- Lenient paths: whatever is not shaped as it should be is not there, because a wrong setting must break no chat.
  select coalesce(case
    when jsonb_path_exists(p_working_hours, '$.holidays[*] ? (@.date == $day)', today.variables) then
      jsonb_path_query_array(p_working_hours, '$.holidays[*] ? (@.date == $day).hours[*]', today.variables)
    when jsonb_typeof(p_working_hours -> 'days') is distinct from 'object' or p_working_hours -> 'days' = '{}' then
      '[["00:00", "24:00"]]'
    else jsonb_path_query_array(p_working_hours -> 'days' -> to_char(p_day, 'dy'), '$[*]')
  end, '[]')
  from (select jsonb_build_object('day', to_char(p_day, 'YYYY-MM-DD')) as variables) as today
$$;
comment on function support.working_shifts(jsonb, date) is
  'The shifts that begin on a day, [["09:00", "17:30"], …]: a holiday''s own, else those of its weekday, else all day.';

create function support.working_periods(
  p_working_hours jsonb, p_time_zone text, p_at timestamptz, p_days_ahead integer
) returns tstzmultirange
language sql stable
set search_path = ''
as $$
  -- From yesterday on, because a shift that ends after midnight belongs to the day it begins on.
  select coalesce(range_agg(tstzrange(period.starts_at, period.ends_at)), '{}')
  from generate_series(-1, p_days_ahead) as ahead
  cross join lateral (select (p_at at time zone p_time_zone)::date + ahead as date) as day
  cross join lateral jsonb_array_elements(support.working_shifts(p_working_hours, day.date)) as shift
  cross join lateral (
    select case when jsonb_typeof(shift) = 'array'
      and shift ->> 0 ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' and shift ->> 1 ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
      then array[(shift ->> 0)::time, (shift ->> 1)::time] end as times
  ) as clock
  cross join lateral (
    select
      (day.date + clock.times[1]) at time zone p_time_zone as starts_at,
      (day.date + clock.times[2] + case when clock.times[2] <= clock.times[1] then interval '1 day' else interval '0' end)
        at time zone p_time_zone as ends_at
  ) as period
  -- A short shift may vanish in the hour that is left out in spring.
  where period.starts_at < period.ends_at
$$;
comment on function support.working_periods(jsonb, text, timestamptz, integer) is
  'When a team works, as instants, from the day before p_at to some days ahead; shifts that touch are one period.';

create function support.has_working_hours(p_widget support.widgets) returns boolean
language sql immutable
set search_path = ''
as $$
  select coalesce(jsonb_path_exists(p_widget.working_hours, '$.days.*') or jsonb_path_exists(p_widget.working_hours, '$.holidays[*]'), false)
$$;
comment on function support.has_working_hours(support.widgets) is 'Whether there is any day or holiday to go by.';

create function support.widget_hours_json(p_widget support.widgets, p_at timestamptz default now()) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  v_zone text := support.working_zone(p_widget);
  v_at timestamptz := coalesce(p_at, now());
  v_ahead constant integer := 14;
  v_periods tstzmultirange := '{(,)}';
  v_present tstzrange;
  v_opens_at timestamptz;
begin
  if v_zone is not null and support.has_working_hours(p_widget) then
    v_periods := support.working_periods(p_widget.working_hours, v_zone, v_at, v_ahead);
  end if;
  select period into v_present from unnest(v_periods) as period where period @> v_at;
  if v_present is null then
    select min(lower(period)) into v_opens_at from unnest(v_periods) as period
    where lower(period) > v_at and lower(period) <= v_at + make_interval(days => v_ahead);
  end if;
  return jsonb_build_object(
    'is_open', v_present is not null,
    'opens_at', v_opens_at,
    'closes_at', case when upper(v_present) <= v_at + make_interval(days => v_ahead) then upper(v_present) end,
    'time_zone', v_zone
  );
end
$$;
comment on function support.widget_hours_json(support.widgets, timestamptz) is
  'Whether the team works now, and when that changes: opens_at while closed, closes_at while open, null when nothing '
  'changes within 14 days. Without working hours, or in a zone nobody knows, a widget is always open.';

create function support.widget_is_open(p_widget support.widgets, p_at timestamptz default now()) returns boolean
language plpgsql stable
set search_path = ''
as $$
declare
  v_zone text;
  v_at timestamptz := coalesce(p_at, now());
begin
  if not support.has_working_hours(p_widget) then
    return true;
  end if;
  v_zone := support.working_zone(p_widget);
  return v_zone is null or support.working_periods(p_widget.working_hours, v_zone, v_at, 0) @> v_at;
end
$$;
comment on function support.widget_is_open(support.widgets, timestamptz) is
  'Whether the team works at a moment, as widget_hours_json says, at the cost of two days instead of sixteen.';

-- Presence

create function support.is_attended(p_organization_id uuid, p_department_id uuid default null) returns boolean
language sql stable
set search_path = ''
as $$
  with team as (
    select agent.* from support.agents as agent
    where agent.organization_id = p_organization_id and agent.is_active
      and support.answers_for(agent.id, p_department_id)
  )
  select exists (select from team where support.is_present(team::support.agents))
    or (
      case when p_department_id is null then exists (
        select from support.telegram_chats as chat
        where chat.organization_id = p_organization_id and chat.state = 'active'
      ) else coalesce((support.telegram_chat_for(p_organization_id, p_department_id)).state = 'active', false) end
      and (not exists (select from team) or exists (select from team where not support.is_away(team::support.agents)))
    )
$$;
comment on function support.is_attended(uuid, uuid) is
  'Whether somebody is there, for an organization or one department of it: an agent at work in the web inbox, or a working '
  'Telegram group, whose people carry it with them, unless every agent said that they are away.';

create or replace function support.availability_json(p_organization_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$
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
$$;
comment on function support.availability_json(uuid) is
  'Whether somebody is there, three of the team, those at work first, and how long the first answer took in the median of '
  'the last 20 conversations. Knows no working hours: widget_availability_json does.';

create function support.widget_status(p_widget support.widgets) returns text
language sql stable
set search_path = ''
as $$
  select case
    when not support.widget_is_open(p_widget) then 'offline'
    when support.is_attended(p_widget.organization_id) then 'online'
    else 'away'
  end
$$;
comment on function support.widget_status(support.widgets) is
  'online: somebody is there; away: it is working hours and nobody is; offline: it is not working hours.';

create function support.widget_availability_json(p_widget support.widgets) returns jsonb
language sql stable
set search_path = ''
as $$
  select support.availability_json(p_widget.organization_id) || jsonb_build_object('status', support.widget_status(p_widget))
$$;
comment on function support.widget_availability_json(support.widgets) is
  'availability_json as the visitors of a widget see it: offline outside its working hours, whoever is there.';

create function support.announce_availability(p_organization_id uuid) returns void
language plpgsql
set search_path = ''
as $$
begin
  perform realtime.send(
    jsonb_build_object('availability', support.availability_json(p_organization_id)), 'availability.updated',
    'support:org:' || p_organization_id::text, true);
  perform realtime.send(
      jsonb_build_object('availability', state.availability), 'availability.updated',
      'support:visitor:' || asking.visitor_id::text, true)
  from (
    select conversation.visitor_id, conversation.widget_id from support.conversations as conversation
    where conversation.organization_id = p_organization_id and conversation.status in ('queued', 'active')
      and conversation.updated_at > now() - interval '1 day'
    order by conversation.updated_at desc limit 500
  ) as asking
  join (
    select widget.id, support.widget_availability_json(widget) as availability from support.widgets as widget
    where widget.organization_id = p_organization_id offset 0
  ) as state on state.id = asking.widget_id;
end
$$;
comment on function support.announce_availability(uuid) is
  'Tells the team, and up to 500 visitors with an open conversation touched within a day, whether somebody is there. To be '
  'called when that has changed.';

create function support.agent_presence_json(p_agent support.agents) returns jsonb
language sql stable
set search_path = ''
as $$
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
$$;
comment on function support.agent_presence_json(support.agents) is
  'Where an agent is and how busy: online, away (connected, but not at work) or offline.';

create function support.lock_presence(p_organization_id uuid) returns void
language sql
set search_path = ''
as $$ select pg_advisory_xact_lock(hashtextextended('support.presence:' || p_organization_id::text, 0)) $$;
comment on function support.lock_presence(uuid) is
  'Comings and goings of a team happen one after the other: two who leave at once would each still see the other.';

create function public.support_heartbeat_agent(
  p_agent_id uuid, p_connection_id text, p_status text default 'online', p_channel text default 'web',
  p_ttl_seconds integer default 60
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_session support.agent_sessions;
  v_expires_at timestamptz;
  v_was_attended boolean;
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
    v_was_attended := support.is_attended(v_agent.organization_id);
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
    if support.is_attended(v_agent.organization_id) <> v_was_attended then
      perform support.announce_availability(v_agent.organization_id);
    end if;
  end if;
  if p_status = 'online' then
    perform support.route_waiting(v_agent.organization_id, 10);
  end if;
  return jsonb_build_object('agent', support.agent_presence_json(v_agent), 'expires_at', v_expires_at);
end
$$;
comment on function public.support_heartbeat_agent(uuid, text, text, text, integer) is
  'Says that a connection of an agent is there (online), there but idle (away), or gone (offline); without another one it '
  'counts as gone after p_ttl_seconds, 60 by default, at most an hour. Whoever comes online is given what waits. Raises '
  'SC050, SC090.';

create function public.support_set_agent_presence(
  p_agent_id uuid, p_presence text, p_snoozed_until timestamptz default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_was_attended boolean;
begin
  if p_presence is null or p_presence not in ('auto', 'away') then
    perform support.refuse('p_presence', 'auto or away');
  end if;
  if p_snoozed_until <= now() or p_snoozed_until > now() + interval '1 year' then
    perform support.refuse('p_snoozed_until', 'a time within the next year');
  end if;
  perform support.lock_presence(v_agent.organization_id);
  v_was_attended := support.is_attended(v_agent.organization_id);
  update support.agents set presence = p_presence, snoozed_until = p_snoozed_until
  where id = p_agent_id returning * into v_agent;
  if support.is_attended(v_agent.organization_id) <> v_was_attended then
    perform support.announce_availability(v_agent.organization_id);
  end if;
  if not support.is_away(v_agent) then
    perform support.route_waiting(v_agent.organization_id, 10);
  end if;
  return jsonb_build_object('agent', support.agent_presence_json(v_agent));
end
$$;
comment on function public.support_set_agent_presence(uuid, text, timestamptz) is
  'auto: there while a connection is; away: given nothing, whatever is connected; with a time: away until then. Raises '
  'SC050, SC090.';

create function support.expire_presence(p_limit integer) returns bigint
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
      where gone.status = 'online' and agent.is_active and not support.is_away(agent)), '{}')
  into v_gone, v_organization_ids
  from gone join support.agents as agent on agent.id = gone.agent_id;
  foreach v_organization_id in array v_organization_ids loop
    if not support.is_attended(v_organization_id) then
      perform support.announce_availability(v_organization_id);
    end if;
  end loop;
  return v_gone;
end
$$;
comment on function support.expire_presence(integer) is
  'Forgets connections that fell silent, and says so where they were the last ones. Answers how many.';

-- The configuration, in one call

create function support.picked(p_settings jsonb, p_names text[]) returns jsonb
language sql immutable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(setting.key, setting.value), '{}')
  from jsonb_each(p_settings) as setting where setting.key = any (p_names)
$$;
comment on function support.picked(jsonb, text[]) is 'Those of the settings that were configured and are meant for visitors.';

create function support.widget_json(p_widget support.widgets) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  v_is_open boolean := support.widget_is_open(p_widget);
  v_attachments jsonb := support.attachment_rules(p_widget);
begin
  return jsonb_build_object(
    'id', p_widget.id,
    'organization_id', p_widget.organization_id,
    'key', p_widget.key,
    'name', p_widget.name,
    'enabled', p_widget.is_enabled,
    'version', p_widget.version,
    'allowed_domains', to_jsonb(p_widget.allowed_domains),
    'blocked_domains', to_jsonb(p_widget.blocked_domains),
    'branding', jsonb_build_object(
      'team_name', coalesce(p_widget.branding ->> 'team_name', p_widget.name),
      'accent', p_widget.branding ->> 'accent',
      'logo_url', p_widget.branding ->> 'logo_url',
      'greeting_title', p_widget.branding ->> 'greeting_title',
      'greeting_text', p_widget.branding ->> 'greeting_text'
    ) || support.picked(p_widget.branding, '{font,radius,theme,launcher}'),
    'behavior', '{"reopen_hours": 168, "edit_window_minutes": 15}' || p_widget.behavior,
    'localization', support.picked(p_widget.localization, '{locales,texts}')
      || jsonb_build_object('default_locale', coalesce(p_widget.localization ->> 'default_locale', 'en')),
    'features', '{"feedback": true, "transcript": true, "typing": true, "receipts": true}' || p_widget.features
      || jsonb_build_object('attachments', v_attachments),
    'prechat', p_widget.prechat,
    'triggers', p_widget.triggers,
    'departments', coalesce((
      select jsonb_agg(jsonb_build_object(
          'id', department.id, 'name', department.name, 'description', department.description,
          'is_online', v_is_open and support.is_attended(p_widget.organization_id, department.id))
        order by department.position, department.name)
      from support.departments as department
      where department.organization_id = p_widget.organization_id and department.is_active
    ), '[]'::jsonb),
    'hours', support.widget_hours_json(p_widget),
    'availability', support.widget_availability_json(p_widget),
    'limits', jsonb_build_object(
      'message_characters', 4000, 'attachment_bytes', v_attachments -> 'max_bytes',
      'attachments_per_message', v_attachments -> 'max_files')
  );
end
$$;
comment on function support.widget_json(support.widgets) is
  'What the server needs to know of a widget, settings with their defaults. What of it is public, the server decides.';

create or replace function public.support_get_widget(p_widget_key text) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_widget support.widgets;
begin
  select widget.* into v_widget from support.widgets as widget where widget.key = p_widget_key and widget.deleted_at is null;
  if not found then
    select widget.* into v_widget
    from support.retired_widget_keys as retired join support.widgets as widget on widget.id = retired.widget_id
    where retired.key = p_widget_key and retired.works_until > now() and widget.deleted_at is null;
  end if;
  if v_widget.id is null then
    raise exception 'no widget has this key' using errcode = 'SC001', hint = 'Copy the key again from where the widget was made.';
  end if;
  return support.widget_json(v_widget);
end
$$;
comment on function public.support_get_widget(text) is
  'Everything widget-config answers, and the domains that may embed the widget, by its key or one that was retired a short '
  'while ago; key is always the present one. Raises SC001.';

create function public.support_get_widget_by_id(p_widget_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_widget support.widgets;
begin
  select widget.* into v_widget from support.widgets as widget where widget.id = p_widget_id and widget.deleted_at is null;
  if not found then
    raise exception 'no such widget' using errcode = 'SC001';
  end if;
  return support.widget_json(v_widget);
end
$$;
comment on function public.support_get_widget_by_id(uuid) is 'The same as support_get_widget, by the widget''s id. Raises SC001.';

create or replace function public.support_poll_changes(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid,
  p_conversation_id uuid default null, p_after_revision bigint default 0, p_limit integer default 200
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.visitor_id = v_session.visitor_id and conversation.widget_id = v_session.widget_id
  order by conversation.number desc limit 1;
  return support.sync_json(
      v_conversation,
      case when v_conversation.id = p_conversation_id then coalesce(p_after_revision, 0) else 0 end,
      least(greatest(coalesce(p_limit, 200), 1), 500)
    ) || jsonb_build_object('availability', (
      select support.widget_availability_json(widget) from support.widgets as widget where widget.id = p_widget_id
    ));
end
$$;

revoke all on function support.known_zone(text) from public;
revoke all on function support.working_zone(support.widgets) from public;
revoke all on function support.working_shifts(jsonb, date) from public;
revoke all on function support.working_periods(jsonb, text, timestamptz, integer) from public;
revoke all on function support.has_working_hours(support.widgets) from public;
revoke all on function support.widget_hours_json(support.widgets, timestamptz) from public;
revoke all on function support.widget_is_open(support.widgets, timestamptz) from public;
revoke all on function support.is_attended(uuid, uuid) from public;
revoke all on function support.widget_status(support.widgets) from public;
revoke all on function support.widget_availability_json(support.widgets) from public;
revoke all on function support.announce_availability(uuid) from public;
revoke all on function support.agent_presence_json(support.agents) from public;
revoke all on function support.lock_presence(uuid) from public;
revoke all on function support.expire_presence(integer) from public;
revoke all on function support.picked(jsonb, text[]) from public;
revoke all on function support.widget_json(support.widgets) from public;
revoke all on function public.support_heartbeat_agent(uuid, text, text, text, integer) from public, anon, authenticated;
revoke all on function public.support_set_agent_presence(uuid, text, timestamptz) from public, anon, authenticated;
revoke all on function public.support_get_widget_by_id(uuid) from public, anon, authenticated;
grant execute on function public.support_heartbeat_agent(uuid, text, text, text, integer) to service_role;
grant execute on function public.support_set_agent_presence(uuid, text, timestamptz) to service_role;
grant execute on function public.support_get_widget_by_id(uuid) to service_role;
