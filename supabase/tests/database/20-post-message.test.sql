-- A visitor writes. One call is one transaction: rate limit, number, revision, message and delivery, or none of them.
begin;
select plan(63);
\ir fixtures/harbor-goods.psql

create function story.refusal(p_statement text) returns jsonb
language plpgsql
as $$
declare
  v_detail text;
begin
  execute p_statement;
  return '{}';
exception when others then
  get stacked diagnostics v_detail = pg_exception_detail;
  return jsonb_build_object('code', sqlstate, 'detail', v_detail);
end
$$;
create function story.count_all() returns text
language sql
as $$
  select format('%s conversations, %s messages, %s deliveries, %s counters, %s broadcasts, number %s',
    (select count(*) from support.conversations), (select count(*) from support.messages),
    (select count(*) from support.outbox), (select count(*) from support.rate_limits),
    (select count(*) from realtime.messages),
    (select last_conversation_number from support.organizations where id = story.id('Harbor Goods')))
$$;

-- 1. Robin's first words

select is(
  story.post('Robin', 'Where is my lamp?', 'first', p_context => '{"page_url": "https://harbor.example/lamps", "language": "pt"}')
    - array['conversation_id', 'created_at'],
  jsonb_build_object(
    'id', story.id('first'), 'seq', 1, 'revision', 1, 'sender', '{"kind": "visitor", "name": null, "avatar_url": null}'::jsonb,
    'type', 'text', 'text', 'Where is my lamp?', 'edited_at', null, 'deleted_at', null),
  'The answer is the message, first in its conversation');
select results_eq(
  $$ select number, status, last_seq, revision, delivered_seq, agent_id from story.conversation('Robin') $$,
  $$ values (1::bigint, 'queued', 1::bigint, 1::bigint, 0::bigint, null::uuid) $$,
  'The first message opens conversation #1, queued for the team');
select is((story.conversation('Robin')).context ->> 'language', 'pt', 'The conversation knows what the page told');
select is((select context ->> 'page_url' from support.visitors where id = story.id('Robin')), 'https://harbor.example/lamps',
  'The visitor''s card knows it too');
select results_eq(
  $$ select kind, lane, chat_id, conversation_id, message_id, state, payload from support.outbox $$,
  $$ select 'visitor_message', 'telegram:-1001', -1001::bigint, id, story.id('first'), 'pending',
       jsonb_build_object('message_id', story.id('first'), 'conversation_id', id) from story.conversation('Robin') $$,
  'A delivery to the team''s group was written in the same transaction');

select is(story.post('Robin', 'The blue one.', 'second') -> 'seq', '2', 'The second message is number 2');
select is((select (revision, seq) from support.messages where id = story.id('second')), (2::bigint, 2::bigint), 'and takes revision 2');
select is((story.conversation('Robin')).context ->> 'language', 'pt', 'A message without context leaves the context as it was');
select lives_ok($$ select story.post('Robin', 'Hm.', 'third', p_context => null) $$, 'A message whose context is null is a message without context');
select is((select count(*) from support.conversations where visitor_id = story.id('Robin')), 1::bigint, 'All of it is one conversation');
select is(story.post('Sam', 'Do you ship to Malta?') -> 'seq', '1', 'Sam''s first message is number 1 of a conversation of their own');
select is((story.conversation('Sam')).number, 2::bigint, 'which is #2 of Harbor Goods');
select is(story.post('Kim', 'Hello') -> 'seq', '1', 'Kim writes to Other Shop');
select is((story.conversation('Kim')).number, 1::bigint, 'where numbers begin at 1 as well');
select is((select chat_id from support.outbox where conversation_id = (story.conversation('Kim')).id), -1002::bigint,
  'and the delivery goes to Other Shop''s group');

-- 2. The same message again

select story.silence();
create table story.before as select story.count_all() as state;
select is(story.post('Robin', 'Where is my lamp?', 'first'), (
  select support.message_json(message) from support.messages as message where id = story.id('first')
), 'A repeat is answered like the first time');
select is(story.post('Robin', 'Another text', 'first') ->> 'text', 'Where is my lamp?', 'whatever text it carries');
select is(story.count_all(), (select state from story.before), 'and leaves no trace: no number, no delivery, no broadcast, no count');

-- 3. The stranger

