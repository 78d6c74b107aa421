-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_conversations(p_agent_id uuid, p_filter jsonb DEFAULT '{}'::jsonb, p_before jsonb DEFAULT NULL::jsonb, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_filter jsonb := coalesce(p_filter, '{}');
  v_before jsonb := support.inbox_cursor(p_before);
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_is_queue boolean;
  v_where text := '';
  v_order text;
  v_list text;
  v_search record;
  v_found uuid[];
  v_stop uuid;
  v_page support.conversations[];
  v_last support.conversations;
begin
  perform support.assert_inbox_filter(v_filter);
  v_is_queue := coalesce(v_filter ->> 'scope' = 'queued', false);
  if v_is_queue and v_before is not null and v_before ->> 'rank' is null then
    perform support.refuse('p_before', 'a next_cursor of the queue');
  end if;

  -- Written out for what is asked, so that the planner sees which index fits; values are parameters or quoted by format.
  v_where := case v_filter ->> 'scope'
    when 'mine' then ' and conversation.agent_id = $2'
      || case when v_filter ? 'status' then '' else ' and conversation.status in (''queued'', ''active'')' end
    when 'queued' then ' and conversation.status = ''queued'' and support.answers_for($2, conversation.department_id)'
    else '' end;
  if v_filter ? 'status' then
    v_where := v_where || format(' and conversation.status in (%s)', (
      select coalesce(string_agg(quote_literal(status), ', '), 'null') from jsonb_array_elements_text(v_filter -> 'status') as status));
  end if;
  v_where := v_where
    || case when v_filter ? 'department_id' then ' and conversation.department_id = ($3 ->> ''department_id'')::uuid' else '' end
    || case when v_filter ? 'tag' then ' and conversation.tags <> ''{}'' and conversation.tags @> array[$3 ->> ''tag'']' else '' end
    || case when v_filter ? 'priority' then format(' and conversation.priority = %L', v_filter ->> 'priority') else '' end
    || case coalesce(v_filter ->> 'is_snoozed', case when v_filter ->> 'scope' in ('mine', 'queued') then 'false' end)
        when 'true' then ' and conversation.snoozed_until > now()'
        when 'false' then ' and (conversation.snoozed_until is null or conversation.snoozed_until <= now())'
        else '' end
    || case
        when v_before is null then ''
        when v_is_queue then ' and (-support.priority_rank(conversation.priority), conversation.queued_at, conversation.id)'
          || ' > (-($4 ->> ''rank'')::integer, ($4 ->> ''at'')::timestamptz, ($4 ->> ''id'')::uuid)'
        else ' and (conversation.updated_at, conversation.id) < (($4 ->> ''at'')::timestamptz, ($4 ->> ''id'')::uuid)' end;
  v_list := ' from support.conversations as conversation where conversation.organization_id = $1' || v_where;
  v_order := case when v_is_queue then ' order by -support.priority_rank(conversation.priority), conversation.queued_at, conversation.id'
    else ' order by conversation.updated_at desc, conversation.id desc' end;

  if btrim(v_filter ->> 'search') <> '' then
    v_search := support.plan_search(v_agent.organization_id, v_filter ->> 'search');
    v_found := v_search.ids;
    if v_search.test is not null then
      -- The list as it is, one after the other, until the page is full or enough were looked at.
      execute 'select array(select candidate.id from (select conversation.id, conversation.visitor_id, conversation.subject'
          || v_list || v_order || ' limit $7) as candidate where ' || v_search.test || ' limit $5)'
        into v_found
        using v_agent.organization_id, p_agent_id, v_filter, v_before, v_limit + 1, v_search.ids, v_search.span,
          v_search.visitor_ids, v_search.subject_ids;
      if cardinality(v_found) <= v_limit then
        execute 'select conversation.id' || v_list || v_order || ' limit 1 offset $5'
          into v_stop using v_agent.organization_id, p_agent_id, v_filter, v_before, v_search.span - 1;
      end if;
    end if;
    v_list := v_list || ' and conversation.id = any ($6)';
  end if;
  execute 'select array(select conversation' || v_list || v_order || ' limit $5)'
    into v_page using v_agent.organization_id, p_agent_id, v_filter, v_before, v_limit + 1, v_found;

  if cardinality(v_page) > v_limit then
    v_last := v_page[v_limit];
  elsif v_stop is not null then
    select conversation.* into v_last from support.conversations as conversation where conversation.id = v_stop;
  end if;
  return jsonb_build_object(
    'conversations', coalesce((
      select jsonb_agg(support.inbox_item_json(line.conversation, p_agent_id) order by line.place)
      from (
        select v_page[place] as conversation, place from generate_series(1, least(v_limit, cardinality(v_page))) as place
      ) as line
    ), '[]'::jsonb),
    'has_more', v_last.id is not null,
    'next_cursor', case when v_last.id is not null then jsonb_strip_nulls(jsonb_build_object(
      'at', case when v_is_queue then v_last.queued_at else v_last.updated_at end,
      'id', v_last.id,
      'rank', case when v_is_queue then support.priority_rank(v_last.priority) end
    ))::text end
  );
end
$function$;

comment on function public.support_list_conversations(p_agent_id uuid, p_filter jsonb, p_before jsonb, p_limit integer) is 'A page of an agent''s inbox. Scope mine: theirs, open unless status says otherwise; queued: what they could take, urgent first, then the oldest; all (default): everything of the organization. mine and queued leave out what is snoozed unless is_snoozed asks for it. Lists other than the queue begin with what changed last. A search for what very many have looks at so many conversations at a time: a page may have less than its limit, or nothing, and more may follow all the same. Raises SC050, SC090.';

-- service_role may execute
