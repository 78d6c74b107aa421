-- Purpose: a search costs the same however many conversations match, and every match can be reached page by page. What few
--          have is looked up; what many have is found by walking the list, newest first, until the page is full. The words
--          are in tables of their own: an index entry names whose word it is, so nothing else is read to know who has it.
-- Objects: tables support.visitor_words, support.subject_words; support.split_words, tg_visitors__store_words,
--          tg_conversations__store_words, find_owners, plan_search; triggers store_words, store_first_words; index conversations_recent (all
--          new); public.support_list_conversations (replaced); support.find_conversations, search indexes,
--          conversations_updated_at (dropped).
-- Undo:    restore the functions and indexes of 20261122110020 and 20261121121210; drop the new functions and tables.

create table support.visitor_words (
  organization_id uuid not null,
  -- Compared byte by byte, so that an index finds beginnings.
  word text collate "C" not null,
  visitor_id uuid not null references support.visitors (id) on delete cascade,
  primary key (organization_id, word, visitor_id)
);
create index visitor_words_visitor_id on support.visitor_words (visitor_id);
comment on table support.visitor_words is 'The words of visitors'' names and e-mail addresses, for searches. Kept by a trigger.';
comment on column support.visitor_words.organization_id is 'Whose visitor it is.';
comment on column support.visitor_words.word is 'In lower case.';
comment on column support.visitor_words.visitor_id is 'Who has it.';

create table support.subject_words (
  organization_id uuid not null,
  word text collate "C" not null,
  conversation_id uuid not null references support.conversations (id) on delete cascade,
  primary key (organization_id, word, conversation_id)
);
create index subject_words_conversation_id on support.subject_words (conversation_id);
comment on table support.subject_words is 'The words of conversations'' subjects, for searches. Kept by a trigger.';
comment on column support.subject_words.organization_id is 'Whose conversation it is.';
comment on column support.subject_words.word is 'In lower case.';
comment on column support.subject_words.conversation_id is 'What it is about.';

alter table support.visitor_words enable row level security;
alter table support.subject_words enable row level security;
revoke all on support.visitor_words, support.subject_words from public, anon, authenticated, service_role;
create policy "nobody reads words of visitors" on support.visitor_words for select to anon, authenticated using (false);
create policy "nobody reads words of subjects" on support.subject_words for select to anon, authenticated using (false);

create function support.split_words(p_text text) returns text[]
language sql immutable
set search_path = ''
as $$
  select coalesce(array_agg(distinct word), '{}') from regexp_split_to_table(lower(p_text), '[\s,;:()"]+') as word where word <> ''
$$;
comment on function support.split_words(text) is 'The words of a text, each once, as search_vector and search_query see them.';

create function support.tg_visitors__store_words() returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_words text[] := support.split_words(concat_ws(' ', new.name, new.email));
begin
  delete from support.visitor_words as had where had.visitor_id = new.id and had.word <> all (v_words);
  insert into support.visitor_words (organization_id, word, visitor_id)
  select new.organization_id, word, new.id from unnest(v_words) as word
  on conflict do nothing;
  return null;
end
$$;
comment on function support.tg_visitors__store_words() is 'Keeps visitor_words. Whoever writes them has the visitor''s row locked.';

create function support.tg_conversations__store_words() returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_words text[] := support.split_words(new.subject);
begin
  delete from support.subject_words as had where had.conversation_id = new.id and had.word <> all (v_words);
  insert into support.subject_words (organization_id, word, conversation_id)
  select new.organization_id, word, new.id from unnest(v_words) as word
  on conflict do nothing;
  return null;
end
$$;
comment on function support.tg_conversations__store_words() is 'Keeps subject_words. Whoever writes them has the conversation''s row locked.';

create trigger store_first_words after insert on support.visitors
  for each row when (new.name is not null or new.email is not null) execute function support.tg_visitors__store_words();
create trigger store_words after update of name, email on support.visitors
  for each row when (new.name is distinct from old.name or new.email is distinct from old.email)
  execute function support.tg_visitors__store_words();
create trigger store_first_words after insert on support.conversations
  for each row when (new.subject is not null) execute function support.tg_conversations__store_words();
create trigger store_words after update of subject on support.conversations
  for each row when (new.subject is distinct from old.subject) execute function support.tg_conversations__store_words();

insert into support.visitor_words (organization_id, word, visitor_id)
select visitor.organization_id, word, visitor.id
from support.visitors as visitor, unnest(support.split_words(concat_ws(' ', visitor.name, visitor.email))) as word;
insert into support.subject_words (organization_id, word, conversation_id)
select conversation.organization_id, word, conversation.id
from support.conversations as conversation, unnest(support.split_words(conversation.subject)) as word;

drop function support.find_conversations(uuid, text);
drop index support.visitors_search;
drop index support.conversations_search;

-- Who has a conversation is in the index, so a walk past those of others reads nothing but the index.
create index conversations_recent on support.conversations (organization_id, updated_at desc, id desc) include (visitor_id);
drop index support.conversations_updated_at;

create function support.find_owners(
  p_kind text, p_organization_id uuid, p_search text, out ids uuid[], out is_loose boolean
)
language plpgsql stable
set search_path = ''
as $$
declare
  -- As many as 150 pages of the index name.
  c_most constant integer := 20000;
  v_word text;
  v_of_word uuid[];
