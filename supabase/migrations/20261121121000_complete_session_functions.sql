-- Purpose: sessions with everything they need to be trusted: blocked visitors, deleted widgets, tokens of visitors who
--          became known since, logout; and several rate limits counted in one call.
-- Objects: merged_visitors; support.is_banned, current_id_of_visitor, assert_session, hold_session,
--          lock_session, lock_visitor_conversation, check_token_hash; public.support_count_hits, support_create_session,
--          support_refresh_session, support_revoke_session, support_revoke_visitor_sessions.
-- Undo:    restore the functions of 20261121090300 and 20261121090400, drop the others, then the table.
--
-- Locks: the session row comes before the conversation, the conversation before the visitor. Whatever a visitor writes
-- holds its session (support.lock_session), and becoming known takes all sessions of the visitor away from writers: so
-- neither ever waits for the other in a circle, and nothing is written for a visitor who is just being merged away.

create table support.merged_visitors (
  id uuid primary key,
  visitor_id uuid not null references support.visitors (id) on delete cascade,
  merged_at timestamptz not null default now()
);
create index merged_visitors_visitor_id on support.merged_visitors (visitor_id);
comment on table support.merged_visitors is
  'Visitors who turned out to be somebody known. Their row is gone; whoever still holds the old id (an access token, an '
  'open inbox, a delivery to Telegram) is led to the known one.';
comment on column support.merged_visitors.id is 'The visitor that was.';
comment on column support.merged_visitors.visitor_id is 'Who they turned out to be. Never merged again, so one step leads there.';
comment on column support.merged_visitors.merged_at is 'When the site vouched for them.';
alter table support.merged_visitors enable row level security;
revoke all on table support.merged_visitors from public, anon, authenticated, service_role;
create policy "nobody reads merged visitors" on support.merged_visitors for select to anon, authenticated using (false);

create function support.current_id_of_visitor(p_visitor_id uuid) returns uuid
language sql stable
set search_path = ''
as $$
  select coalesce(
    (select merged.visitor_id from support.merged_visitors as merged where merged.id = p_visitor_id), p_visitor_id)
$$;
comment on function support.current_id_of_visitor(uuid) is 'The visitor''s own id, or whom they were merged into.';

create function support.is_banned(p_visitor support.visitors) returns boolean
language sql stable
set search_path = ''
as $$
  select p_visitor.banned_at is not null and (p_visitor.banned_until is null or p_visitor.banned_until > now())
$$;
comment on function support.is_banned(support.visitors) is 'Whether the team blocks this visitor now. A ban may end by itself.';

create or replace function support.assert_session(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid)
returns support.sessions
language plpgsql stable
set search_path = ''
as $$
declare
  v_session support.sessions;
  v_widget support.widgets;
  v_visitor support.visitors;
begin
  select session.* into v_session from support.sessions as session
  where session.id = p_session_id and session.widget_id = p_widget_id
    and session.visitor_id = support.current_id_of_visitor(p_visitor_id);
  if not found then
    raise exception 'no such session' using errcode = 'SC010', hint = 'Start a new session.';
  end if;
  if v_session.revoked_at is not null then
    raise exception 'this session was revoked' using errcode = 'SC011', hint = 'Start a new session.';
  end if;
  if v_session.expires_at <= now() then
    raise exception 'this session has expired' using errcode = 'SC012', hint = 'Start a new session.';
  end if;
  if v_session.visitor_id <> p_visitor_id then
    raise exception 'the visitor of this token is known by another id now' using
      errcode = 'SC015', hint = 'Refresh the session and try again with the new token.';
  end if;

  select widget.* into v_widget from support.widgets as widget where widget.id = p_widget_id;
  if v_widget.deleted_at is not null then
    raise exception 'this widget was deleted' using errcode = 'SC001';
  end if;
  if not v_widget.is_enabled then
    raise exception 'this widget is switched off' using errcode = 'SC002';
  end if;
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_session.visitor_id;
  if support.is_banned(v_visitor) then
    raise exception 'this visitor was blocked by the team' using errcode = 'SC014';
  end if;
  return v_session;
end
$$;
comment on function support.assert_session(uuid, uuid, uuid) is
  'The session behind a verified token, or SC001, SC002, SC010, SC011, SC012, SC014, SC015. Binds session, visitor and '
  'widget together.';

