-- What the bridge remembers beyond the first version: choices, pauses, facts, icons; where deliveries go; buried updates.
begin;
select plan(82);
\ir fixtures/harbor-goods.psql

create function story.lane_of(p_kind text) returns text
language sql
as $$ select lane from support.outbox where kind = p_kind order by id desc limit 1 $$;

-- 1. Which conversation a direct message is for

create function story.dm(p_telegram_user_id bigint, p_reply_to bigint default null) returns text
language sql
as $$ select coalesce(public.support_find_telegram_route(p_telegram_user_id, null, p_reply_to, p_telegram_user_id) #>> '{conversation,number}', 'nobody') $$;
create function story.choose(p_agent text, p_visitor text) returns text
language sql
as $$ select public.support_set_agent_conversation(story.id(p_agent), (story.conversation(p_visitor)).id) ->> 'outcome' $$;

select story.post('Robin', 'Where is my lamp?'), story.post('Sam', 'Do you ship to Malta?'), story.post('Kim', 'Hello');
select is(story.choose('Mika', 'Robin'), 'not_yours', 'Mika cannot choose what is not Mika''s');
select public.support_claim_conversation((story.conversation('Robin')).id, story.id('Mika'));
select public.support_claim_conversation((story.conversation('Sam')).id, story.id('Mika'));
update support.conversations set claimed_at = now() - interval '1 minute' where visitor_id = story.id('Robin');
select is(story.dm(7001), '1', 'Of two, Mika''s next line is for Robin, whom Mika has had longer');
select is(story.choose('Mika', 'Sam'), 'chosen', 'unless Mika chooses Sam');
select is(story.dm(7001), '2', 'Then it is for Sam');
insert into support.telegram_messages (chat_id, message_id, direction, role, conversation_id)
values (7001, 70, 'out', 'message', (story.conversation('Robin')).id);
select is(story.dm(7001, 70), '1', 'A reply still goes to whom it replies to');
select is(public.support_set_agent_conversation(story.id('Mika'), null), '{"outcome": "cleared", "conversation": null}', 'The choice can be undone');
select is(story.dm(7001), '1', 'and the one that Mika has had longer counts again');
select story.choose('Mika', 'Robin'), public.support_close_conversation((story.conversation('Robin')).id, story.id('Mika'));
select is(story.dm(7001), '2', 'A choice ends with its conversation');
select is(story.choose('Mika', 'Robin'), 'not_yours', 'which cannot be chosen any more');
insert into support.agents (id, organization_id, telegram_user_id, name) values (story.id('Mika elsewhere'), story.id('Other Shop'), 7001, 'Mika');
select public.support_claim_conversation((story.conversation('Kim')).id, story.id('Mika elsewhere'));
select story.choose('Mika', 'Sam'), story.choose('Mika elsewhere', 'Kim');
select is((select count(*) from support.agents where telegram_conversation_id is not null), 1::bigint, 'Who works for two teams has one chat with the bot, so one choice');
select is((public.support_find_telegram_route(7001, null, null, 7001) #>> '{conversation,visitor_id}'), story.id('Kim')::text, 'the last one');
select throws_ok($$ select story.choose('Olga', 'Robin') $$, 'SC050', null, 'The stranger: Olga is nobody in Harbor Goods');
select throws_ok($$ select public.support_set_agent_conversation(story.id('Nobody'), null) $$, 'SC050', null, 'An unknown agent has no choice');
select throws_ok($$ select public.support_set_agent_conversation(story.id('Mika'), story.id('nothing')) $$, 'SC020', null, 'nor can an unknown conversation be chosen');
select is(public.support_find_telegram_route(null, null, null, 7001), '{"kind": "none"}', 'A message from nowhere is nobody''s');

-- 2. Where a delivery goes

delete from support.outbox where true;
select support.enqueue_telegram(story.conversation('Sam'), 'agent_message', '{}');
select is(story.lane_of('agent_message'), 'telegram:-1001', 'In topics mode everything goes to the group');
update support.telegram_chats set mode = 'claims' where chat_id = -1001;
select support.enqueue_telegram(story.conversation('Sam'), 'agent_message', '{}');
select is(story.lane_of('agent_message'), 'telegram:7001', 'In claims mode what is said goes to whoever claimed');
select support.enqueue_telegram(story.conversation('Sam'), 'conversation_state', '{"state": "closed"}');
select is(story.lane_of('conversation_state'), 'telegram:-1001', 'and what happened to the group');
select support.enqueue_telegram(story.conversation('Sam'), 'visitor_typing', '{}');
select is(story.lane_of('visitor_typing'), 'telegram:7001', 'Whoever claimed sees the visitor type');
select support.enqueue_telegram(story.conversation('Robin'), 'reminder', null);
select is((select payload from support.outbox where kind = 'reminder'), jsonb_build_object('conversation_id', (story.conversation('Robin')).id),
  'Every delivery names its conversation');
select story.arrives('Jo'), story.post('Jo', 'Anybody?', 'anybody');
select is(story.lane_of('visitor_message'), 'telegram:-1001', 'An unclaimed conversation is the group''s');
delete from support.outbox where kind = 'visitor_typing';
select support.enqueue_telegram(story.conversation('Jo'), 'visitor_typing', '{}');
select is(story.lane_of('visitor_typing'), null, 'which has no use for somebody typing');
select public.support_claim_conversation((story.conversation('Jo')).id, story.id('Ana'));
select support.enqueue_telegram(story.conversation('Jo'), 'visitor_edit', '{}', story.id('anybody'));
select is(story.lane_of('visitor_edit'), 'telegram:-1001', 'A change follows its message, also when Ana has the conversation by now');
update support.outbox set state = 'sent', settled_at = now() where message_id = story.id('anybody');
delete from support.outbox where message_id = story.id('anybody') and kind = 'visitor_message';
insert into support.telegram_messages (chat_id, message_id, direction, role, conversation_id, support_message_id)
values (-1001, 80, 'out', 'message', (story.conversation('Jo')).id, story.id('anybody')), (-1001, 81, 'out', 'card', (story.conversation('Jo')).id, null);
select support.enqueue_telegram(story.conversation('Jo'), 'visitor_deletion', '{}', story.id('anybody'));
select is(story.lane_of('visitor_deletion'), 'telegram:-1001', 'even when its delivery is forgotten');
select is(
  (select job -> 'context' -> 'sent_messages' from jsonb_array_elements(public.support_lease_outbox(p_lane => 'telegram:-1001')) as job), null,
  'Who delivers a change of state need not know what a message became');
update support.outbox set state = 'sent' where kind <> 'visitor_deletion';
select is(
  (select job #> '{context,sent_messages}' from jsonb_array_elements(public.support_lease_outbox(p_lane => 'telegram:-1001')) as job),
  '[{"chat_id": -1001, "message_id": 80, "thread_id": null, "part": 1}]', 'who takes one back has to');
delete from support.outbox where true;
select support.enqueue_telegram(story.conversation('Jo'), 'agent_message', '{}', (story.reply('Ana', 'Jo', 'Here I am', 'here') #>> '{message,id}')::uuid);
select is(
  (select job #>> '{context,sender_name}' from jsonb_array_elements(public.support_lease_outbox(p_lane => 'telegram:7002')) as job where job ->> 'kind' = 'agent_message'),
  'Ana', 'An answer is mirrored under the agent''s name');
delete from support.telegram_chats where organization_id = story.id('Other Shop');
delete from support.outbox where true;
select support.enqueue_telegram_at(story.conversation('Kim'), 'reminder', '{}', p_chat_id => 7003);
select is((select count(*) from support.outbox), 0::bigint, 'Where nobody answers in Telegram nothing is queued');
insert into support.telegram_chats (chat_id, organization_id) values (-1002, story.id('Other Shop'));
update support.telegram_chats set mode = 'topics' where true;

-- 3. Files

select story.post('Jo', 'Look', 'look');
insert into support.attachments (organization_id, widget_id, visitor_id, conversation_id, message_id, uploaded_by, path, name, media_type, byte_size, state)
values (story.id('Harbor Goods'), story.id('Harbor widget'), story.id('Jo'), (story.conversation('Jo')).id, story.id('look'), 'visitor',
  'a/b', 'lamp.jpg', 'image/jpeg', 1000, 'stored');
update support.messages set type = 'image', body = '' where id = story.id('look');
select is(
  (select job #>> '{context,attachments,0,name}' from jsonb_array_elements(public.support_lease_outbox(p_lane => 'telegram:-1001')) as job),
  'lamp.jpg', 'A delivery names the files of its message');
update support.outbox set state = 'sent' where true;
select story.post('Jo', 'Well?');
select is(
  (select job #>> '{context,tail,-1,text}' from jsonb_array_elements(public.support_lease_outbox(p_lane => 'telegram:-1001')) as job),
  '[lamp.jpg]', 'and so does what was said before');
delete from support.outbox where true;
delete from support.outbox_lanes where true;

-- 4. Pauses

select is(public.support_pause_telegram_chat(-1001, 'bot was kicked'), '{"outcome": "paused"}', 'Telegram says that the bot was removed');
select is(public.support_pause_telegram_chat(-1001, 'bot was kicked'), '{"outcome": "already_paused"}', 'which can be said twice');
select is((select array_agg(chat_id) from support.telegram_chats where state = 'paused'), array[-1001]::bigint[], 'Only that group is paused');
select is((select count(*) from support.outbox where kind = 'owner_alert'), 0::bigint, 'No owner has started the bot, so nobody is told');
update support.agents set role = 'owner', dm_started = true where name in ('Ana', 'Olga');
select public.support_pause_telegram_chat(-1001, 'bot was kicked');
select is((select array_agg(chat_id) from support.outbox where kind = 'owner_alert'), array[7002]::bigint[], 'until one has; another organization''s owner is not told');
select story.post('Sam', 'Hello?');
select is(public.support_lease_outbox(p_lane => 'telegram:-1001'), '[]', 'Nothing is sent');
select is(public.support_resume_telegram_chat(-1001), '{"outcome": "resumed"}', 'The bot is back');
select is(jsonb_array_length(public.support_lease_outbox(p_lane => 'telegram:-1001')), 1, 'so what waits goes out at once');
select is(public.support_resume_telegram_chat(-1001), '{"outcome": "already_active"}', 'That it is back can be said twice');
select is(public.support_pause_telegram_chat(-1001, null) || public.support_resume_telegram_chat(-1001), '{"outcome": "resumed"}', 'A pause needs no reason');
select throws_ok($$ select public.support_pause_telegram_chat(-5, 'why') $$, 'SC007', null, 'A group nobody configured cannot be paused');
select throws_ok($$ select public.support_resume_telegram_chat(null) $$, 'SC007', null, 'nor resumed');

-- 5. Facts

select is(public.support_update_telegram_chat_facts(-1001, 'Harbor team', true, 1), '{"outcome": "updated"}', 'Telegram tells a group''s name and kind');
create function story.facts() returns text
language sql
as $$ select concat_ws(' ', title, is_forum, bot_id) from support.telegram_chats where chat_id = -1001 $$;
select is(story.facts(), 'Harbor team t 1', 'which are remembered');
select is(public.support_update_telegram_chat_facts(-1001, 'Harbor team'), '{"outcome": "unchanged"}', 'What is known already changes nothing');
select is(public.support_update_telegram_chat_facts(-1001, null, false), '{"outcome": "updated"}', 'A fact may come alone');
select is(story.facts(), 'Harbor team f 1', 'and leaves the others');
select lives_ok($$ select public.support_update_telegram_chat_facts(-1001, repeat('x', 300)) $$, 'A name that is too long is cut');
select throws_ok($$ select public.support_update_telegram_chat_facts(-5, 'x') $$, 'SC007', null, 'A group nobody configured has no facts');

-- 6. Topics

select public.support_record_telegram_topic(story.id('Sam'), story.id('Harbor widget'), -1001, 55, 'Visitor');
update support.telegram_topics set state = 'closed', icon = 'check' where thread_id = 55;
select public.support_record_telegram_topic(story.id('Sam'), story.id('Harbor widget'), -1001, 55, 'Sam');
select results_eq($$ select name, state, icon from support.telegram_topics where visitor_id = story.id('Sam') $$,
  $$ values ('Sam', 'closed', 'check') $$, 'Another name opens no topic and takes no icon away');
select public.support_record_telegram_topic(story.id('Sam'), story.id('Harbor widget'), -1001, 56, 'Sam');
select results_eq($$ select thread_id, state, icon from support.telegram_topics where visitor_id = story.id('Sam') $$,
  $$ values (56::bigint, 'open', null::text) $$, 'a new topic begins open, without one');
select is(public.support_set_topic_icon(-1001, 56, 'green'), '{"outcome": "set"}', 'A topic shows the state as an icon');
select is(public.support_set_topic_icon(-1001, 56, 'green'), '{"outcome": "unchanged"}', 'The same one is not set again');
select is(public.support_set_topic_icon(-1001, 56, null), '{"outcome": "set"}', 'It can be taken away');
select throws_ok($$ select public.support_set_topic_icon(-1001, 99, 'green') $$, 'SC007', null, 'A topic nobody knows has none');
select throws_ok($$ select public.support_set_topic_icon(-1001, 56, repeat('x', 65)) $$, 'SC090', null, 'nor is a novel one');
select throws_ok($$ select public.support_record_telegram_topic(story.id('Kim'), story.id('Harbor widget'), -1001, 57, 'Kim') $$, 'SC013', null,
  'The stranger: another shop''s visitor has no topic here');
select throws_ok($$ select public.support_record_telegram_topic(story.id('Sam'), story.id('Other widget'), -1001, 57, 'Sam') $$, 'SC001', null, 'nor comes Sam from another shop''s widget');
select throws_ok($$ select public.support_record_telegram_topic(story.id('Sam'), story.id('Harbor widget'), -1001, null, 'Sam') $$, 'SC090', null, 'A topic has a number');
select throws_ok($$ select public.support_record_telegram_topic(story.id('Sam'), story.id('Harbor widget'), -1001, 57, repeat('x', 129)) $$, 'SC090', null, 'and a short name');
select throws_ok($$ select public.support_record_telegram_card(story.id('nothing'), -1001, 1) $$, 'SC020', null, 'A card is about a conversation');
select throws_ok($$ select public.support_record_telegram_card((story.conversation('Sam')).id, null, 1) $$, 'SC090', null, 'in a chat');
select throws_ok($$ select public.support_record_telegram_card((story.conversation('Sam')).id, -1001, null) $$, 'SC090', null, 'as a message');
select throws_ok($$ select public.support_upsert_telegram_agent(story.id('Nobody'), 1, 'Zoe') $$, 'SC003', null, 'An agent belongs to an organization');
select throws_ok($$ select public.support_upsert_telegram_agent(story.id('Harbor Goods'), null, 'Zoe') $$, 'SC090', null, 'and has an account');
insert into support.plans (id, max_agents) values ('full', (select count(*) from support.agents where organization_id = story.id('Harbor Goods') and is_active));
update support.organizations set plan = 'full' where id = story.id('Harbor Goods');
select throws_ok($$ select public.support_upsert_telegram_agent(story.id('Harbor Goods'), 7777, 'Zoe') $$, 'SC005', null, 'and a place in the plan');
select lives_ok($$ select public.support_upsert_telegram_agent(story.id('Harbor Goods'), 7001, 'Mika') $$, 'which Mika has already');
update support.organizations set plan = 'unlimited' where id = story.id('Harbor Goods');

-- 7. A group gets a new id

update support.outbox_lanes set sent_in_window = 7 where lane = 'telegram:-1001';
update support.outbox set sent_parts = 2, leased_until = null where kind = 'visitor_message';
select public.support_migrate_telegram_chat(-1001, -2001);
select is((select sent_in_window from support.outbox_lanes where lane = 'telegram:-2001'), 7, 'What it has taken counts under the new one');
select is((select count(*) from support.outbox_lanes where lane = 'telegram:-1001'), 0::bigint, 'and nothing stays behind');
select is((select array_agg(sent_parts) from support.outbox where kind = 'visitor_message'), array[0], 'Parts that the old chat has are sent again');
select throws_ok($$ select public.support_migrate_telegram_chat(null, -1) $$, 'SC090', null, 'Nothing becomes nothing');
select throws_ok($$ select public.support_migrate_telegram_chat(-1, -1) $$, 'SC090', null, 'and nothing becomes itself');

-- 8. Updates

create function story.lease() returns text
language sql
as $$
  select coalesce(string_agg(job ->> 'update_id', ' ' order by place), '')
  from jsonb_array_elements(public.support_lease_telegram_updates(1)) with ordinality as list (job, place)
$$;
select public.support_store_telegram_update(1, n, 'chat ' || n % 2, '{"secret": "what people wrote"}') from generate_series(1, 4) as n;
select is(story.lease() || ' ' || (public.support_settle_telegram_update(1, 1, 'wait', 'flood', 0) ->> 'state'), '1 2 pending', 'Telegram asks for silence');
select is((select attempts from support.telegram_updates where update_id = 1), 0, 'which is no failure of the update');
select public.support_settle_telegram_update(1, 1, 'dead', 'because'), public.support_settle_telegram_update(1, 2, 'dead', 'because');
select is(
  (select jsonb_agg(entry - array['created_at', 'settled_at']) from jsonb_array_elements(public.support_list_dead_updates(1) -> 'updates') as entry),
  '[{"update_id": 2, "lane": "chat 0", "attempts": 1, "error": "because"}, {"update_id": 1, "lane": "chat 1", "attempts": 0, "error": "because"}]',
  'People see what was given up, newest first, but not what people wrote');
select is(public.support_list_dead_updates(1, 2, 1) #>> '{updates,0,update_id}', '1', 'page by page');
select is(public.support_retry_dead_updates(2), '{"retried": 0}', 'Another bot''s are not touched');
select is(public.support_retry_dead_updates(1, array[1]), '{"retried": 1}', 'One can be tried again');
select is(story.lease(), '1 4', 'before what came later in its chat');
select throws_ok(call, 'SC090', null, 'Nonsense is refused: ' || call)
from unnest(array[
  'select public.support_store_telegram_update(1, 9, null, ''{}'')',
  'select public.support_settle_telegram_update(1, 9, ''maybe'')',
  'select public.support_lease_telegram_updates(1, 0)'
]) as call;

select * from finish();
rollback;