begin
  is_loose := false;
  foreach v_word in array support.split_words(p_search) loop
    -- The word is written out, because the planner turns only what it sees into a range of the index. Asking for the
    -- order of the index keeps it from reading the table.
    execute format(
      'select array(select %1$I from support.%2$I where organization_id = $1 and word ^@ %3$L'
      || ' order by organization_id, word, %1$I limit %4$s)',
      p_kind || '_id', case p_kind when 'visitor' then 'visitor_words' else 'subject_words' end, v_word, c_most + 1)
      into v_of_word using p_organization_id;
    if cardinality(v_of_word) > c_most then
      is_loose := true;
    else
      ids := array(select unnest(v_of_word) intersect select unnest(coalesce(ids, v_of_word)));
    end if;
  end loop;
end
$$;
comment on function support.find_owners(text, uuid, text) is
  'Whose words (visitor: of name and e-mail address; conversation: of the subject) begin with each word of the search. Words '
  'that more than 20,000 have are left out, and is_loose says so; no ids at all: there is no other word.';

create function support.plan_search(
  p_organization_id uuid, p_search text, out ids uuid[], out visitor_ids uuid[], out subject_ids uuid[], out test text, out span integer
)
language plpgsql stable
set search_path = ''
as $$
declare
  -- Looking up this many costs about as much as showing a page.
  c_few constant integer := 100;
  v_query tsquery := support.search_query(p_search);
  v_names record;
  v_subjects record;
  v_tests text[] := '{}';
begin
  v_names := support.find_owners('visitor', p_organization_id, p_search);
  v_subjects := support.find_owners('conversation', p_organization_id, p_search);
  ids := array(
    select conversation.id from support.conversations as conversation
    where conversation.organization_id = p_organization_id
      and conversation.number = case when btrim(p_search) ~ '^#?\d{1,18}$' then ltrim(btrim(p_search), '#')::bigint end);
  visitor_ids := coalesce(v_names.ids, '{}');
  subject_ids := coalesce(v_subjects.ids, '{}');
  span := 20000;

  if cardinality(visitor_ids) <= c_few and (v_names.ids is not null or not v_names.is_loose) then
    if v_names.is_loose then
      visitor_ids := array(
        select visitor.id from support.visitors as visitor
        where visitor.id = any (visitor_ids)
          and support.search_vector(concat_ws(' ', visitor.name, visitor.email)) @@ v_query);
    end if;
    ids := ids || array(
      select conversation.id from support.conversations as conversation where conversation.visitor_id = any (visitor_ids));
  else
    v_tests := v_tests || concat_ws(' and ',
      case when v_names.ids is not null then 'candidate.visitor_id = any ($8)' end,
      case when v_names.is_loose then
        format('(select support.search_vector(concat_ws('' '', visitor.name, visitor.email)) @@ %L::tsquery'
          || ' from support.visitors as visitor where visitor.id = candidate.visitor_id)', v_query) end);
  end if;

  if cardinality(subject_ids) <= c_few and (v_subjects.ids is not null or not v_subjects.is_loose) then
    if v_subjects.is_loose then
      subject_ids := array(
        select conversation.id from support.conversations as conversation
        where conversation.id = any (subject_ids) and support.search_vector(conversation.subject) @@ v_query);
    end if;
    ids := ids || subject_ids;
  else
    v_tests := v_tests || concat_ws(' and ',
      case when v_subjects.ids is not null then 'candidate.id = any ($9)' end,
      case when v_subjects.is_loose then
        format('candidate.subject is not null and support.search_vector(candidate.subject) @@ %L::tsquery', v_query) end);
  end if;

  if cardinality(v_tests) > 0 then
    test := array_to_string('candidate.id = any ($6)'::text || v_tests, ' or ');
  end if;
  -- A look at a visitor's row costs more than one at an entry of the index.
  if v_names.is_loose then
    span := 2000;
  end if;
end
$$;
comment on function support.plan_search(uuid, text) is
  'How to find the conversations of a search: by #number, or by beginnings of words in the visitor''s name and e-mail '
  'address or in the subject. Without a test the ids are all of them; otherwise they are the candidates (id, visitor_id, subject, with ids as '
  '$6, visitor_ids as $8, subject_ids as $9) that pass the test, of which so many (span) are worth a look at a time.';

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
$$;
comment on function public.support_list_conversations(uuid, jsonb, jsonb, integer) is
  'A page of an agent''s inbox. Scope mine: theirs, open unless status says otherwise; queued: what they could take, urgent '
  'first, then the oldest; all (default): everything of the organization. mine and queued leave out what is snoozed '
  'unless is_snoozed asks for it. Lists other than the queue begin with what changed last. A search for what very many have '
  'looks at so many conversations at a time: a page may have less than its limit, or nothing, and more may follow all '
  'the same. Raises SC050, SC090.';

revoke all on function support.split_words(text) from public;
revoke all on function support.tg_visitors__store_words() from public;
revoke all on function support.tg_conversations__store_words() from public;
revoke all on function support.find_owners(text, uuid, text) from public;
revoke all on function support.plan_search(uuid, text) from public;
