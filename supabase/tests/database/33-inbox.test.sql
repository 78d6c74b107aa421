-- What an agent's inbox shows: lists, search, one conversation; and a visitor's place in the queue.
begin;
select plan(108);
\ir fixtures/harbor-goods.psql

create function story.of(p_visitor text) returns uuid
language sql
as $$ select (story.conversation(p_visitor)).id $$;
create function story.list(p_agent text, p_filter jsonb default '{}', p_before jsonb default null, p_limit integer default 50) returns jsonb
language sql
as $$ select public.support_list_conversations(story.id(p_agent), p_filter, p_before, p_limit) $$;
create function story.listed(p_agent text, p_filter jsonb default '{}', p_before jsonb default null, p_limit integer default 50) returns text[]
language sql
as $$
  select array_agg(line.item ->> 'visitor_name' order by line.place)
  from jsonb_array_elements(story.list(p_agent, p_filter, p_before, p_limit) -> 'conversations') with ordinality as line(item, place)
$$;
create function story.update(p_visitor text, p_change jsonb, p_agent text default 'Mika') returns jsonb
language sql
as $$ select public.support_update_conversation(story.of(p_visitor), story.id(p_agent), p_change) $$;
create function story.refused(p_call text, p_detail text) returns text
language plpgsql
as $$
declare
  v_detail text;
begin
  execute p_call;
  return fail(p_call || ' should be refused');
exception when sqlstate 'SC090' then
  get stacked diagnostics v_detail = pg_exception_detail;
  return is(v_detail, p_detail, 'Refused: ' || p_detail || ' in ' || p_call);
end
$$;

-- 1. Lists. Time stands still in a test, so the order of what happened is told by hand.

select story.arrives('Jo');
select story.arrives('Pat');
update support.visitors set name = 'Robin Hood', email = 'robin@forest.example' where id = story.id('Robin');
update support.visitors set name = 'Sam O''Neill' where id = story.id('Sam');
update support.visitors set name = 'Jo' where id = story.id('Jo');
update support.visitors set name = 'Pat' where id = story.id('Pat');
select story.post('Robin', 'Where is my lamp?');
select story.post('Sam', 'Do you ship to Malta?', null, null, story.id('Returns'));
select story.post('Jo', 'Hello');
select story.post('Pat', 'Hello');
select story.post('Kim', 'Hello, Other Shop');
select public.support_claim_conversation(story.of('Robin'), story.id('Mika'));
select public.support_claim_conversation(story.of('Jo'), story.id('Ana'));
select public.support_resolve_conversation(story.of('Jo'), story.id('Ana'));
create function story.touched(p_visitors text[]) returns void
language sql
as $$
  update support.conversations set updated_at = now() - interval '1 minute' * array_position(p_visitors, visitor.name),
    queued_at = now() - interval '1 minute' * array_position(p_visitors, visitor.name)
  from support.visitors as visitor where visitor.id = conversations.visitor_id and visitor.name is not null;
$$;
select story.touched(array['Pat', 'Robin Hood', 'Jo', 'Sam O''Neill']);

select is(story.listed('Mika'), array['Pat', 'Robin Hood', 'Jo', 'Sam O''Neill'], 'All: what changed last comes first, other shops'' do not come');
select is(story.listed('Olga'), array[null]::text[], 'Olga sees Kim''s, who has no name, and nothing of Harbor Goods');
select is(story.listed('Mika', '{"scope": "mine"}'), array['Robin Hood'], 'Mine: what Mika has');
select is(story.listed('Ana', '{"scope": "mine"}'), null, 'Ana has nothing that is open');
select is(story.listed('Ana', '{"scope": "mine", "status": ["resolved", "closed"]}'), array['Jo'], 'but had something');
select is(story.listed('Mika', '{"scope": "queued"}'), array['Sam O''Neill', 'Pat'], 'Queued: whoever waited longest comes first');
select story.update('Pat', '{"priority": "urgent"}');
select is(story.listed('Mika', '{"scope": "queued"}'), array['Pat', 'Sam O''Neill'], 'unless somebody''s is urgent');
insert into support.agent_departments values (story.id('Ana'), story.id('Orders'));
select is(story.listed('Ana', '{"scope": "queued"}'), array['Pat'], 'Ana, of Orders, is not offered what is for Returns');
select is(story.listed('Ana', '{"status": ["queued"]}'), array['Pat', 'Sam O''Neill'], 'though she may look at it');
select story.touched(array['Pat', 'Robin Hood', 'Jo', 'Sam O''Neill']);
select is(story.listed('Mika', jsonb_build_object('department_id', story.id('Returns'))), array['Sam O''Neill'], 'By department');
select is(story.listed('Mika', jsonb_build_object('department_id', story.id('Elsewhere'))), null, 'another shop''s has nothing');
select is(story.listed('Mika', '{"priority": "urgent"}'), array['Pat'], 'By priority');
select story.update('Jo', '{"tags": ["vip", "malta", "vip", " "]}');
select is(story.listed('Mika', '{"tag": "vip"}'), array['Jo'], 'By tag');
select is((story.conversation('Jo')).tags, '{malta,vip}'::text[], 'which is there once');
select story.update('Sam', jsonb_build_object('snoozed_until', now() + interval '1 day'));
select is(story.listed('Mika', '{"scope": "queued"}'), array['Pat'], 'What is put off is out of sight');
select is(story.listed('Mika', '{"is_snoozed": true}'), array['Sam O''Neill'], 'unless one looks for it');
select is(story.listed('Mika', '{"is_snoozed": false, "status": ["queued"]}'), array['Pat'], 'or for the rest');
select story.update('Sam', '{"snoozed_until": null}');

