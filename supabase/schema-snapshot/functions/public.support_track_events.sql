-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_track_events(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_events jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;

comment on function public.support_track_events(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_events jsonb) is 'Adds up to 50 events to the trail, {kind, name, page_url, page_title, data} each, all or none of them; the last page view is where the team sees the visitor. Stores nothing for a visitor who denied it. Raises SC001, SC002, SC010, SC011, SC012, SC014, SC015, SC040, SC090.';

-- service_role may execute
