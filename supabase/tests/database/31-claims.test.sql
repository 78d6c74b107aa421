-- Claims: a card with a button in the group, then one agent's direct messages.
begin;
select plan(35);
\ir fixtures/harbor-goods.psql
update support.telegram_chats set mode = 'claims' where chat_id = -1001;

create function story.claim(p_agent text, p_visitor text) returns jsonb
language sql
as $$ select public.support_claim_conversation((story.conversation(p_visitor)).id, story.id(p_agent)) $$;
create function story.pass(p_agent text, p_visitor text) returns jsonb
language sql
as $$ select public.support_pass_conversation((story.conversation(p_visitor)).id, story.id(p_agent)) $$;
create function story.sent_to(p_chat_id bigint) returns setof text
language sql
as $$ select kind || coalesce(' ' || (payload ->> 'state'), '') from support.outbox where chat_id = p_chat_id order by id $$;

-- 1. One winner

select story.post('Robin', 'Where is my lamp?');
select story.post('Robin', 'The blue one.');
select story.silence();
create table story.won as select story.claim('Mika', 'Robin') as answer;
select is((select answer ->> 'outcome' from story.won), 'claimed', 'Mika claims Robin''s conversation');
select is((select answer -> 'agent' from story.won), jsonb_build_object('id', story.id('Mika'), 'name', 'Mika'), 'and is its agent');
select is((select answer #>> '{conversation,status}' from story.won), 'active', 'It is active now');
select results_eq(
  $$ select seen_seq, claimed_at is not null, first_response_at from story.conversation('Robin') $$,
  $$ values (2::bigint, true, null::timestamptz) $$, 'Who claims has seen what was said; a claim is no answer yet');
select results_eq(
  $$ select event, payload #>> '{conversation,agent,name}', payload #>> '{conversation,seen_seq}' from story.heard(story.topic('Robin')) $$,
  $$ values ('conversation.updated', 'Mika', '2') $$, 'Robin hears who is there, in one event');
select is(array(select story.sent_to(-1001)), array['visitor_message', 'visitor_message', 'conversation_state claimed'],
  'The card in the group will say so');
select is(array(select story.sent_to(7001)), array['claim_transcript'], 'and Mika gets the story so far by direct message');

create table story.held as select story.conversation('Robin') as conversation;
select is(story.claim('Ana', 'Robin') - 'conversation',
  jsonb_build_object('outcome', 'taken', 'agent', jsonb_build_object('id', story.id('Mika'), 'name', 'Mika')),
  'Ana was slower and learns who has it');
select is(story.claim('Mika', 'Robin') ->> 'outcome', 'already_yours', 'Mika''s second tap does nothing');
select is(story.conversation('Robin'), (select conversation from story.held), 'Neither changes the conversation');
select is((select count(*) from support.outbox), 4::bigint, 'nor sends anything');
select throws_ok($$ select story.claim('Olga', 'Robin') $$, 'SC050', null, 'Olga of Other Shop cannot claim it');
select throws_ok($$ select story.pass('Olga', 'Robin') $$, 'SC050', null, 'nor pass it');
select throws_ok($$ select public.support_claim_conversation(story.id('nothing'), story.id('Mika')) $$, 'SC020', null,
  'What does not exist cannot be claimed');
select throws_ok($$ select public.support_pass_conversation(story.id('nothing'), story.id('Mika')) $$, 'SC020', null, 'nor passed');

-- 2. From now on Robin writes to Mika

select story.post('Robin', 'Hello, Mika', 'hello');
select is((select chat_id from support.outbox where message_id = story.id('hello')), 7001::bigint, 'Robin''s next words go to Mika''s direct messages');
select is(
  (select array_agg(line ->> 'text') from jsonb_array_elements(public.support_lease_outbox(1, 60, 'telegram:7001') #> '{0,context,tail}') as line),
  array['Where is my lamp?', 'The blue one.'],
  'The transcript ends where Mika claimed, because later words come by themselves');
select story.claim('Ana', 'Robin');
select is(
  (select array_agg(job ->> 'kind') from jsonb_array_elements(public.support_lease_outbox(10, 60, 'telegram:7001')) as job), null,
  'and they wait until the transcript is there');

-- 3. Passing on

select story.silence();
select is(story.pass('Ana', 'Robin') ->> 'outcome', 'not_yours', 'Ana cannot pass what is Mika''s');
select is(story.pass('Mika', 'Robin') #> '{conversation,agent}', 'null', 'Mika gives it back');
select is(story.pass('Mika', 'Robin') ->> 'outcome', 'not_yours', 'which works once');
select results_eq(
  $$ select status, agent_id, claimed_at from story.conversation('Robin') $$,
  $$ values ('queued', null::uuid, null::timestamptz) $$, 'It waits in the queue again');
select is((select array_agg(payload #>> '{conversation,status}') from story.heard(story.topic('Robin'))), array['queued'], 'Robin hears of it once');
select is((select array_agg(s) from story.sent_to(-1001) as s where s like '%passed'), array['conversation_state passed'],
  'The group gets its buttons back');
select story.post('Robin', 'Is somebody there?', 'somebody');
select is((select chat_id from support.outbox where message_id = story.id('somebody')), -1001::bigint, 'Robin''s words go to the group again');
select is(story.claim('Ana', 'Robin') ->> 'outcome', 'claimed', 'and Ana may take it');
select is(array(select story.sent_to(7002)), array['claim_transcript'], 'with a transcript of her own');

-- 4. Ended conversations, other modes

select public.support_close_conversation((story.conversation('Robin')).id, story.id('Ana'));
select is(story.claim('Mika', 'Robin') - 'conversation',
  jsonb_build_object('outcome', 'closed', 'agent', jsonb_build_object('id', story.id('Ana'), 'name', 'Ana')),
  'What has ended cannot be claimed');
select is(story.pass('Ana', 'Robin') ->> 'outcome', 'not_yours', 'nor passed');

select story.post('Sam', 'Do you ship to Malta?');
select story.reply('Mika', 'Sam', 'We do.');
select is((story.conversation('Sam')).agent_id, story.id('Mika'), 'Who answers an unclaimed conversation claims it');
select is(story.claim('Ana', 'Sam') ->> 'outcome', 'taken', 'and nobody else can');
select story.wait('10 seconds');
update support.agents set telegram_user_id = null where id = story.id('Mika');
select story.post('Sam', 'To Gozo as well?', 'gozo');
select is((select chat_id from support.outbox where message_id = story.id('gozo')), -1001::bigint,
  'An agent without Telegram is written to in the group');

select story.post('Kim', 'Hello, Other Shop');
select is(story.claim('Olga', 'Kim') ->> 'outcome', 'claimed', 'In topics mode Olga may take a conversation too');
select is(array(select story.sent_to(-1002)), array['visitor_message', 'conversation_state claimed'], 'the card says so');
select is(array(select story.sent_to(7003)), '{}', 'and no direct message is written');

select * from finish();
rollback;