select story.reply('Mika', 'Robin', 'Let me look.', 'answer');
create table story.before_stranger as select story.count_all() as state;
select throws_ok($$ select story.post('Sam', 'Mine!', 'first') $$, 'SC031', null, 'Sam cannot use the id of Robin''s message');
select throws_ok($$ select story.post('Robin', 'I am Mika', 'answer') $$, 'SC031', null, 'Robin cannot use the id of Mika''s answer');
select throws_ok($$ select story.post('Sam', 'Hello', null, (story.conversation('Robin')).id) $$, 'SC020', null,
  'Sam cannot write into Robin''s conversation');
select throws_ok($$ select story.post('Robin', 'Hello', null, story.id('no such conversation')) $$, 'SC020', null,
  'A conversation that never was is as unknown as somebody else''s');
select is(story.count_all(), (select state from story.before_stranger), 'None of that left anything');

-- 4. What is no message

create table story.before_refusals as select story.count_all() as state;
select throws_ok($$ select story.post('Robin', '') $$, 'SC030', null, 'An empty message is refused');
select throws_ok($$ select story.post('Robin', E' \n\t ') $$, 'SC030', null, 'A blank message is refused');
select throws_ok($$ select story.post('Robin', null) $$, 'SC030', null, 'A message without text is refused');
select throws_ok($$
  select public.support_post_visitor_message(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), null, 'Hello')
$$, 'SC030', null, 'A message without an id is refused');
select throws_ok($$ select story.post('Robin', repeat('a', 4001)) $$, 'SC032', null, 'A message of 4001 characters is refused');
select throws_ok($$ select story.post('Sam', 'Hello', null, null, story.id('Elsewhere')) $$, 'SC021', null,
  'A department of another organization is unknown');
select throws_ok($$ select story.post('Sam', 'Hello', null, null, story.id('no such department')) $$, 'SC021', null,
  'A department that never was is unknown');
select is(story.count_all(), (select state from story.before_refusals), 'Nothing of a refused message is stored, nothing is announced');
select is(char_length(story.post('Robin', repeat('ю', 4000)) ->> 'text'), 4000, 'A message of 4000 characters is taken, of any alphabet');

-- 5. Too fast

select is(story.post('Robin', 'One') -> 'seq', '6', 'Robin''s fifth message within ten seconds is taken');
create table story.before_limit as select story.count_all() as state, story.conversation('Robin') as conversation;
select is(
  story.refusal($$ select story.post('Robin', 'Two') $$) ->> 'code', 'SC040', 'The sixth is refused');
select cmp_ok(
  (story.refusal($$ select story.post('Robin', 'Two') $$) ->> 'detail')::int, '<=', 10, 'The detail says how many seconds to wait');
select is(story.count_all(), (select state from story.before_limit), 'A refused message leaves no trace');
select is(story.conversation('Robin'), (select conversation from story.before_limit), 'and its conversation is as it was');
select is(story.post('Robin', 'One', 'first') ->> 'text', 'Where is my lamp?', 'A repeat is answered even now');
select lives_ok($$ select story.post('Sam', 'I am not Robin') $$, 'Sam may go on');
select story.wait('4 seconds');
select ok(
  (story.refusal($$ select story.post('Robin', 'Two') $$) ->> 'detail')::int between 1 and 6, 'Four seconds later it is at most six seconds');
select story.wait('6 seconds');
select is(story.post('Robin', 'Two') -> 'seq', '7', 'Waiting that long is enough, and no number was lost');

select set_config('story.posts', count(story.arrives('Guest ' || n))::text, true) from generate_series(1, 61) as n;
create function story.post_from_library(p_guest integer) returns jsonb
language sql
as $$
  select public.support_post_visitor_message(
    session.id, session.visitor_id, session.widget_id, gen_random_uuid(), 'Hello', p_ip_hash => 'library')
  from support.sessions as session where session.id = story.id('Guest ' || p_guest || ' session')
$$;
select lives_ok($$ select count(story.post_from_library(n)) from generate_series(1, 60) as n $$, 'Sixty guests write from one address');
select throws_ok($$ select story.post_from_library(61) $$, 'SC040', null, 'The sixty-first message of one address within ten seconds is refused');

-- 6. Departments

insert into support.telegram_chats (chat_id, organization_id, department_id) values
  (-1003, story.id('Harbor Goods'), story.id('Returns'));
select story.arrives('Jo');
select story.post('Jo', 'This lamp is broken', 'broken', null, story.id('Returns'));
select is((story.conversation('Jo')).department_id, story.id('Returns'), 'Jo chose Returns');
select is((select chat_id from support.outbox where message_id = story.id('broken')), -1003::bigint, 'so the group of Returns hears of it');
select story.arrives('Lou');
select story.post('Lou', 'A question', 'question', null, story.id('Orders'));
select is((select chat_id from support.outbox where message_id = story.id('question')), -1001::bigint,
  'A department without a group of its own is answered by the organization''s');

