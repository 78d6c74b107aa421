-- Purpose: lists that few conversations are in (resolved, urgent) cost the same however many others there are, and a search
--          for a common word looks up no more conversations than somebody may read.
-- Objects: indexes conversations_of_state, conversations_of_priority on support.conversations (new);
--          support.find_conversations, public.support_list_conversations (replaced: the priority is written into the
--          statement, so that the planner sees that the partial index fits).
-- Undo:    drop the two indexes; restore the functions of 20261121121210.

-- Nearly all are closed and normal; for those the index on updated_at finds a page at once.
create index conversations_of_state on support.conversations (organization_id, status, updated_at desc, id desc)
  where status <> 'closed';
create index conversations_of_priority on support.conversations (organization_id, priority, updated_at desc, id desc)
  where priority <> 'normal';

create or replace function support.find_conversations(p_organization_id uuid, p_search text)
returns uuid[]
language sql stable
set search_path = ''
as $$
  select coalesce(array_agg(found.id), '{}')
  from (
    select conversation.id from support.conversations as conversation
    where conversation.organization_id = p_organization_id
      and conversation.number = case when btrim(p_search) ~ '^#?\d{1,18}$' then ltrim(btrim(p_search), '#')::bigint end
    union
    select of_visitor.id
    from (
      select visitor.id from support.visitors as visitor
      where (visitor.name is not null or visitor.email is not null) and visitor.organization_id = p_organization_id
        and support.search_vector(coalesce(visitor.name, '') || ' ' || coalesce(visitor.email, '')) @@ support.search_query(p_search)
      order by visitor.last_seen_at desc limit 250
    ) as visitor
    cross join lateral (
      select conversation.id from support.conversations as conversation
      where conversation.visitor_id = visitor.id limit 100
    ) as of_visitor
    union
    (
      select conversation.id from support.conversations as conversation
      where conversation.subject is not null and conversation.organization_id = p_organization_id
        and support.search_vector(conversation.subject) @@ support.search_query(p_search)
      order by conversation.number desc limit 250
    )
  ) as found
$$;
comment on function support.find_conversations(uuid, text) is
  'Conversations by #number, or by beginnings of words in the visitor''s name and e-mail address or in the subject: those of the 250 visitors seen last, and the newest 250 subjects.';

create or replace function public.support_list_conversations(p_agent_id uuid, p_filter jsonb default '{}', p_before jsonb default null, p_limit integer default 50)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_filter jsonb := coalesce(p_filter, '{}');
  v_before jsonb := support.inbox_cursor(p_before);
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_is_queue boolean;
  v_where text := '';
  v_found uuid[];
  v_page support.conversations[];
  v_last support.conversations;
begin
  perform support.assert_inbox_filter(v_filter);
  v_is_queue := coalesce(v_filter ->> 'scope' = 'queued', false);
  if v_is_queue and v_before is not null and v_before ->> 'rank' is null then
    perform support.refuse('p_before', 'a next_cursor of the queue');
  end if;
  if btrim(v_filter ->> 'search') <> '' then
    v_found := support.find_conversations(v_agent.organization_id, v_filter ->> 'search');
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
    || case when v_found is not null then ' and conversation.id = any ($6)' else '' end
    || case coalesce(v_filter ->> 'is_snoozed', case when v_filter ->> 'scope' in ('mine', 'queued') then 'false' end)
        when 'true' then ' and conversation.snoozed_until > now()'
        when 'false' then ' and (conversation.snoozed_until is null or conversation.snoozed_until <= now())'
        else '' end
    || case
        when v_before is null then ''
        when v_is_queue then ' and (-support.priority_rank(conversation.priority), conversation.queued_at, conversation.id)'
          || ' > (-($4 ->> ''rank'')::integer, ($4 ->> ''at'')::timestamptz, ($4 ->> ''id'')::uuid)'
        else ' and (conversation.updated_at, conversation.id) < (($4 ->> ''at'')::timestamptz, ($4 ->> ''id'')::uuid)' end
    || case when v_is_queue then ' order by -support.priority_rank(conversation.priority), conversation.queued_at, conversation.id'
        else ' order by conversation.updated_at desc, conversation.id desc' end;
  execute 'select array(select conversation from support.conversations as conversation where conversation.organization_id = $1'
      || v_where || ' limit $5)'
    into v_page using v_agent.organization_id, p_agent_id, v_filter, v_before, v_limit + 1, v_found;

  v_last := v_page[least(v_limit, cardinality(v_page))];
  return jsonb_build_object(
    'conversations', coalesce((
      select jsonb_agg(support.inbox_item_json(line.conversation, p_agent_id) order by line.place)
      from (
        select v_page[place] as conversation, place from generate_series(1, least(v_limit, cardinality(v_page))) as place
      ) as line
    ), '[]'::jsonb),
    'has_more', cardinality(v_page) > v_limit,
    'next_cursor', case when cardinality(v_page) > v_limit then jsonb_strip_nulls(jsonb_build_object(
      'at', case when v_is_queue then v_last.queued_at else v_last.updated_at end,
      'id', v_last.id,
      'rank', case when v_is_queue then support.priority_rank(v_last.priority) end
    ))::text end
  );
end
$$;
