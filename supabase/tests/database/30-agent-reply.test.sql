-- The team answers: assignment, receipts, notes, edits, duplicates, ending and opening again.
begin;
select plan(60);
\ir fixtures/harbor-goods.psql

create function story.telegram(p_message_id bigint, p_chat_id bigint default -1001) returns jsonb
language sql
as $$ select jsonb_build_object('bot_id', 1, 'chat_id', p_chat_id, 'message_id', p_message_id, 'thread_id', 55) $$;
create function story.close(p_agent text, p_visitor text) returns jsonb
language sql
as $$ select public.support_close_conversation((story.conversation(p_visitor)).id, story.id(p_agent)) $$;
create function story.reopen(p_agent text, p_visitor text) returns jsonb
language sql
as $$ select public.support_reopen_conversation((story.conversation(p_visitor)).id, story.id(p_agent)) $$;
create function story.deliveries(p_visitor text) returns setof text
language sql
as $$
  select kind || coalesce(' ' || (payload ->> 'state'), '') || coalesce(' by ' || (payload ->> 'agent_name'), '')
  from support.outbox where conversation_id = (story.conversation(p_visitor)).id order by id
$$;

-- 1. Mika answers Robin

select story.post('Robin', 'Where is my lamp?');
select story.silence();
create table story.first as select story.reply('Mika', 'Robin', 'On its way.', 'answer', false, story.telegram(9)) as answer;
select is((select answer ->> 'outcome' from story.first), 'posted', 'Mika''s answer is posted');
select is(
  (select (answer -> 'message') - array['conversation_id', 'created_at'] from story.first),
  jsonb_build_object(
    'id', story.id('answer'), 'seq', 2, 'revision', 2, 'type', 'text', 'text', 'On its way.', 'edited_at', null, 'deleted_at', null,
    'sender', '{"kind": "agent", "name": "Mika", "avatar_url": null}'::jsonb),
  'as the second message, by Mika');
select ok(
  (select answer -> 'conversation' from story.first) @>
  jsonb_build_object(
    'id', (story.conversation('Robin')).id, 'number', 1, 'status', 'active', 'organization_id', story.id('Harbor Goods'),
    'visitor_id', story.id('Robin'), 'visitor_name', null, 'last_seq', 2, 'revision', 3,
    'agent', jsonb_build_object('id', story.id('Mika'), 'name', 'Mika', 'telegram_user_id', 7001)),
  'and the conversation is Mika''s from now on');
select results_eq(
  $$ select seen_seq, first_response_at is not null, claimed_at is not null from story.conversation('Robin') $$,
  $$ values (1::bigint, true, true) $$, 'Who answers has seen the question');
select results_eq(
  $$ select event, revision, payload #>> '{message,text}', payload #>> '{conversation,seen_seq}' from story.heard(story.topic('Robin')) $$,
  $$ values ('message.created', 2::bigint, 'On its way.', null), ('conversation.updated', 3::bigint, null, '1') $$,
  'Robin hears the answer and who gave it');
select results_eq(
  $$ select role, direction, conversation_id, support_message_id, thread_id from support.telegram_messages where chat_id = -1001 and message_id = 9 $$,
  $$ select 'message', 'in', id, story.id('answer'), 55::bigint from story.conversation('Robin') $$,
  'The Telegram message it came from is remembered');
select results_eq($$ select story.deliveries('Robin') $$, $$ values ('visitor_message'), ('conversation_state claimed by Mika') $$,
  'The card in Telegram will say who took the conversation');
select story.silence();
select is(story.reply('Ana', 'Robin', 'And here is the number.') #>> '{conversation,agent,name}', 'Mika',
  'Ana may answer too; the conversation stays Mika''s');
select results_eq(
  $$ select topic, payload #>> '{message,agent_id}' from realtime.messages where event = 'message.created' order by 1 $$,
  $$ values ('support:org:' || story.id('Harbor Goods'), story.id('Ana')::text), (story.topic('Robin'), null) order by 1 $$,
  'The team is told which agent wrote');
select is_empty($$ select from realtime.messages where topic like 'support:visitor:%' and payload::text like '%agent_id%' $$,
  'whose id is not for the visitor to know');
select is((select count(*) from story.heard(story.topic('Robin'))), 1::bigint,
  'An answer that changes nothing else is the only event');
select is((select count(*) from story.deliveries('Robin')), 2::bigint, 'and nothing is sent to Telegram, where it came from');

-- 2. The same answer again