-- 2. Search

select is(story.listed('Mika', '{"search": "hood"}'), array['Robin Hood'], 'By any word of the name');
select is(story.listed('Mika', '{"search": "ROB ho"}'), array['Robin Hood'], 'by beginnings, in any case');
select is(story.listed('Mika', '{"search": "ood"}'), null, 'not by endings');
select is(story.listed('Mika', '{"search": "robin@fo"}'), array['Robin Hood'], 'By e-mail address, half typed');
select is(story.listed('Mika', '{"search": "o''neill"}'), array['Sam O''Neill'], 'An apostrophe is a letter');
select is(story.listed('Mika', '{"search": "x'' & \\ | !y:*"}'), null, 'Nothing in a search is syntax');
select is(story.listed('Mika', '{"search": "  "}'), story.listed('Mika'), 'No words are no search');
select is(story.listed('Mika', jsonb_build_object('search', '#' || (story.conversation('Pat')).number)), array['Pat'], 'By number');
select is(story.listed('Mika', jsonb_build_object('search', (story.conversation('Pat')).number::text)), array['Pat'], 'with or without the sign');
select story.update('Sam', '{"subject": "Shipping to Malta"}');
select is(story.listed('Mika', '{"search": "malt"}'), array['Sam O''Neill'], 'By subject');
select is(story.listed('Mika', '{"search": "malt", "status": ["closed"]}'), null, 'together with the other filters');
select is(story.listed('Olga', '{"search": "robin"}'), null, 'Nobody finds another shop''s visitors');
select is(story.listed('Olga', '{"search": "malta"}'), null, 'nor subjects');

-- 3. Page by page

select story.touched(array['Pat', 'Robin Hood', 'Jo', 'Sam O''Neill']);
create table story.page as select story.list('Mika', '{}', null, 3) as answer;
select ok((select (answer -> 'has_more')::boolean from story.page), 'A page of three is not all');
select is(story.listed('Mika', '{}', (select (answer ->> 'next_cursor')::jsonb from story.page), 3), array['Sam O''Neill'], 'The next page has the rest');
select is(story.listed('Mika', '{}', (select answer -> 'next_cursor' from story.page), 3), array['Sam O''Neill'], 'The cursor works as text too');
select is(story.list('Mika', '{}', null, 4) - 'conversations', '{"has_more": false, "next_cursor": null}', 'Four are all');
select is(story.listed('Mika', '{"scope": "queued"}', (story.list('Mika', '{"scope": "queued"}', null, 1) ->> 'next_cursor')::jsonb), array['Sam O''Neill'],
  'The queue goes on in its own order');
