-- Deliveries to Telegram: one lane per chat, strictly in order, whatever fails.
begin;
select plan(48);
\ir fixtures/harbor-goods.psql

-- Names of what a worker leases: the visitor's text, or the kind.
create function story.lease(p_limit integer default 10, p_seconds integer default 60, p_lane text default null) returns text
language sql
as $$
  select coalesce(string_agg(coalesce(job #>> '{context,message,text}', (job ->> 'kind') || coalesce(' ' || (job #>> '{payload,state}'), '')), ' | ' order by place), '')
  from jsonb_array_elements(public.support_lease_outbox(p_limit, p_seconds, p_lane)) with ordinality as list (job, place)
$$;
create function story.job(p_text text) returns bigint
language sql
as $$ select job.id from support.outbox as job join support.messages as message on message.id = job.message_id where message.body = p_text $$;
create function story.settle(p_text text, p_outcome text, p_retry_seconds numeric default null, p_sent jsonb default '[]') returns text
language sql
as $$ select public.support_settle_outbox(story.job(p_text), p_outcome, 'because', p_retry_seconds, p_sent) ->> 'state' $$;

-- 1. What a job knows

update support.visitors set name = 'Robin', email = 'robin@mail.example' where id = story.id('Robin');
select story.post('Robin', 'One', 'one', p_context => '{"page_url": "https://harbor.example/", "language": "pt", "country": "PT"}');
select story.post('Robin', 'Two');
select story.reply('Mika', 'Robin', 'A note', null, true);
select story.post('Robin', 'Three');
select story.post('Kim', 'Hello, Other Shop');

create table story.leased as select job from jsonb_array_elements(public.support_lease_outbox()) as job;
select results_eq(
  $$ select job ->> 'id', job ->> 'lane', job ->> 'kind', (job ->> 'chat_id')::bigint, (job ->> 'attempts')::int from story.leased order by 2 $$,
  $$ values (story.job('One')::text, 'telegram:-1001', 'visitor_message', -1001::bigint, 1),
            (story.job('Hello, Other Shop')::text, 'telegram:-1002', 'visitor_message', -1002::bigint, 1) $$,
  'A worker gets the head of each lane, this being the first attempt');
select is(
  (select (job -> 'context') - array['conversation', 'message', 'visitor'] from story.leased where job ->> 'lane' = 'telegram:-1001'),
  jsonb_build_object(
    'mode', 'topics', 'group_chat_id', -1001, 'organization_id', story.id('Harbor Goods'), 'widget_id', story.id('Harbor widget'),
    'widget_name', 'Harbor Goods', 'topic', null, 'card', null, 'tail', '[]'::jsonb, 'past_conversations', 0),
  'Its context names the place');
select is(
  (select job #> '{context,visitor}' from story.leased where job ->> 'lane' = 'telegram:-1001'),
  jsonb_build_object(
    'id', story.id('Robin'), 'name', 'Robin', 'email', 'robin@mail.example', 'language', 'pt', 'time_zone', null,
    'page_url', 'https://harbor.example/', 'page_title', null, 'referrer', null, 'country', 'PT'),
  'the visitor');
select is(
  (select job #> '{context,message}' from story.leased where job ->> 'lane' = 'telegram:-1001'),
  jsonb_build_object('id', story.id('one'), 'seq', 1, 'text', 'One', 'deleted_at', null, 'edited_at', null,
    'reply_to_message_id', null), 'the message');
select is(
  (select job #> '{context,conversation}' from story.leased where job ->> 'lane' = 'telegram:-1001'),
  support.agent_conversation_json(story.conversation('Robin')), 'and the conversation as it is now');

-- 2. In order

select is(story.lease(), '', 'While the head is being sent, the rest of its lane waits');
select is(story.settle('One', 'sent'), 'sent', 'The first is sent');
select is(story.settle('One', 'sent'), null, 'which can be said once');
select is(public.support_settle_outbox(0, 'sent'), '{"state": null}', 'A job nobody knows is nobody''s');
select is(story.lease(p_lane => 'telegram:-1002'), '', 'A worker may ask for one lane: the other shop''s is being sent');
select is(story.lease(p_lane => 'telegram:-1001'), 'Two', 'Robin''s second message is next');

-- 3. Failure holds the lane

select is(story.settle('Two', 'retry'), 'pending', 'Sending fails');
select is((select round(extract(epoch from not_before - settled_at)) from support.outbox where id = story.job('Two')), 1::numeric,
  'It is due again a second later');
select story.wait('1 second');
select is(story.lease(), 'Two', 'and not overtaken by the third message');
select is(story.settle('Two', 'retry', 30), 'pending', 'Telegram asks for half a minute');
select story.wait('20 seconds');
select is(story.lease(), '', 'which is waited, and the third message waits with it');
select story.wait('10 seconds');
select is(story.lease(), 'Two', 'and no longer');
select is((select attempts || ' ' || error from support.outbox where id = story.job('Two')), '3 because', 'Attempts are counted and the last reason is kept');
update support.outbox set attempts = 20 where id = story.job('Two');
select is(story.settle('Two', 'retry'), 'pending', 'However often it fails');
select is((select round(extract(epoch from not_before - settled_at)) from support.outbox where id = story.job('Two')), 60::numeric,
  'the wait never exceeds a minute');
select story.wait('1 minute');

-- 4. A worker dies

select is(story.lease(10, 60), 'Two | Hello, Other Shop', 'A worker takes what is due for a minute, also what another one never settled');
select story.wait('50 seconds');
select is(story.lease(), '', 'Until then it is that worker''s');
select story.wait('10 seconds');
select is(story.lease(), 'Two | Hello, Other Shop', 'After that somebody else''s');

-- 5. What was sent

select story.silence();
create table story.revision as select (story.conversation('Robin')).revision;
select is(story.settle('Two', 'sent', null, '[
  {"chat_id": -1001, "message_id": 500, "thread_id": 55, "role": "message", "part": 1},
  {"chat_id": -1001, "message_id": 501, "thread_id": 55, "role": "message", "part": 2},
  {"chat_id": -1001, "message_id": 499, "thread_id": 55, "role": "card"}]'), 'sent', 'It became three messages in Telegram');
select results_eq(
  $$ select message_id, thread_id, direction, role, part, conversation_id, support_message_id is not null
     from support.telegram_messages where chat_id = -1001 order by message_id $$,
  $$ select n, 55::bigint, 'out', role, part, (story.conversation('Robin')).id, role = 'message'
     from (values (499::bigint, 'card', 1), (500, 'message', 1), (501, 'message', 2)) as expected (n, role, part) $$,
  'Each is remembered with its part and what it shows');
select is((story.conversation('Robin')).delivered_seq, 2::bigint, 'The message has reached the team');
select results_eq(
  $$ select event, revision - (select revision from story.revision), payload #>> '{conversation,delivered_seq}' from story.heard(story.topic('Robin')) $$,
  $$ values ('read.updated', 1::bigint, '2') $$, 'and Robin hears of it, with a revision of its own');

select story.settle('Hello, Other Shop', 'retry', 0, '[{"chat_id": -1002, "message_id": 9}]');
select story.lease(p_lane => 'telegram:-1002');
select is(story.settle('Hello, Other Shop', 'sent', null, '[{"chat_id": -1002, "message_id": 9}, {"chat_id": -1002, "message_id": 10}]'), 'sent',
  'What was sent before a failure may be reported twice');
select is((select count(*) from support.telegram_messages where chat_id = -1002), 2::bigint, 'and is remembered once');

-- 6. Dead letters

select is(story.lease(), 'Three', 'The third message is next');
select story.silence();
select is(story.settle('Three', 'dead'), 'dead', 'Telegram will never take it');
select is((story.conversation('Robin')).delivered_seq, 2::bigint, 'It counts as not delivered');
select is_empty($$ select * from story.heard(story.topic('Robin')) $$, 'and nobody is told otherwise');
select story.wait('10 seconds');
select story.post('Robin', 'Four');
select is(story.lease(), 'Four', 'A dead letter does not block its lane');

-- 7. Cards, topics, tails

select is(public.support_record_telegram_card((story.conversation('Robin')).id, -1001, 600, 55), 'null', 'A card is recorded right after it was sent');
select lives_ok($$ select public.support_record_telegram_card((story.conversation('Robin')).id, -1001, 600, 55) $$, 'also when that is said twice');
select public.support_record_telegram_card((story.conversation('Kim')).id, -1002, 700);
select public.support_record_telegram_topic(story.id('Robin'), story.id('Harbor widget'), -1001, 55, 'Robin');
select story.settle('Four', 'retry', 0);
select is(
  (select job -> 'context' -> 'card' from jsonb_array_elements(public.support_lease_outbox()) as job),
  '{"chat_id": -1001, "message_id": 600}', 'A second attempt finds the newest card');
select story.settle('Four', 'retry', 0);
create table story.again as select job from jsonb_array_elements(public.support_lease_outbox()) as job;
select is((select job #> '{context,topic}' from story.again), '{"chat_id": -1001, "thread_id": 55, "state": "open"}', 'and the topic');
select is((select array_agg(line ->> 'text') from story.again, jsonb_array_elements(job #> '{context,tail}') as line), array['One', 'Two', 'A note', 'Three'],
  'The tail is what was said before, oldest first, notes among it: agents read it');
update support.messages set deleted_at = now() where body = 'Two';
select story.settle('Four', 'retry', 0);
select is(
  (select array_agg(line ->> 'text') from jsonb_array_elements(public.support_lease_outbox() #> '{0,context,tail}') as line), array['One', 'A note', 'Three'],
  'without what was deleted');
select story.settle('Four', 'sent');
insert into support.messages (conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, body)
select id, 100 + n, gen_random_uuid(), organization_id, visitor_id, 1000 + n, 'visitor', 'Line ' || n
from story.conversation('Robin'), generate_series(1, 20) as n;
update support.conversations set last_seq = 120, revision = 2000 where visitor_id = story.id('Robin');
select story.post('Robin', 'Five');
select is(
  (select array_agg(line ->> 'text') from jsonb_array_elements(public.support_lease_outbox() #> '{0,context,tail}') as line),
  (select array_agg('Line ' || n) from generate_series(11, 20) as n), 'The tail has ten lines');
select story.settle('Five', 'sent');

-- 8. The state of a conversation

select public.support_close_conversation((story.conversation('Robin')).id, story.id('Mika'));
select is(
  (select (job ->> 'kind') || ' ' || (job -> 'payload' ->> 'state') || ' by ' || (job -> 'payload' ->> 'agent_name')
     || ', ' || coalesce(job #>> '{context,message}', 'no message') || ', ' || (job #>> '{context,card,message_id}')
   from jsonb_array_elements(public.support_lease_outbox()) as job),
  'conversation_state closed by Mika, no message, 600', 'A change of state knows its card');
create table story.delivered as select (story.conversation('Robin')).delivered_seq;
select public.support_settle_outbox(id, 'sent') from support.outbox where state = 'pending' and payload ->> 'state' = 'closed';
select is((story.conversation('Robin')).delivered_seq, (select delivered_seq from story.delivered), 'Only messages count as delivered');

insert into support.outbox (organization_id, lane, chat_id, kind, payload)
values (story.id('Harbor Goods'), 'telegram:7001', 7001, 'agent_notice', '{"text": "Please start the bot.", "reply_to_message_id": null}');
select is(
  (select (job - array['id']) from jsonb_array_elements(public.support_lease_outbox()) as job),
  '{"lane": "telegram:7001", "kind": "agent_notice", "chat_id": 7001, "attempts": 1, "context": {},
    "payload": {"text": "Please start the bot.", "reply_to_message_id": null}}', 'A notice needs no conversation');
select is((select public.support_settle_outbox(id, 'sent', null, null, '[{"chat_id": 7001, "message_id": 1, "role": "notice"}]') ->> 'state'
  from support.outbox where kind = 'agent_notice'), 'sent', 'and leaves nothing to remember');
select is((select count(*) from support.telegram_messages where chat_id = 7001), 0::bigint, 'in the direct messages');

-- 9. Nobody answers in Telegram

delete from support.telegram_chats where organization_id = story.id('Other Shop');
select story.wait('10 seconds');
select lives_ok($$ select story.post('Kim', 'Is anybody there?', 'anybody') $$, 'Without a group a message is stored all the same');
select is((select count(*) from support.outbox where message_id = story.id('anybody')), 0::bigint, 'and nothing is queued');

select * from finish();
rollback;