create table story.before as select story.conversation('Robin') as conversation;
select is(
  story.reply('Mika', 'Robin', 'On its way.', 'answer') - 'conversation',
  jsonb_build_object('outcome', 'duplicate', 'message', (select answer -> 'message' from story.first)),
  'A repeat by its id is answered with the message of the first time');
select is(
  story.reply('Mika', 'Robin', 'On its way.', 'a fresh id', false, story.telegram(9)) #>> '{message,id}', story.id('answer')::text,
  'so is a repeat by its Telegram message, whatever id it brings');
select is(story.conversation('Robin'), (select conversation from story.before), 'and neither changes the conversation');
select is(story.reply('Mika', 'Robin', 'I will ask them.', null, false, story.telegram(9, 7001)) ->> 'outcome', 'posted',
  'The same number in another chat is another message');
select story.post('Sam', 'Do you ship to Malta?', 'sams');
select throws_ok($$ select story.reply('Mika', 'Sam', 'Yes', 'answer') $$, 'SC031', null,
  'The id of a message in another conversation is taken');
select throws_ok($$ select story.reply('Mika', 'Sam', 'Yes', 'yes', false, story.telegram(9)) $$, 'SC031', null,
  'A Telegram message belongs to one conversation');
select throws_ok($$ select story.reply('Mika', 'Robin', 'Yes', 'sams') $$, 'SC031', null,
  'The id of another visitor''s message is taken');

-- 3. What is no answer

select throws_ok($$ select story.reply('Mika', 'Robin', ' ') $$, 'SC030', null, 'A blank answer is refused');
select throws_ok($$ select story.reply('Mika', 'Robin', null) $$, 'SC030', null, 'An answer without text is refused');
select throws_ok($$ select story.reply('Mika', 'Robin', repeat('a', 16001)) $$, 'SC032', null, 'An answer of 16001 characters is refused');
select lives_ok($$ select story.reply('Mika', 'Robin', repeat('a', 16000)) $$, 'An answer of 16000 is taken: Telegram splits it, not we');
select throws_ok($$ select public.support_post_agent_message(story.id('nothing'), story.id('Mika'), story.id('x'), 'Hello') $$,
  'SC020', null, 'An unknown conversation is refused');

-- 4. The stranger: Olga of Other Shop

select throws_ok($$ select story.reply('Olga', 'Robin', 'Buy from us') $$, 'SC050', null, 'Olga cannot answer Robin');
select throws_ok($$ select story.reply('Olga', 'Robin', 'A note', null, true) $$, 'SC050', null, 'Olga cannot leave a note');
select throws_ok($$ select story.close('Olga', 'Robin') $$, 'SC050', null, 'Olga cannot end Robin''s conversation');
update support.agents set is_active = false where id = story.id('Ana');
select throws_ok($$ select story.reply('Ana', 'Robin', 'I was switched off') $$, 'SC050', null, 'Neither can an agent who was switched off');
update support.agents set is_active = true where id = story.id('Ana');
select throws_ok($$ select story.reply('nobody', 'Robin', 'Boo') $$, 'SC050', null, 'nor nobody');

-- 5. Notes stay inside

select story.wait('10 seconds');
select story.post('Robin', 'Thanks!');
select story.silence();
select is(story.reply('Ana', 'Robin', 'Robin is impatient.', 'note', true, story.telegram(12)) ->> 'outcome', 'posted', 'Ana leaves a note');
select is_empty(
  $$ select payload from realtime.messages where topic = story.topic('Robin') and payload::text ilike '%impatient%' $$,
  'Robin''s channel carries nothing of it');
select results_eq(
  $$ select event, payload #>> '{conversation,seen_seq}' from story.heard(story.topic('Robin')) $$,
  $$ select 'read.updated', (seq - 1)::text from support.messages where id = story.id('note') $$,
  'Robin only learns that their words were seen');
select results_eq(
  $$ select payload ->> 'is_internal', payload #>> '{message,text}' from realtime.messages
     where topic = 'support:org:' || story.id('Harbor Goods') and event = 'message.created' $$,
  $$ values ('true', 'Robin is impatient.') $$, 'The team''s channel carries it, marked as a note');
select is_empty($$ select from realtime.messages where topic like 'support:org:%' and topic <> 'support:org:' || story.id('Harbor Goods') $$,
  'and no other team''s');
select ok(story.poll('Robin')::text not ilike '%impatient%' and story.poll('Robin', 1)::text not ilike '%impatient%',
  'No poll brings it to Robin');
select ok(public.support_list_messages(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'),
  (story.conversation('Robin')).id)::text not ilike '%impatient%', 'nor does the history');
