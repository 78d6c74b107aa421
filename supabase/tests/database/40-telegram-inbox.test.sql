-- Updates from Telegram: stored once, processed in order, retried, buried; and where a message belongs.
begin;
select plan(58);
\ir fixtures/harbor-goods.psql

create function story.store(p_update_id bigint, p_lane text, p_bot_id bigint default 1) returns boolean
language sql
as $$
  select (public.support_store_telegram_update(p_bot_id, p_update_id, p_lane, jsonb_build_object('update_id', p_update_id)) ->> 'stored')::boolean
$$;
create function story.lease(p_limit integer default 20, p_seconds integer default 60, p_bot_id bigint default 1) returns text
language sql
as $$
  select coalesce(string_agg(job ->> 'update_id', ' ' order by place), '')
  from jsonb_array_elements(public.support_lease_telegram_updates(p_bot_id, p_limit, p_seconds)) with ordinality as list (job, place)
$$;
create function story.settle(p_update_id bigint, p_outcome text, p_retry_seconds numeric default null) returns text
language sql
as $$ select public.support_settle_telegram_update(1, p_update_id, p_outcome, 'because', p_retry_seconds) ->> 'state' $$;

-- 1. Stored once

select ok(story.store(10, 'chat 1'), 'An update is stored');
select ok(not story.store(10, 'chat 1'), 'Telegram repeats it: it is not stored again');
select ok(story.store(10, 'chat 1', 2), 'The same number of another bot is another update');
select is(public.support_lease_telegram_updates(1),
  '[{"update_id": 10, "lane": "chat 1", "update": {"update_id": 10}, "attempts": 1}]', 'A worker gets it as it came');

-- 2. In order, one at a time per lane

select story.store(11, 'chat 1'), story.store(12, 'chat 2'), story.store(13, 'chat 2'), story.store(14, 'chat 3');
select is(story.lease(), '12 14', 'A worker gets the oldest of each lane; a lane that is being worked on gives none');
select is(story.lease(), '', 'A second worker gets nothing twice');
select is(story.settle(10, 'done'), 'done', 'The first is done');
select is(story.settle(10, 'done'), null, 'which can be said once');
select is(story.lease(1), '11', 'Now the next of its lane is due');
select is(story.settle(12, 'done'), 'done', 'Another lane goes on');
select is(story.lease(1), '13', 'by itself');
select is(story.settle(11, 'done') || story.settle(13, 'done') || story.settle(14, 'done'), 'donedonedone', 'All are done');
select is(story.lease(), '', 'and nothing is left');
select is(story.lease(p_bot_id => 2), '10', 'but the other bot''s, which none of this touched');
select story.store(22, 'chat 4'), story.store(21, 'chat 4');
select is(story.lease(), '21', 'Order is by number, whatever came in first');

-- 3. Retries and dead letters

select is(story.settle(21, 'retry'), 'pending', 'A failure is tried again');
select is(
  (select round(extract(epoch from not_before - settled_at)) from support.telegram_updates where bot_id = 1 and update_id = 21),
  2::numeric, 'two seconds later');
select story.wait('2 seconds');
select is(story.lease(), '21', 'and then at once');
select is(story.settle(21, 'retry', 30), 'pending', 'Telegram may say how long to wait');
select story.wait('20 seconds');
select is(story.lease(), '', 'Then it waits that long, and its lane with it');
select story.wait('10 seconds');
select is(story.lease(), '21', 'and no longer');
select is(story.settle(21, 'retry', 0), 'pending', 'A third failure');
select is(story.lease() || story.settle(21, 'retry', 0), '21pending', 'a fourth');
select is(story.lease() || story.settle(21, 'retry', 0), '21dead', 'and the fifth buries it');
select results_eq($$ select attempts, error from support.telegram_updates where update_id = 21 $$,
  $$ values (5, 'because') $$, 'with its reason, for people to read');
select is(story.lease(), '22', 'A dead update does not block its lane');
select is(story.settle(22, 'dead'), 'dead', 'One that can never work is buried at once');
select is(public.support_settle_telegram_update(1, 999, 'done') ->> 'state', null, 'An update nobody knows is nobody''s');

-- 4. A worker dies

select story.store(31, 'chat 5'), story.store(32, 'chat 5');
select is(story.lease(20, 60), '31', 'A worker takes an update for a minute');
select story.wait('50 seconds');
select is(story.lease(), '', 'Until then it is that worker''s');
select story.wait('10 seconds');
select is(story.lease(), '31', 'After that somebody else gets it');
select is((select array_agg(story.lease(20, 0)) from generate_series(1, 3)), array['', '', ''], 'and holds it');
select story.wait('1 minute');
select is((select array_agg(story.lease(20, 0)) from generate_series(1, 3)), array['31', '31', '31'],
  'An update that kills every worker is tried five times');
select is(story.lease(), '32', 'and then buried, so that its lane goes on');
select results_eq($$ select state, attempts, settled_at is not null from support.telegram_updates where update_id = 31 $$,
  $$ values ('dead', 5, true) $$, 'It is a dead letter');

-- 5. Who writes

create table story.zoe as
  select public.support_upsert_telegram_agent(story.id('Harbor Goods'), 7009, ' Zoe ', 'zoe_tg') as agent;
