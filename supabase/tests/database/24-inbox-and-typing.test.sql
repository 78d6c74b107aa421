-- Reading and typing: a conversation as the team sees it, a visitor's conversations, reading marks, and who types.
begin;
select plan(53);
\ir fixtures/harbor-goods.psql

create function story.page(p_agent text, p_visitor text, p_after bigint default null, p_before bigint default null, p_limit integer default 50)
returns jsonb
language sql
as $$ select public.support_list_conversation_messages(story.id(p_agent), (story.conversation(p_visitor)).id, p_after, p_before, p_limit) $$;
create function story.seqs(p_answer jsonb) returns text
language sql
as $$
  select coalesce(string_agg(message ->> 'seq', ' ' order by place), '') || coalesce(' + ' || (p_answer ->> 'next_cursor'), '')
  from jsonb_array_elements(p_answer -> 'messages') with ordinality as list (message, place)
$$;
create function story.conversations(p_visitor text, p_before bigint default null, p_limit integer default 20) returns jsonb
language sql
as $$
  select public.support_list_visitor_conversations(session.id, session.visitor_id, session.widget_id, p_before, p_limit)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.seen(p_agent text, p_visitor text, p_seq bigint) returns jsonb
language sql
as $$ select public.support_mark_conversation_read(story.id(p_agent), (story.conversation(p_visitor)).id, p_seq) $$;
create function story.types(p_visitor text, p_is_typing boolean default true, p_of text default null) returns jsonb
language sql
as $$
  select public.support_set_typing(
    session.id, session.visitor_id, session.widget_id, (story.conversation(coalesce(p_of, p_visitor))).id, p_is_typing)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.agent_types(p_agent text, p_visitor text, p_is_typing boolean default true) returns jsonb
language sql
as $$ select public.support_set_agent_typing(story.id(p_agent), (story.conversation(p_visitor)).id, p_is_typing) $$;

-- 1. The team's view

select story.post('Robin', 'One');
select story.post('Robin', 'Two');
select story.reply('Mika', 'Robin', 'Three, a note', 'note', true);
select story.reply('Mika', 'Robin', 'Four');
select story.post('Sam', 'I am not Robin');
select is(story.seqs(story.page('Ana', 'Robin')), '1 2 3 4', 'Any agent of the team reads all of it, notes too');
select is(
  story.page('Ana', 'Robin') #> '{messages,2}',
  support.message_json(message) || jsonb_build_object('is_internal', true, 'agent_id', story.id('Mika'), 'deleted_by', null),
  'and sees which are notes and whose') from support.messages as message where id = story.id('note');
select is(story.seqs(story.page('Ana', 'Robin', p_limit => 2)), '3 4 + 3', 'The newest page says where to go on');
select is(story.seqs(story.page('Ana', 'Robin', p_before => 3, p_limit => 2)), '1 2', 'towards the beginning');
select is(story.seqs(story.page('Ana', 'Robin', p_after => 1, p_limit => 2)), '2 3 + 3', 'A page after a message goes the other way');
select is(story.seqs(story.page('Ana', 'Robin', p_after => 3, p_limit => 2)), '4', 'to the end');
select is(story.seqs(story.page('Ana', 'Robin', p_after => 1, p_before => 4)), '2 3', 'Both limits hold together');
select is(story.seqs(story.page('Ana', 'Robin', p_limit => -3)), '4 + 4', 'A senseless limit does no harm');
select is(story.seqs(story.page('Ana', 'Robin', p_limit => null)), '1 2 3 4', 'nor does none');
select throws_ok($$ select story.page('Olga', 'Robin') $$, 'SC020', null, 'To Olga of Other Shop it is unknown');
select throws_ok($$ select story.page('nobody', 'Robin') $$, 'SC050', null, 'Nobody is no agent');
select throws_ok($$ select public.support_list_conversation_messages(story.id('Mika'), null) $$, 'SC020', null, 'No conversation is an unknown one');

-- 2. A visitor's conversations