select is(story.list('Mika', '{}', null, -5) ->> 'has_more', 'true', 'A page has one line at least');
select story.refused($$ select story.list('Mika', '{}', '{"at": "yesterday-ish", "id": 7}') $$, 'p_before');
select story.refused($$ select story.list('Mika', '{}', '"{"') $$, 'p_before');
select story.refused($$ select story.list('Mika', '{}', '{}') $$, 'p_before');
select story.refused($$ select story.list('Mika', '{"scope": "queued"}', story.list('Mika', '{}', null, 1) -> 'next_cursor') $$, 'p_before');
select story.refused($$ select story.list('Mika', '[]') $$, 'p_filter');
select story.refused($$ select story.list('Mika', '{"colour": "red"}') $$, 'p_filter.colour');
select story.refused($$ select story.list('Mika', '{"scope": "theirs"}') $$, 'p_filter.scope');
select story.refused($$ select story.list('Mika', '{"status": "queued"}') $$, 'p_filter.status');
select story.refused($$ select story.list('Mika', '{"status": ["lost", 1, null]}') $$, 'p_filter.status');
select story.refused($$ select story.list('Mika', '{"department_id": "Orders"}') $$, 'p_filter.department_id');
select story.refused($$ select story.list('Mika', '{"tag": 3}') $$, 'p_filter.tag');
select story.refused($$ select story.list('Mika', jsonb_build_object('search', repeat('x', 201))) $$, 'p_filter.search');
select story.refused($$ select story.list('Mika', '{"priority": "now"}') $$, 'p_filter.priority');
select story.refused($$ select story.list('Mika', '{"is_snoozed": "no"}') $$, 'p_filter.is_snoozed');
select throws_ok($$ select story.list('Nobody') $$, 'SC050', null, 'Nobody has an inbox');

-- 4. One conversation, and changes to it

select story.reply('Mika', 'Robin', 'It is on its way.');
select story.reply('Mika', 'Robin', 'Third time this month.', null, true);
select is(
  (select item -> 'last_message' ->> 'text' from jsonb_array_elements(story.list('Mika', '{"scope": "mine"}') -> 'conversations') as item),
  'It is on its way.', 'A line shows what was said last; notes are not said');
create table story.shown as select public.support_get_conversation(story.id('Mika'), story.of('Robin')) as answer;
select results_eq(
  $$ select answer #>> '{visitor,email}', answer #>> '{assignments,0,agent,name}', answer #>> '{assignments,0,reason}', answer -> 'department' from story.shown $$,
  $$ values ('robin@forest.example', 'Mika', 'claimed', 'null'::jsonb) $$, 'One conversation comes with its visitor and who had it');
select results_eq(
  $$ select answer #>> '{conversation,wait_seconds}', answer #>> '{conversation,resolution_seconds}' from story.shown $$,
  $$ values ('120', null) $$, 'how long it waited, and nothing of an end that has not come');