select is((select agent - 'id' from story.zoe), '{"name": "Zoe", "telegram_user_id": 7009, "dm_started": false}',
  'Who acts in the group for the first time becomes an agent');
select is(public.support_upsert_telegram_agent(story.id('Harbor Goods'), 7009, 'Zoe Renamed', null, true), (select agent || '{"dm_started": true}' from story.zoe),
  'The second time it is the same agent under the same name, who has now started the bot');
select is(public.support_upsert_telegram_agent(story.id('Harbor Goods'), 7009, 'Zoe') -> 'dm_started', 'true', 'What is not said stays as it is');
select is(
  (select telegram_username from support.agents where id = (select (agent ->> 'id')::uuid from story.zoe)), 'zoe_tg', 'also the user name');
select isnt(public.support_upsert_telegram_agent(story.id('Other Shop'), 7009, 'Zoe') -> 'id', (select agent -> 'id' from story.zoe),
  'In another organization the same person is another agent');
select is(public.support_upsert_telegram_agent(story.id('Harbor Goods'), 7010, '  ') ->> 'name', 'Support team', 'An account without a name gets one');

select is(public.support_find_telegram_chat(-1001),
  jsonb_build_object('organization_id', story.id('Harbor Goods'), 'chat_id', -1001, 'mode', 'topics', 'department_id', null),
  'The group of Harbor Goods is known');
select is(public.support_find_telegram_chat(-5), null, 'A group that nobody configured is not');

-- 6. Where a message belongs: topics

select story.post('Robin', 'Where is my lamp?');
select public.support_record_telegram_topic(story.id('Robin'), story.id('Harbor widget'), -1001, 55, 'Robin');
select is(public.support_find_telegram_route(-1001, 55), jsonb_build_object(
  'kind', 'topic', 'organization_id', story.id('Harbor Goods'), 'topic_closed', false,
  'conversation', support.agent_conversation_json(story.conversation('Robin'))), 'A message in Robin''s topic is for Robin');
select is(public.support_find_telegram_route(-1001, 56), '{"kind": "none"}', 'one in another topic is nobody''s');
select is(public.support_find_telegram_route(-1002, 55), '{"kind": "none"}', 'nor is one in another group''s topic of the same number');
select is(public.support_find_telegram_route(-1001, null, null, 7001), '{"kind": "none"}', 'nor is one outside every topic');
select public.support_close_conversation((story.conversation('Robin')).id);
select story.wait('8 days');
select story.post('Robin', 'A new matter');
select is(public.support_find_telegram_route(-1001, 55) #>> '{conversation,number}', '2', 'Of several conversations it is the open one');

-- 7. Where a message belongs: direct messages

create function story.dm(p_agent_number bigint, p_reply_to bigint default null) returns text
language sql
as $$
  select (route ->> 'kind') || coalesce(' ' || (route #>> '{agent,name}'), '') || coalesce(' #' || (route #>> '{conversation,number}'), '')
    || coalesce(' of ' || (select string_agg(held ->> 'number', ',' order by place)
      from jsonb_array_elements(route -> 'open_conversations') with ordinality as list (held, place)), '')
  from public.support_find_telegram_route(p_agent_number, null, p_reply_to, p_agent_number) as route
$$;
select is(story.dm(7001), 'dm Mika', 'Mika, who has no conversation, writes to nobody');
select story.post('Sam', 'Do you ship to Malta?');
select public.support_claim_conversation((story.conversation('Robin')).id, story.id('Mika'));
select public.support_claim_conversation((story.conversation('Sam')).id, story.id('Mika'));
update support.conversations set updated_at = now() - interval '1 minute' where visitor_id = story.id('Robin');
update support.conversations set claimed_at = now() - interval '1 minute' where visitor_id = story.id('Sam');
select is(story.dm(7001), 'dm Mika #3 of 3,2', 'With two, it is the one that Mika has longest');
insert into support.telegram_messages (chat_id, message_id, direction, role, conversation_id) values
  (7001, 70, 'out', 'transcript', (story.conversation('Robin')).id), (7002, 71, 'out', 'transcript', (story.conversation('Robin')).id);
select is(story.dm(7001, 70), 'dm Mika #2 of 3,2', 'or the one that is replied to');
select is(story.dm(7001, 999), 'dm Mika of 3,2', 'A reply to something unknown is for nobody');
select is(story.dm(7002, 71), 'dm Ana', 'A reply to a conversation that is not Ana''s is for nobody');
select public.support_pass_conversation((story.conversation('Robin')).id, story.id('Mika'));
select is(story.dm(7001, 70), 'dm Mika of 3', 'nor is a reply to one that Mika has passed on');
select public.support_close_conversation((story.conversation('Sam')).id, story.id('Mika'));
select is(story.dm(7001), 'dm Mika', 'What has ended is not written to');
select is(story.dm(4444), 'none', 'The stranger: who is no agent writes to nobody');
select is(public.support_find_telegram_route(7001, null, 70, 7002), '{"kind": "none"}', 'In Mika''s direct messages only Mika writes');
update support.agents set is_active = false where id = story.id('Mika');
select is(story.dm(7001), 'none', 'and an agent who was switched off writes to nobody');

select * from finish();
rollback;
