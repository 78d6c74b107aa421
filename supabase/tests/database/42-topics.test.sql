-- A visitor's topic in the group: made, lost, moved with the group.
begin;
select plan(25);
\ir fixtures/harbor-goods.psql

create function story.topics() returns setof text
language sql
as $$
  select (select name from (values (story.id('Robin'), 'Robin'), (story.id('Sam'), 'Sam'), (story.id('Kim'), 'Kim')) as who (id, name)
    where who.id = visitor_id) || ' ' || chat_id || '/' || thread_id || ' ' || state
  from support.telegram_topics
$$;

select story.post('Robin', 'Where is my lamp?', 'lamp');
select story.post('Sam', 'Do you ship to Malta?');
select story.post('Kim', 'Hello, Other Shop');

-- 1. Recorded

select is(public.support_record_telegram_topic(story.id('Robin'), story.id('Harbor widget'), -1001, 55, 'Robin'), '{"thread_id": 55}',
  'A topic is recorded right after it was made');
select public.support_record_telegram_topic(story.id('Sam'), story.id('Harbor widget'), -1001, 56, 'Sam');
select public.support_record_telegram_topic(story.id('Kim'), story.id('Other widget'), -1002, 55, 'Kim');
select set_eq('select story.topics()', array['Robin -1001/55 open', 'Sam -1001/56 open', 'Kim -1002/55 open'],
  'Each visitor has one; numbers belong to their group');
select public.support_record_telegram_topic(story.id('Robin'), story.id('Harbor widget'), -1001, 55, 'Robin');
select is((select count(*) from support.telegram_topics), 3::bigint, 'Saying it twice makes no second one');
select throws_ok($$ select public.support_record_telegram_topic(story.id('Sam'), story.id('Harbor widget'), -1001, 55, 'Sam') $$,
  'SC006', null, 'Robin''s topic cannot become Sam''s');
select throws_ok($$ select public.support_record_telegram_topic(story.id('Sam'), story.id('Harbor widget'), -5, 1, 'Sam') $$,
  'SC007', null, 'A topic needs a group that is known');

-- 2. Closed and opened by hand

select is(public.support_set_telegram_topic_state(-1001, 55, 'closed'), 'null', 'Somebody closes Robin''s topic');
select set_eq('select story.topics()', array['Robin -1001/55 closed', 'Sam -1001/56 open', 'Kim -1002/55 open'], 'only that one');
select is(public.support_find_telegram_route(-1001, 55) -> 'topic_closed', 'true', 'The bridge learns of it');
select public.support_set_telegram_topic_state(-1001, 55, 'open');
select is(public.support_find_telegram_route(-1001, 55) -> 'topic_closed', 'false', 'Somebody opens it again');
select is(public.support_set_telegram_topic_state(-1001, 99, 'closed'), 'null', 'A topic nobody knows is nobody''s');
select throws_ok($$ select public.support_set_telegram_topic_state(-1001, 55, 'sideways') $$, 'SC090', null, 'A topic is open, closed or lost');

-- 3. Lost

select public.support_record_telegram_card((story.conversation('Robin')).id, -1001, 500, 55);
select public.support_record_telegram_card((story.conversation('Sam')).id, -1001, 501, 56);
insert into support.telegram_messages (chat_id, message_id, thread_id, direction, role, conversation_id, support_message_id)
values (-1001, 502, 55, 'out', 'message', (story.conversation('Robin')).id, story.id('lamp'));
select public.support_set_telegram_topic_state(-1001, 55, 'lost');
select set_eq('select story.topics()', array['Sam -1001/56 open', 'Kim -1002/55 open'], 'Telegram lost Robin''s topic: it is forgotten');
select is(
  (select (job #> '{context,topic}')::text || (job #> '{context,card}')::text from jsonb_array_elements(public.support_lease_outbox(1, 0)) as job), 'nullnull',
  'so the next delivery makes a new one with a new card');
select is((select array_agg(message_id order by message_id) from support.telegram_messages where chat_id = -1001), array[501, 502]::bigint[],
  'Sam''s card and what was said stay');
select is(public.support_find_telegram_route(-1001, 55), '{"kind": "none"}', 'Nothing arrives from the lost one');
select public.support_record_telegram_topic(story.id('Robin'), story.id('Harbor widget'), -1001, 57, 'Robin');
select is(public.support_find_telegram_route(-1001, 57) #>> '{conversation,visitor_id}', story.id('Robin')::text, 'The new one is Robin''s');
select public.support_record_telegram_topic(story.id('Robin'), story.id('Harbor widget'), -1001, 58, 'Robin');
select set_eq('select story.topics()', array['Robin -1001/58 open', 'Sam -1001/56 open', 'Kim -1002/55 open'], 'A newer one takes the place of an older one');

-- 4. The group becomes a supergroup and gets a new id

select public.support_lease_outbox(1, 60, 'telegram:-1001');
select is(public.support_migrate_telegram_chat(-1001, -2001), 'null', 'Telegram moves the group of Harbor Goods');
select is(public.support_find_telegram_chat(-2001) ->> 'organization_id', story.id('Harbor Goods')::text, 'It is known by its new id');
select is(public.support_find_telegram_chat(-1001), null, 'and no longer by the old one');
select set_eq('select story.topics()', array['Kim -1002/55 open'], 'Topics do not move: their numbers mean nothing there');
select set_eq(
  $$ select lane || ' ' || chat_id || ' ' || state from support.outbox $$,
  array['telegram:-2001 -2001 pending', 'telegram:-1002 -1002 pending'], 'What waits goes to the new id, and only that');
select lives_ok($$ select public.support_migrate_telegram_chat(-1001, -2001) $$, 'Telegram says it twice');
select is((select count(*) from support.telegram_chats), 2::bigint, 'which changes nothing more');
select story.post('Sam', 'Still there?', 'still');
select is((select chat_id from support.outbox where message_id = story.id('still')), -2001::bigint, 'What is written from now on goes to the new id');

select * from finish();
rollback;
