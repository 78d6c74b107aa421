-- Purpose: what the visitor API needs before a conversation: the widget's configuration, sessions, rate limits.
-- Objects: support.count_hit, support.assert_session; public.support_get_widget, support_create_session,
--          support_refresh_session.
-- Undo:    drop the functions.

create function support.count_hit(p_key text, p_limit integer, p_window interval) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_limit support.rate_limits;
begin
  insert into support.rate_limits as counter (key, window_start, hits)
  values (p_key, v_now, 1)
  on conflict (key) do update set
    hits = case when counter.window_start + p_window <= v_now then 1 else counter.hits + 1 end,
    window_start = case when counter.window_start + p_window <= v_now then v_now else counter.window_start end
  returning counter.* into v_limit;

  if v_limit.hits > p_limit then
    raise exception 'too many requests' using
      errcode = 'SC040',
      detail = greatest(1, ceil(extract(epoch from v_limit.window_start + p_window - v_now)))::text,
      hint = 'Wait for the number of seconds in the detail, then try again.';
  end if;
end
$$;
comment on function support.count_hit(text, integer, interval) is
  'Counts one request against a fixed window and raises SC040 past the limit. A refused request rolls its count back, so '
  'waiting for the window is always enough.';

create function support.assert_session(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid)
returns support.sessions
language plpgsql stable
set search_path = ''
as $$
declare
  v_session support.sessions;
  v_banned_at timestamptz;
  v_is_enabled boolean;
begin
  select session.* into v_session from support.sessions as session
  where session.id = p_session_id and session.visitor_id = p_visitor_id and session.widget_id = p_widget_id;
  if not found then
    raise exception 'no such session' using errcode = 'SC010', hint = 'Start a new session.';
  end if;
  if v_session.revoked_at is not null then
    raise exception 'this session was revoked' using errcode = 'SC011', hint = 'Start a new session.';
  end if;
  if v_session.expires_at <= now() then
    raise exception 'this session has expired' using errcode = 'SC012', hint = 'Start a new session.';
  end if;

  select visitor.banned_at, widget.is_enabled into v_banned_at, v_is_enabled
  from support.visitors as visitor, support.widgets as widget
  where visitor.id = p_visitor_id and widget.id = p_widget_id;
  if not v_is_enabled then
    raise exception 'this widget is switched off' using errcode = 'SC002';
  end if;
  if v_banned_at is not null then
    raise exception 'this visitor was blocked by the team' using errcode = 'SC014';
  end if;
  return v_session;
end
$$;
comment on function support.assert_session(uuid, uuid, uuid) is
  'The session behind a verified token, or SC010, SC011, SC012, SC002, SC014. Binds session, visitor and widget together.';

create function public.support_get_widget(p_widget_key text) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_widget support.widgets;
begin
  select widget.* into v_widget from support.widgets as widget where widget.key = p_widget_key;
  if not found then
    raise exception 'no widget has this key' using errcode = 'SC001', hint = 'Copy the key again from where the widget was made.';
  end if;
  return jsonb_build_object(
    'id', v_widget.id,
    'organization_id', v_widget.organization_id,
    'key', v_widget.key,
    'name', v_widget.name,
    'enabled', v_widget.is_enabled,
    'version', v_widget.version,
    'allowed_domains', to_jsonb(v_widget.allowed_domains),
    'blocked_domains', to_jsonb(v_widget.blocked_domains),
    'branding', jsonb_build_object(
      'team_name', coalesce(v_widget.branding ->> 'team_name', v_widget.name),
      'accent', v_widget.branding ->> 'accent',
      'logo_url', v_widget.branding ->> 'logo_url',
      'greeting_title', v_widget.branding ->> 'greeting_title',
      'greeting_text', v_widget.branding ->> 'greeting_text'
    ),
    'localization', jsonb_build_object('default_locale', coalesce(v_widget.localization ->> 'default_locale', 'en')),
    'departments', coalesce((
      select jsonb_agg(jsonb_build_object('id', department.id, 'name', department.name)
        order by department.position, department.name)
      from support.departments as department where department.organization_id = v_widget.organization_id
    ), '[]'::jsonb),
    'availability', support.availability_json(v_widget.organization_id),
    'limits', jsonb_build_object('message_characters', 4000)
  );