create function support.hold_session(p_session support.sessions) returns void
language plpgsql
set search_path = ''
as $$
begin
  perform from support.sessions as session
  where session.id = p_session.id and session.visitor_id = p_session.visitor_id and session.revoked_at is null
  for key share;
  if not found then
    -- Says what became of it while the lock waited.
    perform support.assert_session(p_session.id, p_session.visitor_id, p_session.widget_id);
  end if;
end
$$;
comment on function support.hold_session(support.sessions) is
  'Keeps a session with its visitor until the transaction ends, before a visitor''s write takes any other lock; the '
  'writes of one session do not wait for each other. Raises SC010, SC011, SC015.';

create function support.lock_session(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid) returns support.sessions
language plpgsql
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
begin
  perform support.hold_session(v_session);
  return v_session;
end
$$;
comment on function support.lock_session(uuid, uuid, uuid) is
  'What assert_session is for reading, for writing: the session behind a verified token, held with its visitor until the '
  'transaction ends. Raises what assert_session raises.';

create or replace function support.lock_visitor_conversation(p_session support.sessions, p_conversation_id uuid)
returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
begin
  perform support.hold_session(p_session);
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.visitor_id = p_session.visitor_id
    and conversation.widget_id = p_session.widget_id
  for update;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  return v_conversation;
end
$$;
comment on function support.lock_visitor_conversation(support.sessions, uuid) is
  'One of the visitor''s own conversations, locked. Somebody else''s is as unknown as one that never was: SC020. Raises '
  'SC010, SC011, SC015 too.';

create function support.check_token_hash(p_parameter text, p_hash text) returns void
language plpgsql immutable
set search_path = ''
as $$
begin
  if p_hash is null or p_hash !~ '^[0-9a-f]{64}$' then
    perform support.refuse(p_parameter, 'a refresh token is stored as its SHA-256 in hex');
  end if;
end
$$;
comment on function support.check_token_hash(text, text) is 'Passes the SHA-256 of a token in hex. Raises SC090.';