select ok(public.support_start_conversation(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'))::text
  not ilike '%impatient%', 'nor does opening the chat');
select is((story.conversation('Robin')).agent_id, story.id('Mika'), 'A note takes no conversation');
select story.reply('Ana', 'Sam', 'Somebody should answer Sam.', null, true);
select results_eq(
  $$ select status, agent_id, first_response_at from story.conversation('Sam') $$,
  $$ values ('queued', null::uuid, null::timestamptz) $$, 'nor is it a first answer');
select story.silence();
select is(public.support_edit_agent_message(-1001, 12, 'Robin is very impatient.') ->> 'outcome', 'edited', 'Ana edits the note');
select is_empty($$ select * from story.heard(story.topic('Robin')) $$, 'and Robin''s channel carries nothing at all');

-- 6. An edit in Telegram

select is(
  public.support_edit_agent_message(-1001, 9, 'On its way, number 5.') #>> '{message,text}', 'On its way, number 5.',
  'Mika corrects the answer');
select results_eq(
  $$ select event, revision, payload #>> '{message,text}', payload #>> '{message,edited_at}' is not null from story.heard(story.topic('Robin')) $$,
  $$ select 'message.updated', revision, 'On its way, number 5.', true from story.conversation('Robin') $$,
  'Robin hears of it with a revision of its own');
create table story.edited as select story.conversation('Robin') as conversation;
select is(public.support_edit_agent_message(-1001, 9, 'On its way, number 5.'), '{"outcome": "unchanged"}', 'The same edit again changes nothing');
select is(public.support_edit_agent_message(-1001, 777, 'Hello'), '{"outcome": "unknown"}', 'An edit of a message that is not ours is unknown');
select is(public.support_edit_agent_message(-1002, 9, 'Hello'), '{"outcome": "unknown"}', 'The same number in another group is another message');
insert into support.telegram_messages (chat_id, message_id, direction, role, conversation_id, support_message_id)
select -1001, 5, 'out', 'message', conversation_id, id from support.messages where seq = 1 and visitor_id = story.id('Robin');
select is(public.support_edit_agent_message(-1001, 5, 'I never said that'), '{"outcome": "unknown"}', 'Robin''s own words cannot be edited from Telegram');
select throws_ok($$ select public.support_edit_agent_message(-1001, 9, ' ') $$, 'SC030', null, 'A blank edit is refused');
select throws_ok($$ select public.support_edit_agent_message(-1001, 9, repeat('a', 16001)) $$, 'SC032', null, 'An edit that is too long is refused');
select is(story.conversation('Robin'), (select conversation from story.edited), 'None of those changed the conversation');

-- 7. The end, and after it

select story.silence();
select is(story.close('Mika', 'Robin') ->> 'outcome', 'closed', 'Mika ends the conversation');
select is(story.close('Mika', 'Robin') ->> 'outcome', 'already_closed', 'It ends only once');
select is((select array_agg(event || ' ' || (payload #>> '{conversation,status}')) from story.heard(story.topic('Robin'))),
  array['conversation.updated closed'], 'Robin hears of it once');
select is(story.reopen('Ana', 'Robin') ->> 'outcome', 'reopened', 'Ana opens it again');
select is(story.reopen('Ana', 'Robin') ->> 'outcome', 'already_open', 'It opens only once');
select is(story.close('Mika', 'Robin') ->> 'outcome', 'closed', 'Mika ends it once more');
select is(story.reopen('Mika', 'Robin') ->> 'outcome', 'reopened', 'and opens it again');
select story.close(null, 'Robin');
select story.reply('Mika', 'Robin', 'One more thing.');
select is(array(select story.deliveries('Robin') offset 3), array[
  'conversation_state closed by Mika', 'conversation_state reopened by Ana',
  'conversation_state closed by Mika', 'conversation_state reopened by Mika',
  'conversation_state closed', 'conversation_state reopened'
], 'Telegram is told of every change; an answer opens an ended conversation');

update support.widgets set behavior = '{"reopen_hours": 0}' where id = story.id('Harbor widget');
select story.close('Mika', 'Robin');
create table story.ended as select (story.conversation('Robin')).id;
select story.wait('1 minute');
select story.post('Robin', 'A new matter');
select is((select public.support_reopen_conversation(id) ->> 'outcome' from story.ended), 'already_open',
  'An ended conversation stays ended while Robin has another open one');
select is(
  (select public.support_post_agent_message(id, story.id('Mika'), story.id('late'), 'Too late') #>> '{conversation,status}' from story.ended), 'closed',
  'A late answer is stored there without opening it');

select * from finish();
rollback;
