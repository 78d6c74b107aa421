-- Searches: whichever way they are found, the pages are those of a look at every conversation.
begin;
select plan(37);
\ir fixtures/harbor-goods.psql

-- 1. Three thousand conversations, made by dice that always fall the same way

select setseed(0.42);
insert into support.visitors (id, organization_id, name, email)
select story.id('crowd ' || i), story.id(case when i % 20 = 0 then 'Other Shop' else 'Harbor Goods' end),
  case
    when i % 97 = 0 then 'Robin Reed'
    when random() < 0.2 then (array['Ana', 'Anabel', 'Joana'])[1 + floor(random() * 3)::integer] || ' Gray' || i % 7
    when random() < 0.9 then 'Guest Gray' || i end,
  case when random() < 0.5 then 'guest' || i || '@mail.example' end
from generate_series(1, 1000) as i;
insert into support.conversations (
  organization_id, widget_id, visitor_id, agent_id, number, status, closed_at, priority, subject, updated_at, created_at, queued_at)
select visitor.organization_id,
  story.id(case when visitor.organization_id = story.id('Other Shop') then 'Other widget' else 'Harbor widget' end), visitor.id,
  case when not is_waiting then story.id(case when visitor.organization_id = story.id('Other Shop') then 'Olga' when i % 3 = 0 then 'Ana' else 'Mika' end) end,
  1000 + i, case when is_waiting then 'queued' when i % 5 = 0 then 'resolved' else 'closed' end,
  case when not is_waiting then now() end,
  case when random() < 0.1 then 'urgent' else 'normal' end,
  case when i % 977 = 0 then 'Broken lantern' when random() < 0.15 then 'Parcel ' || i || ' for Robin' when random() < 0.1 then 'About ' || i end,
  -- Few moments, so that many changed at the same one.
  now() - interval '1 minute' * floor(random() * 700), now() - interval '1 day', now() - interval '1 minute' * floor(random() * 50)
from generate_series(1, 3000) as i
cross join lateral (select story.id('crowd ' || 1 + (i * 7) % 1000) as visitor_id, i <= 400 as is_waiting) as of
join support.visitors as visitor on visitor.id = of.visitor_id;
analyze support.visitors;
analyze support.conversations;

-- Everything that matches, in the order of the list, by a look at all. Beginnings of words are what comes after a space.
create function story.all_of(p_search text, p_where text default 'true', p_order text default 'updated_at desc, conversation.id desc') returns uuid[]
language plpgsql
as $$
declare
  v_begins text[] := array(select '% ' || begins || '%' from unnest(string_to_array(lower(p_search), ' ')) as begins);
  v_ids uuid[];
begin
  execute format($query$
    select array(
      select conversation.id from support.conversations as conversation
      join support.visitors as visitor on visitor.id = conversation.visitor_id
      where conversation.organization_id = story.id('Harbor Goods') and %s
        and (lower(' ' || concat_ws(' ', visitor.name, visitor.email)) like all ($1) or lower(' ' || conversation.subject) like all ($1)
          or conversation.number::text = ltrim($2, '#'))
      order by %s)
  $query$, p_where, p_order) into v_ids using v_begins, p_search;
  return v_ids;
end
$$;
-- Everything that an agent gets who asks for one page after the other.
create function story.paged(p_filter jsonb, p_limit integer) returns uuid[]
language plpgsql
as $$
declare
  v_page jsonb := '{}';
  v_ids uuid[] := '{}';
begin
  for asked in 1 .. 400 loop
    v_page := public.support_list_conversations(story.id('Mika'), p_filter, v_page -> 'next_cursor', p_limit);
    v_ids := v_ids || array(select (item ->> 'id')::uuid from jsonb_array_elements(v_page -> 'conversations') as item);
    if (v_page -> 'has_more')::boolean is distinct from (v_page ->> 'next_cursor' is not null) then
      raise exception 'has_more and next_cursor disagree';
    end if;
    if not (v_page -> 'has_more')::boolean then
      return v_ids;
    end if;
  end loop;
  raise exception 'there is no last page';
end
$$;
create function story.same(p_search text, p_limit integer) returns text
language plpgsql
as $$
declare
  v_all uuid[] := story.all_of(p_search);
begin
  return is(story.paged(jsonb_build_object('search', p_search), p_limit), v_all,
    format('"%s", %s at a time: all that match, newest first, each once (%s)', p_search, p_limit, cardinality(v_all)));
end
$$;
create function story.walks(p_search text) returns boolean
language sql
as $$ select (support.plan_search(story.id('Harbor Goods'), p_search)).test is not null $$;

-- 2. Few matches are looked up, many are met on the way down the list