create function public.support_count_hits(p_limits jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_wait numeric;
begin
  if p_limits is null or jsonb_typeof(p_limits) <> 'array' or jsonb_array_length(p_limits) > 20 then
    perform support.refuse('p_limits', 'limits are an array of at most 20 {"key", "limit", "window_seconds"}');
  end if;
  if exists (
    select from jsonb_array_elements(p_limits) as wanted
    where jsonb_typeof(wanted) <> 'object'
      or jsonb_typeof(wanted -> 'key') is distinct from 'string'
      or char_length(wanted ->> 'key') not between 1 and 300
      or jsonb_typeof(wanted -> 'limit') is distinct from 'number'
      or wanted ->> 'limit' !~ '^[0-9]{1,7}$'
      or jsonb_typeof(wanted -> 'window_seconds') is distinct from 'number'
      or wanted ->> 'window_seconds' !~ '^[0-9]{1,5}$'
      or (wanted ->> 'window_seconds')::integer not between 1 and 86400
  ) then
    perform support.refuse('p_limits', 'a key is a text, a limit up to 9999999, a window 1 to 86400 seconds, all whole');
  end if;
  if (select count(*) <> count(distinct wanted ->> 'key') from jsonb_array_elements(p_limits) as wanted) then
    perform support.refuse('p_limits', 'every key may be there once');
  end if;

  -- In the order of keys, so that two calls with the same ones never wait for each other in a circle.
  with wanted as (
    select entry ->> 'key' as key, (entry ->> 'limit')::integer as hits,
      make_interval(secs => (entry ->> 'window_seconds')::integer) as lasts
    from jsonb_array_elements(p_limits) as entry
  ), counted as (
    insert into support.rate_limits as counter (key, window_start, hits)
    select wanted.key, v_now, 1 from wanted order by wanted.key
    on conflict (key) do update set (window_start, hits) = (
      select
        case when counter.window_start + wanted.lasts <= v_now then v_now else counter.window_start end,
        case when counter.window_start + wanted.lasts <= v_now then 1 else counter.hits + 1 end
      from wanted where wanted.key = counter.key
    )
    returning counter.key, counter.window_start, counter.hits
  )
  select max(extract(epoch from counted.window_start + wanted.lasts - v_now)) into v_wait
  from counted join wanted on wanted.key = counted.key
  where counted.hits > wanted.hits;

  if v_wait is not null then
    raise exception 'too many requests' using
      errcode = 'SC040',
      detail = greatest(1, ceil(v_wait))::text,
      hint = 'Wait for the number of seconds in the detail, then try again.';
  end if;
  return jsonb_build_object('allowed', true);
end
$$;
comment on function public.support_count_hits(jsonb) is
  'Counts one request against several fixed windows at once. One that is full refuses the call, which then counts for '
  'none; the detail is the longest wait. Raises SC040, SC090.';

drop function public.support_create_session(uuid, text, jsonb, text);
create function public.support_create_session(
  p_widget_id uuid, p_refresh_token_hash text, p_context jsonb default '{}', p_ip_hash text default null,
  p_origin text default null, p_user_agent text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_widget support.widgets;
  v_visitor_id uuid;
  v_session_id uuid;
begin
  select widget.* into v_widget from support.widgets as widget where widget.id = p_widget_id and widget.deleted_at is null;
  if not found then
    raise exception 'no such widget' using errcode = 'SC001';
  end if;
  if not v_widget.is_enabled then
    raise exception 'this widget is switched off' using errcode = 'SC002';
  end if;
  perform support.check_token_hash('p_refresh_token_hash', p_refresh_token_hash);
  p_context := coalesce(p_context, '{}');
  if jsonb_typeof(p_context) <> 'object' or octet_length(p_context::text) > 16384 then
    perform support.refuse('p_context', 'a context is an object of at most 16384 bytes');
  end if;
  if p_ip_hash is not null then
    perform support.count_hit('session:ip:' || p_ip_hash, 30, interval '10 minutes');
  end if;
  perform support.count_hit('session:widget:' || p_widget_id::text, 600, interval '1 minute');

  insert into support.visitors (organization_id, context)
  values (v_widget.organization_id, p_context)
  returning id into v_visitor_id;
  -- Headers are whatever a browser sends; too long is no reason to refuse a visitor.
  insert into support.sessions (visitor_id, widget_id, ip_hash, origin, user_agent, expires_at)
  values (
    v_visitor_id, p_widget_id, p_ip_hash, left(p_origin, 300), left(p_user_agent, 400), now() + interval '30 days')
  returning id into v_session_id;
  insert into support.session_refresh_tokens (token_hash, session_id, generation)
  values (p_refresh_token_hash, v_session_id, 1)
  on conflict (token_hash) do nothing;
  if not found then
    perform support.refuse('p_refresh_token_hash', 'this refresh token exists already');
  end if;
  return jsonb_build_object('session_id', v_session_id, 'visitor_id', v_visitor_id);
end
$$;
comment on function public.support_create_session(uuid, text, jsonb, text, text, text) is
  'A new anonymous visitor with a session of 30 days. Raises SC001, SC002, SC040, SC090.';

create or replace function public.support_refresh_session(
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
  -- Not "for update": what the visitor is writing at the moment holds the session too and need not wait for this.
  select session.* into v_session from support.sessions as session
  where session.id = v_token.session_id and session.widget_id = p_widget_id for no key update;
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

  -- A visitor who is blocked keeps the session, so that they are told so again instead of starting over as nobody.
  perform support.assert_session(v_session.id, v_session.visitor_id, p_widget_id);
  perform support.check_token_hash('p_new_refresh_token_hash', p_new_refresh_token_hash);
  perform support.count_hit('refresh:session:' || v_session.id::text, 30, interval '10 minutes');
  if v_token.generation = v_session.generation then
    -- First use of the newest generation: everything before it is finished.
    update support.sessions
    set generation = generation + 1, refreshed_at = now(), expires_at = now() + interval '30 days'
    where id = v_session.id returning * into v_session;
  end if;
  insert into support.session_refresh_tokens (token_hash, session_id, generation)
  values (p_new_refresh_token_hash, v_session.id, v_session.generation)
  on conflict (token_hash) do nothing;
  if not found then
    perform support.refuse('p_new_refresh_token_hash', 'this refresh token exists already');
  end if;
  update support.visitors set last_seen_at = now() where id = v_session.visitor_id;
  return jsonb_build_object('outcome', 'refreshed', 'session_id', v_session.id, 'visitor_id', v_session.visitor_id);
end
$$;
comment on function public.support_refresh_session(uuid, text, text) is
  'Rotates a refresh token. The one before the newest stays good until the newest is used, so a lost answer logs nobody '
  'out; an older one revokes the session. Answers with an outcome instead of raising, because a revocation must commit. '
  'The visitor is whoever the session belongs to now. Raises SC001, SC002, SC014, SC040, SC090.';

create function public.support_revoke_session(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_reason text default 'logout'
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_revoked_at timestamptz;
begin
  if p_reason is null or char_length(p_reason) not between 1 and 200 then
    perform support.refuse('p_reason', 'a reason has 1 to 200 characters');
  end if;
  select session.revoked_at into v_revoked_at from support.sessions as session
  where session.id = p_session_id and session.widget_id = p_widget_id
    and session.visitor_id = support.current_id_of_visitor(p_visitor_id)
  for no key update;
  if not found then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  if v_revoked_at is not null then
    return jsonb_build_object('outcome', 'already');
  end if;
  update support.sessions set revoked_at = now(), revoked_reason = p_reason where id = p_session_id;
  return jsonb_build_object('outcome', 'revoked');
end
$$;
comment on function public.support_revoke_session(uuid, uuid, uuid, text) is
  'Ends one session: its access token and all its refresh tokens are worth nothing from now on. Outcome revoked, already, '
  'or unknown; a logout never fails, not even a blocked visitor''s. Raises SC090.';

create function public.support_revoke_visitor_sessions(p_organization_id uuid, p_visitor_id uuid, p_reason text) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_visitor_id uuid := support.current_id_of_visitor(p_visitor_id);
  v_session_id uuid;
  v_revoked integer := 0;
begin
  if p_reason is null or char_length(p_reason) not between 1 and 200 then
    perform support.refuse('p_reason', 'a reason has 1 to 200 characters');
  end if;
  if not exists (
    select from support.visitors as visitor
    where visitor.id = v_visitor_id and visitor.organization_id = p_organization_id
  ) then
    raise exception 'no such visitor' using errcode = 'SC013';
  end if;
  -- One by one in the order of their ids, as lock_visitors takes them.
  for v_session_id in
    select session.id from support.sessions as session
    where session.visitor_id = v_visitor_id and session.revoked_at is null and session.expires_at > now()
    order by session.id
  loop
    update support.sessions set revoked_at = now(), revoked_reason = p_reason
    where id = v_session_id and visitor_id = v_visitor_id and revoked_at is null;
    v_revoked := v_revoked + found::integer;
  end loop;
  return jsonb_build_object('revoked', v_revoked);
end
$$;
comment on function public.support_revoke_visitor_sessions(uuid, uuid, text) is
  'Ends every session of a visitor, on all devices. Raises SC013, SC090.';

revoke all on function support.current_id_of_visitor(uuid) from public;
revoke all on function support.is_banned(support.visitors) from public;
revoke all on function support.assert_session(uuid, uuid, uuid) from public;
revoke all on function support.hold_session(support.sessions) from public;
revoke all on function support.lock_session(uuid, uuid, uuid) from public;
revoke all on function support.lock_visitor_conversation(support.sessions, uuid) from public;
revoke all on function support.check_token_hash(text, text) from public;
revoke all on function public.support_count_hits(jsonb) from public, anon, authenticated;
revoke all on function public.support_create_session(uuid, text, jsonb, text, text, text) from public, anon, authenticated;
revoke all on function public.support_refresh_session(uuid, text, text) from public, anon, authenticated;
revoke all on function public.support_revoke_session(uuid, uuid, uuid, text) from public, anon, authenticated;
revoke all on function public.support_revoke_visitor_sessions(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.support_count_hits(jsonb) to service_role;
grant execute on function public.support_create_session(uuid, text, jsonb, text, text, text) to service_role;
grant execute on function public.support_refresh_session(uuid, text, text) to service_role;
grant execute on function public.support_revoke_session(uuid, uuid, uuid, text) to service_role;
grant execute on function public.support_revoke_visitor_sessions(uuid, uuid, text) to service_role;