-- 7. After the end: the same matter for seven days, then a new one

select story.wait('10 seconds');
select public.support_close_conversation((story.conversation('Robin')).id, story.id('Mika'));
select story.wait('6 days 23 hours');
create table story.closed as select story.conversation('Robin') as was;
select story.silence();
select story.post('Robin', 'It broke.', 'broke');
select is((story.conversation('Robin')).id, (select (was).id from story.closed), 'Six days later Robin goes on in the same conversation');
select results_eq(
  $$ select status, agent_id, closed_at from story.conversation('Robin') $$,
  $$ values ('active', story.id('Mika'), null::timestamptz) $$, 'which is open again and still Mika''s');
select results_eq(
  $$ select kind, payload ->> 'state' from support.outbox where conversation_id = (story.conversation('Robin')).id order by id desc limit 2 $$,
  $$ values ('visitor_message', null), ('conversation_state', 'reopened') $$, 'The team is told that it opened again, then the message');
select results_eq(
  $$ select event, revision - (select (was).revision from story.closed) from story.heard(story.topic('Robin')) $$,
  $$ values ('conversation.updated', 1::bigint), ('message.created', 2::bigint) $$, 'and so is Robin, each with a revision of its own');

select public.support_close_conversation((story.conversation('Robin')).id, story.id('Mika'));
select story.wait('7 days 1 minute');
select story.post('Robin', 'Hello again', 'again', (select (was).id from story.closed));
select isnt((story.conversation('Robin')).id, (select (was).id from story.closed), 'A week later it is a new conversation, even if the old one is named');
select is((story.conversation('Robin')).agent_id, null, 'which nobody has taken yet');
select is((select (seq, revision) from support.messages where id = story.id('again')), (1::bigint, 1::bigint), 'and which counts from 1');
select is((select count(*) from support.conversations where visitor_id = story.id('Robin') and status in ('queued', 'active')), 1::bigint,
  'Never is more than one of Robin''s conversations open');

update support.widgets set behavior = '{"reopen_hours": 0}' where id = story.id('Harbor widget');
select public.support_close_conversation((story.conversation('Sam')).id, story.id('Mika'));
select story.wait('1 minute');
create table story.sams as select (story.conversation('Sam')).id;
select story.post('Sam', 'And another thing');
select isnt((story.conversation('Sam')).id, (select id from story.sams), 'A widget may say that every matter is a new one');

-- 8. Numbers without gaps

select is_empty($$
  select conversation_id from support.messages group by conversation_id
  having (min(seq), max(seq), count(distinct seq)) <> (1, count(*), count(*))
$$, 'After all of this every conversation is numbered 1, 2, 3 … without gaps');
select is_empty($$
  select conversation.id from support.conversations as conversation
  where last_seq <> (select max(seq) from support.messages where conversation_id = conversation.id)
    or revision < (select max(revision) from support.messages where conversation_id = conversation.id)
$$, 'and every conversation knows its newest number and revision');
select is_empty($$
  select message.id from support.messages as message
  where sender_kind = 'visitor' and (select count(*) from support.outbox where message_id = message.id) <> 1
$$, 'and every message of a visitor has exactly one delivery');

-- 9. Starting without a word

select story.arrives('Max');
select is(
  (select public.support_start_conversation(story.id('Max session'), story.id('Max'), story.id('Harbor widget'), story.id('Returns'))
    - array['availability', 'conversation']),
  '{"messages": [], "has_more": false, "queue": null}', 'Max opens the chat: there is a conversation without messages');
select is(
  (select public.support_start_conversation(story.id('Max session'), story.id('Max'), story.id('Harbor widget')) #>> '{conversation,id}'),
  (story.conversation('Max')).id::text, 'Opening it again finds the same one');
select is((select count(*) from support.outbox where conversation_id = (story.conversation('Max')).id), 0::bigint,
  'The team hears nothing before Max says something');
select throws_ok(
  $$ select public.support_start_conversation(story.id('Sam session'), story.id('Max'), story.id('Harbor widget')) $$,
  'SC010', null, 'Sam cannot start a conversation as Max');
select throws_ok(
  $$ select public.support_start_conversation(story.id('Max session'), story.id('Max'), story.id('Harbor widget'), story.id('Elsewhere')) $$,
  'SC021', null, 'Max cannot start one with a department of Other Shop');

select * from finish();
rollback;