select is(story.walks('reed'), false, 'What few have is looked up');
select is(story.walks('lantern'), false, 'in subjects too');
select ok(story.walks('ana'), 'What many have is met on the way down the list');
select ok(story.walks('parcel'), 'in subjects too');
select story.same('reed', 7);
select story.same('robin reed', 50);
select story.same('lantern', 3);
select story.same('ana', 50);
select story.same('ANA gray3', 20);
select story.same('ana guest', 20);
select story.same('parcel', 90);
select story.same('parcel robin', 90);
select story.same('robin', 60);
select story.same('1000', 20);
select story.same('#1777', 20);
select story.same('nobody', 20);
select is(story.paged('{"search": "();"}', 20), '{}', 'Signs alone find nothing');
select is(
  story.paged('{"search": "ana", "status": ["resolved"], "priority": "urgent"}', 9),
  story.all_of('ana', $$ status = 'resolved' and priority = 'urgent' $$), 'Together with other filters');
select is(
  story.paged('{"search": "parcel", "scope": "mine", "status": ["closed"]}', 30),
  story.all_of('parcel', $$ agent_id = story.id('Mika') and status = 'closed' $$), 'Among one''s own');
select is(
  story.paged('{"search": "guest", "scope": "queued"}', 11),
  story.all_of('guest', $$ status = 'queued' $$, $$ -support.priority_rank(priority), queued_at, conversation.id $$),
  'In the queue, in its order');
select cmp_ok(cardinality(story.paged('{"search": "guest", "scope": "queued"}', 200)), '>', 50, '(where many are)');

-- 3. What more than 20,000 have is not even looked up: the rows themselves are asked, 2000 of the list at a time

set constraints all immediate;
alter table support.visitor_words drop constraint visitor_words_visitor_id_fkey;
alter table support.subject_words drop constraint subject_words_conversation_id_fkey;
set constraints all deferred;
insert into support.visitor_words (organization_id, word, visitor_id)
select story.id('Harbor Goods'), word, gen_random_uuid() from generate_series(1, 20001), unnest(array['reed', 'ana']) as word;
select is((select is_loose from support.find_owners('visitor', story.id('Harbor Goods'), 'ana')), true, 'Very many have it');
select is((select ids from support.find_owners('visitor', story.id('Harbor Goods'), 'ana')), null, 'too many to name');
select is((select cardinality(ids) > 0 and is_loose from support.find_owners('visitor', story.id('Harbor Goods'), 'ana gray3')), true,
  'those who have another word besides are named');
select is((select is_loose from support.find_owners('visitor', story.id('Other Shop'), 'ana')), false, 'Other shops have their own');
select story.same('ana', 50);
select story.same('reed', 50);
select story.same('robin reed', 5);
select story.same('ana gray3', 20);
select is(
  jsonb_array_length(public.support_list_conversations(story.id('Mika'), '{"search": "reed"}', null, 50) -> 'conversations') < 50
    and (public.support_list_conversations(story.id('Mika'), '{"search": "reed"}', null, 50) -> 'has_more')::boolean,
  true, 'A page that is not full may say that there is more');
insert into support.subject_words (organization_id, word, conversation_id)
select story.id('Harbor Goods'), word, gen_random_uuid() from generate_series(1, 20001), unnest(array['parcel']) as word;
select story.same('parcel', 90);
select story.same('parcel robin', 40);

-- 4. The words follow what they are of

create function story.words_of(p_visitor text) returns text[]
language sql
as $$ select array_agg(word order by word) from support.visitor_words where visitor_id = story.id(p_visitor) $$;
update support.visitors set name = 'Sam  Sam (O''Neill)', email = 'Sam@Sea.example' where id = story.id('Sam');
select is(story.words_of('Sam'), '{o''neill,sam,sam@sea.example}', 'Each word once, in lower case');
update support.visitors set name = 'Samir' where id = story.id('Sam');
select is(story.words_of('Sam'), '{sam@sea.example,samir}', 'A new name replaces the old one');
update support.visitors set name = null, email = null where id = story.id('Sam');
select is(story.words_of('Sam'), null, 'No name, no words');
select story.post('Sam', 'Hello');
update support.conversations set subject = 'Blue Lamps' where visitor_id = story.id('Sam');
select is((select array_agg(word order by word) from support.subject_words where conversation_id = (story.conversation('Sam')).id), '{blue,lamps}',
  'A subject has words');
update support.conversations set subject = null where visitor_id = story.id('Sam');
select is((select count(*) from support.subject_words where conversation_id = (story.conversation('Sam')).id), 0::bigint, 'as long as there is one');
update support.visitors set name = 'Sam' where id = story.id('Sam');
delete from support.conversations where visitor_id = story.id('Sam');

select * from finish();
rollback;
