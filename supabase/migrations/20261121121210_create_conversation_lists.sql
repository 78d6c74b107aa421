-- Purpose: what an inbox shows: lists, search, one conversation with everything about it; a visitor's place in the queue.
-- Objects: indexes visitors_search, conversations_search, conversations_tags; support.active_agent, search_vector,
--          search_query, find_conversations, inbox_item_json; public.support_list_conversations,
--          support_get_conversation, support_get_queue_position.
-- Undo:    drop the functions and the indexes.

create function support.active_agent(p_agent_id uuid) returns support.agents
language plpgsql stable
set search_path = ''
as $$
declare
  v_agent support.agents;
begin
  select agent.* into v_agent from support.agents as agent where agent.id = p_agent_id and agent.is_active;
  if not found then
    raise exception 'no such active agent' using errcode = 'SC050';
  end if;
  return v_agent;
end
$$;
comment on function support.active_agent(uuid) is 'The agent who asks, if they are active. Raises SC050.';

-- Search without an extension: every word is a lexeme as it stands, and a search is for beginnings of words.

create function support.search_vector(p_text text) returns tsvector
language sql immutable
set search_path = ''
as $$ select array_to_tsvector(array_remove(regexp_split_to_array(lower(p_text), '[\s,;:()"]+'), '')) $$;
comment on function support.search_vector(text) is 'The words of a name, an e-mail address or a subject, to be found by their beginnings.';

create function support.search_query(p_text text) returns tsquery
language sql immutable
set search_path = ''
as $$
  select string_agg('''' || replace(replace(word, '\', '\\'), '''', '''''') || ''':*', ' & ')::tsquery
  from unnest(array_remove(regexp_split_to_array(lower(p_text), '[\s,;:()"]+'), '')) as word
$$;
comment on function support.search_query(text) is 'Every word is the beginning of one; null without words.';

create index visitors_search on support.visitors
  using gin (support.search_vector(coalesce(name, '') || ' ' || coalesce(email, '')))
  where name is not null or email is not null;
create index conversations_search on support.conversations
  using gin (support.search_vector(subject)) where subject is not null;
create index conversations_tags on support.conversations using gin (tags) where tags <> '{}';

create function support.find_conversations(p_organization_id uuid, p_search text) returns uuid[]
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
      order by visitor.last_seen_at desc limit 1000
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
      order by conversation.number desc limit 1000
    )
  ) as found
$$;
comment on function support.find_conversations(uuid, text) is
  'Conversations by #number, or by beginnings of words in the visitor''s name and e-mail address or in the subject: '
  'those of the thousand visitors seen last, and the newest thousand subjects.';