select is(public.support_get_conversation(story.id('Mika'), story.of('Sam')) #>> '{department,name}', 'Returns', 'and its department');
select throws_ok($$ select public.support_get_conversation(story.id('Olga'), story.of('Robin')) $$, 'SC020', null, 'Olga does not know it');
select throws_ok($$ select public.support_get_conversation(null, story.of('Robin')) $$, 'SC050', null, 'nobody does');

create table story.held as select story.conversation('Robin') as before;
select story.silence();
select is(story.update('Robin', '{}') ->> 'outcome', 'unchanged', 'A change of nothing changes nothing');
select is(story.update('Robin', '{"subject": " ", "tags": []}') ->> 'outcome', 'unchanged', 'nor does saying what is so');
select is(story.conversation('Robin'), (select before from story.held), 'not even the revision');
select is(story.update('Robin', '{"subject": " Lamps ", "category": "sales", "required_skills": ["lamps"]}') ->> 'outcome', 'updated', 'A change changes');
select results_eq($$ select subject, category, required_skills, revision from story.conversation('Robin') $$,
  $$ select 'Lamps', 'sales', '{lamps}'::text[], (before).revision + 1 from story.held $$, 'everything at once, in one revision');
select results_eq($$ select event, revision from story.heard(story.topic('Robin')) $$,
  $$ select 'conversation.updated', (before).revision + 1 from story.held $$, 'that is announced');
select throws_ok($$ select story.update('Robin', '{"subject": "x"}', 'Olga') $$, 'SC050', null, 'Olga changes nothing here');
select throws_ok($$ select story.update('Jo', jsonb_build_object('snoozed_until', now() + interval '1 day')) $$, 'SC022', null, 'What has ended is not put off');
select story.refused($$ select story.update('Robin', '{"status": "closed"}') $$, 'p_change.status');
select story.refused($$ select story.update('Robin', '{"priority": 3}') $$, 'p_change.priority');
select story.refused($$ select story.update('Robin', '{"tags": "vip"}') $$, 'p_change.tags');
select story.refused($$ select story.update('Robin', jsonb_build_object('tags', array[repeat('x', 51)])) $$, 'p_change.tags');
select story.refused($$ select story.update('Robin', jsonb_build_object('subject', repeat('x', 201))) $$, 'p_change.subject');
select story.refused($$ select story.update('Robin', '{"snoozed_until": "2026-99-99T00:00Z"}') $$, 'p_change.snoozed_until');
select story.refused($$ select story.update('Robin', '{"snoozed_until": "2001-01-01T00:00Z"}') $$, 'p_change.snoozed_until');
select story.refused($$ select story.update('Robin', null) $$, 'p_change');

-- 5. A place in the queue

create function story.place(p_visitor text) returns jsonb
language sql
as $$ select public.support_get_queue_position(story.id(p_visitor || ' session'), story.id(p_visitor), story.id('Harbor widget'), story.of(p_visitor)) $$;

select story.arrives('Alex');
select story.post('Alex', 'Hello');
select is(story.place('Alex') -> 'position', '2', 'Alex comes after Pat; Sam waits for another department');
select is(story.place('Sam') -> 'position', '1', 'where Sam is the first');
select is(story.place('Robin'), '{"position": null, "estimated_wait_seconds": null}', 'Who is served has no place');
select ok(story.place('Alex') -> 'estimated_wait_seconds' is not null, 'The pace is that of the last hours');
update support.conversation_assignments set started_at = now() - interval '10 minutes' where conversation_id = story.of('Robin');
update support.conversation_assignments set started_at = now() where conversation_id = story.of('Jo');
select is(story.place('Alex') -> 'estimated_wait_seconds', '1200', 'Ten minutes each: two places are twenty');
delete from support.conversation_assignments where true;
select is(story.place('Alex') -> 'estimated_wait_seconds', 'null', 'Without a pace there is no estimate');
select throws_ok(
  $$ select public.support_get_queue_position(story.id('Sam session'), story.id('Sam'), story.id('Harbor widget'), story.of('Alex')) $$,
  'SC020', null, 'Nobody asks for somebody else');

-- 6. What is unread is what the visitor wrote

create function story.unread(p_agent text, p_visitor text) returns jsonb
language sql
as $$
  select item -> 'unread_seqs' from jsonb_array_elements(story.list(p_agent) -> 'conversations') as item
  where item ->> 'id' = story.of(p_visitor)::text
$$;
create function story.last(p_visitor text) returns bigint
language sql
as $$ select (story.conversation(p_visitor)).last_seq $$;
create function story.reads(p_agent text, p_visitor text, p_seq bigint) returns void
language sql
as $$ select public.support_mark_conversation_read(story.id(p_agent), story.of(p_visitor), p_seq) $$;

select story.reads('Mika', 'Pat', story.last('Pat'));
select story.reads('Ana', 'Pat', story.last('Pat'));
select is(story.unread('Mika', 'Pat'), '[]', 'Mika has read what Pat wrote');
select story.reply('Ana', 'Pat', 'Pat is a regular', null, true);
select story.reply('Ana', 'Pat', 'Hello Pat');
select is(story.unread('Mika', 'Pat'), '[]', 'A note and an answer of Ana''s are not unread');
select story.post('Pat', 'Are you there?');
select story.post('Pat', 'Hello?');
select is(story.unread('Mika', 'Pat'), jsonb_build_array(story.last('Pat') - 1, story.last('Pat')), 'What Pat writes is');
select is(public.support_get_conversation(story.id('Mika'), story.of('Pat')) #> '{conversation,unread_seqs}',
  story.unread('Mika', 'Pat'), 'The details say the same');
select story.reads('Mika', 'Pat', story.last('Pat') - 1);
select is(story.unread('Mika', 'Pat'), jsonb_build_array(story.last('Pat')), 'One of the two is read');
select story.reply('Mika', 'Pat', 'I am here', null, true);
select is(story.unread('Mika', 'Pat'), '[]', 'Who writes, be it a note, has read what stands before');
select is(jsonb_array_length(story.unread('Ana', 'Pat')), 2, 'which says nothing of what Ana has read');
select story.reads('Mika', 'Pat', 1);
select is(story.unread('Mika', 'Pat'), '[]', 'and what was read stays read');
select story.post('Pat', 'Never mind', 'taken back');
select story.post('Pat', 'Or do');
select public.support_delete_visitor_message(story.id('Pat session'), story.id('Pat'), story.id('Harbor widget'), story.id('taken back'));
select is(story.unread('Mika', 'Pat'), jsonb_build_array(story.last('Pat')), 'What Pat took back is unread no more');
select is(public.support_get_conversation(story.id('Mika'), story.of('Pat')) #> '{conversation,unread_seqs}',
  story.unread('Mika', 'Pat'), 'in the details, too');
insert into support.messages (conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, type, body, deleted_at)
select story.of('Pat'), story.last('Pat') + i, gen_random_uuid(), story.id('Harbor Goods'), story.id('Pat'), 900 + i, 'visitor', 'text', '', now()
from generate_series(1, 100) as i;
select is(story.unread('Mika', 'Pat'), jsonb_build_array(story.last('Pat')), 'What is unread is named, though a hundred were taken back since');
delete from support.messages where conversation_id = story.of('Pat') and seq > story.last('Pat');
update support.agents set role = 'admin' where id = story.id('Ana');
select public.support_delete_message_by_agent(
  (select id from support.messages where conversation_id = story.of('Pat') and seq = story.last('Pat')), story.id('Ana'));
select is(story.unread('Mika', 'Pat'), '[]', 'What an admin takes away is not unread either');
update support.agents set role = 'agent' where id = story.id('Ana');
insert into support.messages (conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, type, body)
select story.of('Pat'), story.last('Pat') + i, gen_random_uuid(), story.id('Harbor Goods'), story.id('Pat'), 1000 + i, 'visitor', 'text', 'Hm'
from generate_series(1, 101) as i;
select is(story.unread('Mika', 'Pat'), (select jsonb_agg(story.last('Pat') + i) from generate_series(2, 101) as i),
  'Of very many the newest hundred are named');

-- 7. With thousands of conversations no list reads them all

insert into support.visitors (id, organization_id, name)
select story.id('crowd ' || i), story.id('Harbor Goods'), 'Visitor ' || i from generate_series(1, 4000) as i;
insert into support.conversations (organization_id, widget_id, visitor_id, number, status, closed_at, subject, updated_at, created_at, agent_id)
select story.id('Harbor Goods'), story.id('Harbor widget'), story.id('crowd ' || i), 100000 + i,
  case when i % 100 = 0 then 'queued' else 'closed' end, case when i % 100 <> 0 then now() end, 'About thing ' || i,
  now() - interval '1 minute' * i, now() - interval '1 minute' * i, case when i % 100 <> 0 then story.id('Ana') end
from generate_series(1, 4000) as i;
analyze support.conversations;
analyze support.visitors;
create function story.scans() returns bigint
language sql
as $$
  select sum(seq_scan) from pg_stat_xact_user_tables where schemaname = 'support' and relname in ('conversations', 'visitors', 'messages')
$$;
create function story.reads_little(p_call text) returns text
language plpgsql
as $$
declare
  v_before bigint := story.scans();
begin
  execute p_call;
  return is(story.scans() - v_before, 0::bigint, 'No sequential scan in ' || p_call);
end
$$;
do $$ begin perform count(*) from support.conversations; end $$;
select cmp_ok(story.scans(), '>', 0::bigint, '(Sequential scans are counted)');
select story.reads_little($$ select story.list('Mika', '{"scope": "mine"}') $$);
select story.reads_little($$ select story.list('Mika', '{"scope": "queued"}') $$);
select story.reads_little($$ select story.list('Mika') $$);
select story.reads_little($$ select story.list('Mika', '{"search": "#100077"}') $$);
select story.reads_little($$ select story.list('Mika', '{"search": "visitor 77"}') $$);
select story.reads_little($$ select story.list('Mika', '{"search": "thing 3999"}') $$);
select story.reads_little($$ select story.list('Mika', '{"tag": "vip"}') $$);
select story.reads_little($$ select story.list('Mika', '{"status": ["active"]}') $$);
select story.reads_little($$ select story.list('Ana', '{"scope": "mine", "status": ["closed"]}') $$);
select story.reads_little($$ select public.support_get_conversation(story.id('Mika'), story.of('Robin')) $$);
select story.reads_little($$ select story.place('Alex') $$);
select story.reads_little($$ select support.route_waiting(story.id('Harbor Goods')) $$);
select story.reads_little($$ select public.support_heartbeat_agent(story.id('Ana'), 'tab') $$);
select story.reads_little($$ select public.support_get_widget('wk_harbor') $$);

select * from finish();
rollback;