select is(story.conversations('Robin') #>> '{conversations,0,last_message,text}', 'Four', 'Robin sees the last words of a conversation');
select is(story.conversations('Robin') #> '{conversations,0,unread_count}', '1', 'and how many answers are unread, notes not counted');
select public.support_mark_read(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), (story.conversation('Robin')).id, 4);
select is(story.conversations('Robin') #> '{conversations,0,unread_count}', '0', 'None, once they were read');
select story.reply('Mika', 'Robin', 'A note about Robin', null, true);
select ok(story.conversations('Robin')::text not like '%note%', 'A note is never the last word');
update support.conversations set status = 'closed', closed_at = now() - interval '30 days' where id = (story.conversation('Robin')).id;
select story.post('Robin', repeat('word ', 100));
select is(char_length(story.conversations('Robin') #>> '{conversations,0,last_message,text}'), 200, 'Long words are cut');
select is(jsonb_array_length(story.conversations('Robin') -> 'conversations'), 2, 'There are two by now');
select is(story.conversations('Robin', p_limit => 1) ->> 'next_cursor', (story.conversation('Robin')).number::text, 'A page says where to go on');
select is(story.conversations('Robin', (story.conversation('Robin')).number) - 'conversations', '{"has_more": false, "next_cursor": null}', 'and the last one says that it is');
select is(story.conversations('Robin', (story.conversation('Robin')).number) #>> '{conversations,0,number}', '1', 'The older one comes after the newer');
select is(jsonb_array_length(story.conversations('Kim') -> 'conversations'), 0, 'Kim has none');
select throws_ok($$ select public.support_list_visitor_conversations(story.id('Sam session'), story.id('Robin'), story.id('Harbor widget')) $$,
  'SC010', null, 'Sam cannot list Robin''s');

-- 3. What agents have read

select story.silence();
select is(story.seen('Ana', 'Robin', 99) -> 'seq', '1', 'Ana has read what there is, not more');
select is((select event || ' ' || (payload #>> '{conversation,seen_seq}') from story.heard(story.topic('Robin'))), 'read.updated 1', 'and Robin learns it');
select story.silence();
create table story.before as select story.conversation('Robin') as conversation;
select is(story.seen('Mika', 'Robin', 1) -> 'seq', '1', 'Mika read it as well');
select is(story.seen('Ana', 'Robin', 0) -> 'seq', '1', 'A mark never goes back');
select is(story.seen('Ana', 'Robin', -5) -> 'seq', '1', 'not even to senseless numbers');
select is(story.seen('Ana', 'Robin', null) -> 'seq', '1', 'or to none');
select is(story.conversation('Robin'), (select conversation from story.before), 'None of this is news');
select story.reply('Mika', 'Robin', 'Hello');
select is(story.seen('Ana', 'Robin', 2) -> 'seq', '2', 'Reading a colleague''s answer');
select is((story.conversation('Robin')).seen_seq, 1::bigint, 'tells the visitor nothing');
select throws_ok($$ select story.seen('Olga', 'Robin', 1) $$, 'SC020', null, 'Olga has nothing to read here');
select throws_ok($$ select story.seen('nobody', 'Robin', 1) $$, 'SC050', null, 'nor has nobody');

-- 4. Typing

update support.visitors set name = 'Robin' where id = story.id('Robin');
select story.silence();
select is(story.types('Robin'), '{"announced": true}', 'Robin types');
select results_eq(
  $$ select topic, event, payload - 'id' from realtime.messages $$,
  $$ select 'support:org:' || story.id('Harbor Goods'), 'typing', jsonb_build_object(
       'conversation_id', (story.conversation('Robin')).id, 'sender', '{"kind": "visitor", "name": "Robin"}'::jsonb, 'is_typing', true) $$,
  'and the team, only the team, sees it');
select is((select count(*) from support.outbox where kind = 'visitor_typing'), 0::bigint, 'Telegram shows nothing of a conversation that it does not show');
insert into support.telegram_topics (visitor_id, chat_id, thread_id, widget_id, name)
select story.id(name), -1001, 50 + number, story.id('Harbor widget'), name from (values ('Robin', 1), ('Sam', 2)) as visitor (name, number);
select story.types('Robin');
select story.types('Robin', false);
select story.types('Sam');
select results_eq(
  $$ select state, priority, expires_at between clock_timestamp() and clock_timestamp() + interval '6 seconds' from support.outbox where kind = 'visitor_typing' $$,
  $$ values ('pending', 60::smallint, true) $$, 'In a topic it does, behind everything else, and once for a whole group');
select story.silence();
select is(story.agent_types('Mika', 'Robin'), '{"announced": true}', 'Mika types');
select results_eq(
  $$ select event, payload - 'id' from realtime.messages where topic = story.topic('Robin') $$,
  $$ select 'typing.updated', jsonb_build_object(
       'conversation_id', (story.conversation('Robin')).id, 'agent', '{"name": "Mika", "avatar_url": null}'::jsonb) $$,
  'and Robin sees it');
select results_eq(
  $$ select topic, event, payload - 'id' from realtime.messages where topic <> story.topic('Robin') $$,
  $$ select 'support:org:' || story.id('Harbor Goods'), 'typing', jsonb_build_object(
       'conversation_id', (story.conversation('Robin')).id, 'is_typing', true,
       'sender', jsonb_build_object('kind', 'agent', 'name', 'Mika', 'agent_id', story.id('Mika'))) $$,
  'as Mika''s colleagues do, and nobody else');
select story.silence();
select story.agent_types('Mika', 'Robin', false);
select results_eq(
  $$ select payload -> 'agent', payload -> 'is_typing' from realtime.messages order by topic = story.topic('Robin') $$,
  $$ values (null::jsonb, 'false'::jsonb), ('null', null) $$, 'until Mika stops');
select throws_ok($$ select story.types('Sam', true, 'Robin') $$, 'SC020', null, 'Sam cannot type as Robin');
select throws_ok($$ select story.agent_types('Olga', 'Robin') $$, 'SC020', null, 'nor Olga as one of the team');
select throws_ok($$ select story.types('Robin', null) $$, 'SC090', null, 'One types or one does not');
select throws_ok($$ select story.agent_types('Mika', 'Robin', null) $$, 'SC090', null, 'agents as well');
select throws_ok($$ select count(story.types('Robin')) from generate_series(1, 61) $$, 'SC040', null, 'There is a limit to it');
select throws_ok($$ select count(story.agent_types('Mika', 'Robin')) from generate_series(1, 121) $$, 'SC040', null, 'for agents as well');
select story.silence();
update support.widgets set features = '{"typing": false}' where id = story.id('Harbor widget');
select is(story.types('Robin'), '{"announced": false}', 'A widget may have it off');
select is(story.agent_types('Ana', 'Robin'), '{"announced": false}', 'for its agents as well');
select is((select array_agg(payload #>> '{sender,name}') from realtime.messages), array['Ana'], 'of whom their colleagues hear all the same');
update support.widgets set features = '{}' where id = story.id('Harbor widget');
select public.support_close_conversation((story.conversation('Robin')).id);
select story.silence();
select is(story.agent_types('Mika', 'Robin'), '{"announced": false}', 'In what has ended nobody types');
select is((select count(*) from realtime.messages), 0::bigint, 'and nobody hears of it');

select * from finish();
rollback;