create function support.inbox_item_json(p_conversation support.conversations, p_agent_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$
  select support.agent_conversation_json(p_conversation) || jsonb_build_object(
    'queued_at', p_conversation.queued_at,
    'updated_at', p_conversation.updated_at,
    'read_seq', coalesce((
      select mark.seq from support.conversation_reads as mark
      where mark.agent_id = p_agent_id and mark.conversation_id = p_conversation.id), 0),
    'last_message', (
      select jsonb_build_object(
        'seq', message.seq, 'sender_kind', message.sender_kind, 'sender_name', message.sender_name, 'type', message.type,
        'text', case when message.deleted_at is null then left(message.body, 140) else '' end,
        'created_at', message.created_at)
      from support.messages as message
      where message.conversation_id = p_conversation.id and not message.is_internal
      order by message.seq desc limit 1)
  )
$$;
comment on function support.inbox_item_json(support.conversations, uuid) is
  'A line of an inbox: the conversation, its last message that is no note, and how far this agent has read.';

create function support.inbox_cursor(p_before jsonb) returns jsonb
language plpgsql immutable
set search_path = ''
as $$
begin
  -- As it was handed out, a text, or read as the JSON it holds.
  if jsonb_typeof(p_before) = 'string' then
    p_before := (p_before #>> '{}')::jsonb;
  end if;
  if p_before is null or jsonb_typeof(p_before) = 'null' then
    return null;
  end if;
  perform (p_before ->> 'at')::timestamptz, (p_before ->> 'id')::uuid, (p_before ->> 'rank')::integer;
  if p_before ->> 'at' is null or p_before ->> 'id' is null then
    perform support.refuse('p_before', 'a next_cursor as an earlier page gave it');
  end if;
  return p_before;
exception when data_exception then
  perform support.refuse('p_before', 'a next_cursor as an earlier page gave it');
  return null;
end
$$;
comment on function support.inbox_cursor(jsonb) is 'The place where a page of an inbox begins; null at the top. Raises SC090.';

create function support.assert_inbox_filter(p_filter jsonb) returns void
language plpgsql immutable
set search_path = ''
as $$
declare
  v_unknown text;
begin
  if jsonb_typeof(p_filter) <> 'object' then
    perform support.refuse('p_filter', 'an object');
  end if;
  select name into v_unknown from jsonb_object_keys(p_filter) as name
  where name not in ('scope', 'status', 'department_id', 'tag', 'search', 'priority', 'is_snoozed') limit 1;
  if found then
    perform support.refuse('p_filter.' || v_unknown, 'there is no such filter');
  end if;
  if p_filter ? 'scope' and coalesce(p_filter ->> 'scope', '') not in ('mine', 'queued', 'all') then
    perform support.refuse('p_filter.scope', 'mine, queued or all');
  end if;
  if p_filter ? 'status' and (jsonb_typeof(p_filter -> 'status') <> 'array' or exists (
    select from jsonb_path_query(p_filter, '$.status[*]') as status
    where coalesce(status #>> '{}', '') not in ('queued', 'active', 'resolved', 'closed')
  )) then
    perform support.refuse('p_filter.status', 'a list of queued, active, resolved, closed');
  end if;
  if p_filter ? 'department_id' and coalesce(p_filter ->> 'department_id', '')
      !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    perform support.refuse('p_filter.department_id', 'the id of a department');
  end if;
  if p_filter ? 'tag' and (jsonb_typeof(p_filter -> 'tag') <> 'string' or char_length(p_filter ->> 'tag') > 50) then
    perform support.refuse('p_filter.tag', 'one tag');
  end if;
  if p_filter ? 'search' and (jsonb_typeof(p_filter -> 'search') <> 'string' or char_length(p_filter ->> 'search') > 200) then
    perform support.refuse('p_filter.search', 'a text of at most 200 characters');
  end if;
  if p_filter ? 'priority' and support.priority_rank(p_filter ->> 'priority') is null then
    perform support.refuse('p_filter.priority', 'low, normal, high or urgent');
  end if;
  if p_filter ? 'is_snoozed' and jsonb_typeof(p_filter -> 'is_snoozed') <> 'boolean' then
    perform support.refuse('p_filter.is_snoozed', 'true or false');
  end if;
end
$$;
comment on function support.assert_inbox_filter(jsonb) is 'Refuses a filter that support_list_conversations would not understand. Raises SC090.';

create function public.support_list_conversations(
  p_agent_id uuid, p_filter jsonb default '{}', p_before jsonb default null, p_limit integer default 50
) returns jsonb
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
    || case when v_filter ? 'priority' then ' and conversation.priority = $3 ->> ''priority''' else '' end
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
comment on function public.support_list_conversations(uuid, jsonb, jsonb, integer) is
  'A page of an agent''s inbox. Scope mine: theirs, open unless status says otherwise; queued: what they could take, urgent '
  'first, then the oldest; all (default): everything of the organization. mine and queued leave out what is snoozed '
  'unless is_snoozed asks for it. Lists other than the queue begin with what changed last. Raises SC050, SC090.';

create function public.support_get_conversation(p_agent_id uuid, p_conversation_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.organization_id = v_agent.organization_id;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  return jsonb_build_object(
    'conversation', support.inbox_item_json(v_conversation, p_agent_id) || jsonb_build_object(
      'context', v_conversation.context,
      'prechat', v_conversation.prechat,
      'required_skills', to_jsonb(v_conversation.required_skills),
      'delivered_seq', v_conversation.delivered_seq,
      'seen_seq', v_conversation.seen_seq,
      'claimed_at', v_conversation.claimed_at,
      'first_response_at', v_conversation.first_response_at,
      'escalated_at', v_conversation.escalated_at,
      'escalations', v_conversation.escalations,
      'reopened_count', v_conversation.reopened_count,
      'ended_by', v_conversation.ended_by,
      'rating_comment', v_conversation.rating_comment,
      'nps', v_conversation.nps,
      'rated_at', v_conversation.rated_at,
      'wait_seconds', v_conversation.wait_seconds,
      'first_response_seconds', v_conversation.first_response_seconds,
      'resolution_seconds', v_conversation.resolution_seconds
    ),
    'visitor', (
      select support.visitor_json(visitor) from support.visitors as visitor where visitor.id = v_conversation.visitor_id),
    'department', (
      select jsonb_build_object('id', department.id, 'name', department.name)
      from support.departments as department where department.id = v_conversation.department_id),
    'assignments', coalesce((
      select jsonb_agg(jsonb_build_object(
        'agent', jsonb_build_object('id', agent.id, 'name', agent.name), 'reason', had.reason, 'assigned_by', had.assigned_by,
        'started_at', had.started_at, 'ended_at', had.ended_at, 'ended_reason', had.ended_reason) order by had.id)
      from (
        select newest.* from support.conversation_assignments as newest
        where newest.conversation_id = p_conversation_id order by newest.id desc limit 100
      ) as had
      join support.agents as agent on agent.id = had.agent_id
    ), '[]'::jsonb)
  );
end
$$;
comment on function public.support_get_conversation(uuid, uuid) is
  'Everything about a conversation but its messages: its visitor, department and who had it. Raises SC020, SC050.';

create function public.support_get_queue_position(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
  v_position bigint;
  v_pace numeric;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.visitor_id = v_session.visitor_id
    and conversation.widget_id = v_session.widget_id;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  if v_conversation.status = 'queued' then
    select count(*) + 1 into v_position from support.conversations as waiting
    where waiting.organization_id = v_conversation.organization_id and waiting.status = 'queued'
      and waiting.department_id is not distinct from v_conversation.department_id
      and (waiting.snoozed_until is null or waiting.snoozed_until <= now())
      and (-support.priority_rank(waiting.priority), waiting.queued_at, waiting.id)
        < (-support.priority_rank(v_conversation.priority), v_conversation.queued_at, v_conversation.id);
    -- How fast the queue has moved of late: the time between two conversations that somebody got.
    select extract(epoch from max(got.started_at) - min(got.started_at)) / nullif(count(*) - 1, 0) into v_pace
    from (
      select had.started_at from support.conversation_assignments as had
      where had.organization_id = v_conversation.organization_id and had.started_at > now() - interval '4 hours'
      order by had.started_at desc limit 20
    ) as got;
  end if;
  return jsonb_build_object('position', v_position, 'estimated_wait_seconds', ceil(v_position * v_pace));
end
$$;
comment on function public.support_get_queue_position(uuid, uuid, uuid, uuid) is
  'The visitor''s place in the queue of their department, from 1, and an estimate from how fast the last 20 of the past four '
  'hours went; null when it does not wait, or nothing is known. Raises SC002, SC010 to SC015, SC020.';

revoke all on function support.active_agent(uuid) from public;
revoke all on function support.search_vector(text) from public;
revoke all on function support.search_query(text) from public;
revoke all on function support.find_conversations(uuid, text) from public;
revoke all on function support.inbox_item_json(support.conversations, uuid) from public;
revoke all on function support.inbox_cursor(jsonb) from public;
revoke all on function support.assert_inbox_filter(jsonb) from public;
revoke all on function public.support_list_conversations(uuid, jsonb, jsonb, integer) from public, anon, authenticated;
revoke all on function public.support_get_conversation(uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_get_queue_position(uuid, uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.support_list_conversations(uuid, jsonb, jsonb, integer) to service_role;
grant execute on function public.support_get_conversation(uuid, uuid) to service_role;
grant execute on function public.support_get_queue_position(uuid, uuid, uuid, uuid) to service_role;