end
$$;
comment on function public.support_get_widget(text) is 'Everything widget-config answers, and the domains that may embed the widget. Raises SC001.';

create function public.support_create_session(
  p_widget_id uuid, p_refresh_token_hash text, p_context jsonb default '{}', p_ip_hash text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_widget support.widgets;
  v_visitor_id uuid;
  v_session_id uuid;
begin
  select widget.* into v_widget from support.widgets as widget where widget.id = p_widget_id;
  if not found then
    raise exception 'no such widget' using errcode = 'SC001';
  end if;
  if not v_widget.is_enabled then
    raise exception 'this widget is switched off' using errcode = 'SC002';
  end if;
  if p_ip_hash is not null then
    perform support.count_hit('session:ip:' || p_ip_hash, 30, interval '10 minutes');
  end if;
  perform support.count_hit('session:widget:' || p_widget_id::text, 600, interval '1 minute');

  insert into support.visitors (organization_id, context)
  values (v_widget.organization_id, coalesce(p_context, '{}'))
  returning id into v_visitor_id;
  insert into support.sessions (visitor_id, widget_id, ip_hash, expires_at)
  values (v_visitor_id, p_widget_id, p_ip_hash, now() + interval '30 days')
  returning id into v_session_id;
  insert into support.session_refresh_tokens (token_hash, session_id, generation)
  values (p_refresh_token_hash, v_session_id, 1);
  return jsonb_build_object('session_id', v_session_id, 'visitor_id', v_visitor_id);
end
$$;
comment on function public.support_create_session(uuid, text, jsonb, text) is
  'A new anonymous visitor with a session of 30 days. Raises SC001, SC002, SC040.';

create function public.support_refresh_session(
  p_widget_id uuid, p_refresh_token_hash text, p_new_refresh_token_hash text
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_token support.session_refresh_tokens;
  v_session support.sessions;
begin
  select token.* into v_token from support.session_refresh_tokens as token where token.token_hash = p_refresh_token_hash;
  if not found then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  select session.* into v_session from support.sessions as session
  where session.id = v_token.session_id and session.widget_id = p_widget_id for update;
  if not found then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  if v_session.revoked_at is not null then
    return jsonb_build_object('outcome', 'revoked');
  end if;
  if v_session.expires_at <= now() then
    return jsonb_build_object('outcome', 'expired');
  end if;

  if v_token.generation < v_session.generation - 1 then
    update support.sessions set revoked_at = now(), revoked_reason = 'refresh token reused' where id = v_session.id;
    return jsonb_build_object('outcome', 'reused');
  end if;

  perform support.count_hit('refresh:session:' || v_session.id::text, 30, interval '10 minutes');
  if v_token.generation = v_session.generation then
    -- First use of the newest generation: everything before it is finished.
    update support.sessions
    set generation = generation + 1, refreshed_at = now(), expires_at = now() + interval '30 days'
    where id = v_session.id returning * into v_session;
  end if;
  insert into support.session_refresh_tokens (token_hash, session_id, generation)
  values (p_new_refresh_token_hash, v_session.id, v_session.generation);
  update support.visitors set last_seen_at = now() where id = v_session.visitor_id;
  return jsonb_build_object('outcome', 'refreshed', 'session_id', v_session.id, 'visitor_id', v_session.visitor_id);
end
$$;
comment on function public.support_refresh_session(uuid, text, text) is
  'Rotates a refresh token. The one before the newest stays good until the newest is used, so a lost answer logs nobody '
  'out; an older one revokes the session. Answers with an outcome instead of raising, because a revocation must commit. '
  'Raises SC040.';

revoke all on all functions in schema support from public;
grant execute on function support.current_visitor_id() to support_visitor;
grant execute on function support.current_organization_ids() to authenticated;
revoke all on function public.support_get_widget(text) from public, anon, authenticated;
revoke all on function public.support_create_session(uuid, text, jsonb, text) from public, anon, authenticated;
revoke all on function public.support_refresh_session(uuid, text, text) from public, anon, authenticated;
grant execute on function public.support_get_widget(text) to service_role;
grant execute on function public.support_create_session(uuid, text, jsonb, text) to service_role;
grant execute on function public.support_refresh_session(uuid, text, text) to service_role;
