-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_visitor_events(p_agent_id uuid, p_visitor_id uuid, p_before_id bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;

comment on function public.support_list_visitor_events(p_agent_id uuid, p_visitor_id uuid, p_before_id bigint, p_limit integer) is 'A visitor''s trail for an agent, newest first, 50 (at most 200) at a time; next_cursor is the next call''s p_before_id. Raises SC013, SC050.';

-- service_role may execute
