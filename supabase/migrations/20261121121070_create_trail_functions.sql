-- Purpose: consent, and the trail it allows: pages seen and things done.
-- Objects: support.check_event; public.support_set_consent, support_track_events, support_list_visitor_events.
-- Undo:    drop the functions.

create function public.support_set_consent(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_decision text,
  p_text_version text default null, p_ip_hash text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_last support.visitor_consents;
  v_text_version text := nullif(btrim(p_text_version), '');
begin
  perform support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  if p_decision is null or p_decision not in ('granted', 'denied') then
    perform support.refuse('p_decision', 'a decision is granted or denied');
  end if;
  if char_length(v_text_version) > 100 then
    perform support.refuse('p_text_version', 'the version of a text has at most 100 characters');
  end if;
  if char_length(p_ip_hash) > 128 then
    perform support.refuse('p_ip_hash', 'this is no hash of an address');
  end if;
  perform support.count_hit('consent:session:' || p_session_id::text, 20, interval '1 minute');

  -- Also keeps the trail from being written in between.
  perform from support.visitors as visitor where visitor.id = p_visitor_id for no key update;
  select consent.* into v_last from support.visitor_consents as consent
  where consent.visitor_id = p_visitor_id order by consent.id desc limit 1;
  if v_last.decision is distinct from p_decision or v_last.text_version is distinct from v_text_version
      or v_last.widget_id <> p_widget_id then
    insert into support.visitor_consents (visitor_id, widget_id, decision, text_version, ip_hash)
    values (p_visitor_id, p_widget_id, p_decision, v_text_version, p_ip_hash);
    update support.visitors set consent = p_decision where id = p_visitor_id;
  end if;
  if p_decision = 'denied' then
    delete from support.visitor_events as event where event.visitor_id = p_visitor_id;
  end if;
  return jsonb_build_object('consent', p_decision);
end
$$;
comment on function public.support_set_consent(uuid, uuid, uuid, text, text, text) is
  'Records a decision, granted or denied, with the version of the text that was shown. denied also deletes the trail. A '
  'repeat of the last decision is not recorded twice. Raises SC001, SC002, SC010, SC011, SC012, SC014, SC015, SC040, SC090.';

create function support.check_event(p_event jsonb, p_path text) returns void
language plpgsql immutable
set search_path = ''
as $$
declare
  v_field text;
begin
  if jsonb_typeof(p_event) <> 'object' then
    perform support.refuse(p_path, 'an event is an object');
  end if;
  foreach v_field in array array['kind', 'name', 'page_url', 'page_title'] loop
    if jsonb_typeof(p_event -> v_field) not in ('string', 'null') then
      perform support.refuse(p_path || '.' || v_field, 'this is a text');
    end if;
  end loop;
  if p_event ->> 'kind' is null or p_event ->> 'kind' not in ('page_view', 'custom') then
    perform support.refuse(p_path || '.kind', 'an event is a page_view or custom');
  end if;
  if (p_event ->> 'kind' = 'custom') <> (p_event ->> 'name' is not null) then
    perform support.refuse(p_path || '.name', 'custom events have a name, page views have none');
  end if;
  if char_length(p_event ->> 'name') not between 1 and 100 then
    perform support.refuse(p_path || '.name', 'a name has 1 to 100 characters');
  end if;
  if char_length(p_event ->> 'page_url') > 2048 then
    perform support.refuse(p_path || '.page_url', 'an address has at most 2048 characters');
  end if;
  if char_length(p_event ->> 'page_title') > 300 then
    perform support.refuse(p_path || '.page_title', 'a title has at most 300 characters');
  end if;
  if jsonb_typeof(p_event -> 'data') not in ('object', 'null') or octet_length((p_event -> 'data')::text) > 4096 then
    perform support.refuse(p_path || '.data', 'data are an object of at most 4096 bytes');
  end if;
end
$$;
comment on function support.check_event(jsonb, text) is 'Passes an event that fits its columns. Raises SC090 with the path of what does not.';

create function public.support_track_events(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_events jsonb)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_visitor support.visitors;
  v_event jsonb;
  v_place bigint;
  v_stored bigint;
begin
  perform support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  if p_events is null or jsonb_typeof(p_events) <> 'array' or jsonb_array_length(p_events) > 50 then
    perform support.refuse('p_events', 'events are an array of at most 50');
  end if;
  for v_event, v_place in
    select listed.value, listed.place from jsonb_array_elements(p_events) with ordinality as listed (value, place)
  loop
    perform support.check_event(v_event, format('p_events[%s]', v_place - 1));
  end loop;
  perform support.count_hit('track:session:' || p_session_id::text, 60, interval '1 minute');

  -- A denial that comes at the same time comes before or after, never in between.
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = p_visitor_id for no key update;
  if v_visitor.consent = 'denied' then
    return jsonb_build_object('stored', 0);
  end if;
  insert into support.visitor_events (organization_id, widget_id, visitor_id, kind, name, page_url, page_title, data)
  select
    v_visitor.organization_id, p_widget_id, p_visitor_id, listed.value ->> 'kind', listed.value ->> 'name',
    listed.value ->> 'page_url', listed.value ->> 'page_title', coalesce(nullif(listed.value -> 'data', 'null'), '{}')
  from jsonb_array_elements(p_events) with ordinality as listed (value, place)
  order by listed.place;
  get diagnostics v_stored = row_count;

  select listed.value into v_event from jsonb_array_elements(p_events) with ordinality as listed (value, place)
  where listed.value ->> 'kind' = 'page_view' order by listed.place desc limit 1;
  update support.visitors as visitor set
    last_seen_at = now(),
    context = case when v_event is null then visitor.context else visitor.context || jsonb_strip_nulls(
      jsonb_build_object('page_url', v_event -> 'page_url', 'page_title', v_event -> 'page_title')) end
  where visitor.id = p_visitor_id;
  return jsonb_build_object('stored', v_stored);
end
$$;
comment on function public.support_track_events(uuid, uuid, uuid, jsonb) is
  'Adds up to 50 events to the trail, {kind, name, page_url, page_title, data} each, all or none of them; the last page view '
  'is where the team sees the visitor. Stores nothing for a visitor who denied it. Raises SC001, SC002, SC010, SC011, '
  'SC012, SC014, SC015, SC040, SC090.';

create function public.support_list_visitor_events(
  p_agent_id uuid, p_visitor_id uuid, p_before_id bigint default null, p_limit integer default 50
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_agent support.agents;
  v_visitor_id uuid := support.current_id_of_visitor(p_visitor_id);
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_events jsonb;
  v_count bigint;
  v_last bigint;
begin
  select agent.* into v_agent from support.agents as agent where agent.id = p_agent_id and agent.is_active;
  if not found then
    raise exception 'no such active agent' using errcode = 'SC050';
  end if;
  if not exists (
    select from support.visitors as visitor
    where visitor.id = v_visitor_id and visitor.organization_id = v_agent.organization_id
  ) then
    raise exception 'no such visitor' using errcode = 'SC013';
  end if;
  select
    coalesce(jsonb_agg(jsonb_build_object(
      'id', page.id::text, 'kind', page.kind, 'name', page.name, 'page_url', page.page_url, 'page_title', page.page_title,
      'data', page.data, 'widget_id', page.widget_id, 'created_at', page.created_at
    ) order by page.id desc) filter (where page.place <= v_limit), '[]'),
    count(*), min(page.id) filter (where page.place <= v_limit)
  into v_events, v_count, v_last
  from (
    select event.*, row_number() over (order by event.id desc) as place from support.visitor_events as event
    where event.visitor_id = v_visitor_id and (p_before_id is null or event.id < p_before_id)
    order by event.id desc limit v_limit + 1
  ) as page;
  return jsonb_build_object(
    'events', v_events,
    'has_more', v_count > v_limit,
    'next_cursor', case when v_count > v_limit then v_last::text end
  );
end
$$;
comment on function public.support_list_visitor_events(uuid, uuid, bigint, integer) is
  'A visitor''s trail for an agent, newest first, 50 (at most 200) at a time; next_cursor is the next call''s p_before_id. '
  'Raises SC013, SC050.';

revoke all on function support.check_event(jsonb, text) from public;
revoke all on function public.support_set_consent(uuid, uuid, uuid, text, text, text) from public, anon, authenticated;
revoke all on function public.support_track_events(uuid, uuid, uuid, jsonb) from public, anon, authenticated;
revoke all on function public.support_list_visitor_events(uuid, uuid, bigint, integer) from public, anon, authenticated;
grant execute on function public.support_set_consent(uuid, uuid, uuid, text, text, text) to service_role;
grant execute on function public.support_track_events(uuid, uuid, uuid, jsonb) to service_role;
grant execute on function public.support_list_visitor_events(uuid, uuid, bigint, integer) to service_role;
