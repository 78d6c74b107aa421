-- Second thoughts: words that are corrected or taken back, and what becomes of their deliveries.
begin;
select plan(66);
\ir fixtures/harbor-goods.psql

create function story.edit(p_visitor text, p_message text, p_text text) returns jsonb
language sql
as $$
  select public.support_edit_visitor_message(session.id, session.visitor_id, session.widget_id, story.id(p_message), p_text)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.take_back(p_visitor text, p_message text) returns jsonb
language sql
as $$
  select public.support_delete_visitor_message(session.id, session.visitor_id, session.widget_id, story.id(p_message))
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
-- "visitor_message sent, visitor_edit pending"
create function story.deliveries(p_message text) returns text
language sql
as $$
  select coalesce(string_agg(kind || ' ' || state || coalesce(': ' || error, ''), ', ' order by id), '')
  from support.outbox where message_id = story.id(p_message)
$$;
create function story.deliver(p_message text) returns void
language sql
as $$
  update support.outbox set state = 'sent', settled_at = now() where message_id = story.id(p_message) and state = 'pending';
  insert into support.telegram_messages (chat_id, message_id, direction, role, conversation_id, support_message_id)
  select -1001, 1000 + seq, 'out', 'message', conversation_id, id from support.messages where id = story.id(p_message)
  on conflict do nothing;
$$;
create function story.grow_old(p_message text, p_time interval) returns void
language sql
as $$ update support.messages set created_at = created_at - p_time where id = story.id(p_message) $$;
create function story.rest() returns void
language sql
as $$ update support.rate_limits set hits = 0 where true $$;

-- 1. A visitor corrects

select story.post('Robin', 'Were is my lamp?', 'lamp');
select story.deliver('lamp');
select story.silence();
select is(story.edit('Robin', 'lamp', 'Where is my lamp?') #>> '{message,text}', 'Where is my lamp?', 'Robin corrects a word');
select results_eq(
  $$ select event, revision, payload #>> '{message,text}', payload #>> '{message,edited_at}' is not null from story.heard(story.topic('Robin')) $$,
  $$ values ('message.updated', 2::bigint, 'Where is my lamp?', true) $$, 'which is announced with a revision of its own');
select is(story.deliveries('lamp'), 'visitor_message sent, visitor_edit pending', 'and shown in Telegram');
select is((select payload - 'conversation_id' from support.outbox where kind = 'visitor_edit'), jsonb_build_object('message_id', story.id('lamp')),
  'by a delivery that names the message and not its words');
select story.edit('Robin', 'lamp', 'Where is my blue lamp?');
select is(story.deliveries('lamp'), 'visitor_message sent, visitor_edit pending', 'Another edit needs no other delivery while one waits');
update support.outbox set leased_until = clock_timestamp() + interval '1 minute' where kind = 'visitor_edit';
select story.edit('Robin', 'lamp', 'Where is my red lamp?');
select is(story.deliveries('lamp'), 'visitor_message sent, visitor_edit pending, visitor_edit pending', 'One that is on its way may carry the old words');
create table story.before as select story.conversation('Robin') as conversation;
select is(story.edit('Robin', 'lamp', 'Where is my red lamp?') ->> 'outcome', 'unchanged', 'The same words again change nothing');
select throws_ok($$ select story.edit('Robin', 'lamp', ' ') $$, 'SC030', null, 'Words cannot become none');
select throws_ok($$ select story.edit('Robin', 'lamp', repeat('a', 4001)) $$, 'SC032', null, 'or too many');
select throws_ok($$ select story.edit('Sam', 'lamp', 'Mine') $$, 'SC033', null, 'Sam cannot correct Robin');
select throws_ok($$ select story.edit('Robin', 'nothing', 'Mine') $$, 'SC033', null, 'What was never said cannot be corrected');
select story.reply('Mika', 'Robin', 'Let me look', 'answer');
select throws_ok($$ select story.edit('Robin', 'answer', 'Here it is') $$, 'SC033', null, 'Robin cannot put words in Mika''s mouth');
select throws_ok($$ select public.support_edit_visitor_message(story.id('Robin session'), story.id('Sam'), story.id('Harbor widget'), story.id('lamp'), 'x') $$,
  'SC010', null, 'nor can a session that is not the visitor''s');
select is((select body from support.messages where id = story.id('lamp')), 'Where is my red lamp?', 'None of that changed a word');

select story.grow_old('lamp', '14 minutes');
select lives_ok($$ select story.edit('Robin', 'lamp', 'Where is it?') $$, 'A quarter of an hour is given');
select story.grow_old('lamp', '2 minutes');
select throws_ok($$ select story.edit('Robin', 'lamp', 'Where?') $$, 'SC034', null, 'and not more');
update support.widgets set behavior = '{"edit_window_minutes": 60}' where id = story.id('Harbor widget');
select lives_ok($$ select story.edit('Robin', 'lamp', 'Where?') $$, 'unless the widget says so');
update support.widgets set behavior = '{"edit_window_minutes": 0}' where id = story.id('Harbor widget');
select throws_ok($$ select story.take_back('Robin', 'lamp') $$, 'SC034', null, 'or that nothing is ever changed');
update support.widgets set behavior = '{"edit_window_minutes": "soon"}' where id = story.id('Harbor widget');
select throws_ok($$ select story.edit('Robin', 'lamp', 'Here') $$, 'SC034', null, 'A senseless setting is the default');
update support.widgets set behavior = '{}' where id = story.id('Harbor widget');

-- 2. While the message itself still waits

select story.rest();
select story.post('Robin', 'And the shade', 'shade');
select story.edit('Robin', 'shade', 'And the shade?');
select is(story.deliveries('shade'), 'visitor_message pending', 'A message that was not sent yet is sent as it is by then');
update support.outbox set leased_until = clock_timestamp() - interval '1 second', attempts = 1 where message_id = story.id('shade');
select story.edit('Robin', 'shade', 'And its shade?');
select is(story.deliveries('shade'), 'visitor_message pending', 'also when a worker died over it');
update support.outbox set leased_until = clock_timestamp() + interval '1 minute' where message_id = story.id('shade');
select story.edit('Robin', 'shade', 'And the white shade?');
select is(story.deliveries('shade'), 'visitor_message pending, visitor_edit pending', 'What is on its way may carry the old words');
select story.post('Robin', 'Part by part', 'parts');
update support.outbox set sent_parts = 1 where message_id = story.id('parts');
select story.edit('Robin', 'parts', 'Bit by bit');
select is(story.deliveries('parts'), 'visitor_message pending, visitor_edit pending', 'So may what is there by half');
select story.post('Robin', 'Lost', 'lost');
update support.outbox set state = 'dead' where message_id = story.id('lost');
select story.edit('Robin', 'lost', 'Lost for good');
select is(story.deliveries('lost'), 'visitor_message dead', 'What never arrived cannot be corrected there');
select story.rest();
select story.post('Robin', 'Long ago', 'pruned');
select story.deliver('pruned');
delete from support.outbox where message_id = story.id('pruned');
select story.edit('Robin', 'pruned', 'Not so long ago');
select is(story.deliveries('pruned'), 'visitor_edit pending', 'What was sent is corrected even when its delivery is forgotten');

-- 3. A visitor takes back

select story.rest();
select story.silence();
select story.post('Robin', 'My card is 4111', 'card');
insert into support.attachments (id, organization_id, widget_id, visitor_id, conversation_id, message_id, uploaded_by, path, name, media_type, byte_size, state)
select story.id('card.png'), organization_id, story.id('Harbor widget'), visitor_id, conversation_id, id, 'visitor', 'harbor/card', 'card.png', 'image/png', 5, 'stored'
from support.messages where id = story.id('card');
select is(story.take_back('Robin', 'card') ->> 'outcome', 'deleted', 'Robin takes a message back');
select results_eq(
  $$ select body, content, deleted_by, deleted_at is not null from support.messages where id = story.id('card') $$,
  $$ values ('', null::jsonb, 'visitor', true) $$, 'Its words are gone from the table');
select results_eq($$ select path from support.storage_deletions $$, $$ values ('harbor/card') $$, 'its file is to be removed');
select is((select count(*) from support.attachments where id = story.id('card.png')), 0::bigint, 'and forgotten');
select results_eq(
  $$ select event, payload #>> '{message,text}' from story.heard(story.topic('Robin')) order by revision $$,
  $$ values ('message.created', 'My card is 4111'), ('message.updated', '') $$, 'Every tab forgets it');
select is(story.deliveries('card'), 'visitor_message dead: unsent', 'Nobody in Telegram will ever see it');
select is(story.take_back('Robin', 'card') ->> 'outcome', 'already_deleted', 'It is taken back only once');
select throws_ok($$ select story.edit('Robin', 'card', 'Here again') $$, 'SC033', null, 'and does not come back');
select is(story.post('Robin', 'My card is 4111', 'card') ->> 'text', '', 'not even when it is sent again');
select is(story.take_back('Robin', 'pruned') ->> 'outcome', 'deleted', 'What Telegram shows');
select is(story.deliveries('pruned'), 'visitor_edit pending, visitor_deletion pending', 'disappears there too');
select throws_ok($$ select story.take_back('Sam', 'shade') $$, 'SC033', null, 'Sam cannot take back what Robin said');
select throws_ok($$ select story.take_back('Robin', 'answer') $$, 'SC033', null, 'nor Robin what Mika said');
select story.grow_old('shade', '16 minutes');
select throws_ok($$ select story.take_back('Robin', 'shade') $$, 'SC034', null, 'What was said long ago was said');

select story.post('Sam', 'Do you ship to Malta?', 'malta');
select story.post('Sam', 'And to Gozo?', 'gozo');
select story.take_back('Sam', 'malta');
select is((story.conversation('Sam')).waiting_since, (select created_at from support.messages where id = story.id('gozo')), 'Sam waits for the other answer now');
select story.take_back('Sam', 'gozo');
select is((story.conversation('Sam')).waiting_since, null, 'and then for none');
select throws_ok($$ select count(story.edit('Robin', 'lost', 'Draft ' || n)) from generate_series(1, 21) as n $$, 'SC040', null,
  'Nobody changes their mind more than twenty times in a minute');

-- 4. Agents

select story.rest();
select story.reply('Mika', 'Robin', 'It is sent', 'sent');
select story.silence();
select is(public.support_edit_message_by_agent(story.id('sent'), story.id('Mika'), 'It was sent') #>> '{message,text}', 'It was sent', 'Mika corrects an answer');
select is((select count(*) from story.heard(story.topic('Robin')) where event = 'message.updated'), 1::bigint, 'and Robin hears it');
select is(public.support_edit_message_by_agent(story.id('sent'), story.id('Mika'), 'It was sent') ->> 'outcome', 'unchanged', 'once');
select is(story.deliveries('sent'), '', 'Where Telegram does not show it, there is nothing to correct');
select story.deliver('sent');
select public.support_edit_message_by_agent(story.id('sent'), story.id('Mika'), 'It was sent today');
select is(story.deliveries('sent'), 'visitor_edit pending', 'What Telegram shows is corrected there too');
select story.reply('Mika', 'Robin', 'Is angry', 'note', true);
select public.support_edit_message_by_agent(story.id('note'), story.id('Mika'), 'Is not angry');
select is(story.deliveries('note'), '', 'A note stays on the web');
select throws_ok($$ select public.support_edit_message_by_agent(story.id('sent'), story.id('Ana'), 'No') $$, 'SC051', null, 'Ana cannot speak for Mika');
update support.agents set role = 'admin' where id = story.id('Ana');
select throws_ok($$ select public.support_edit_message_by_agent(story.id('sent'), story.id('Ana'), 'No') $$, 'SC051', null, 'not even as an admin');
select throws_ok($$ select public.support_edit_message_by_agent(story.id('lamp'), story.id('Ana'), 'No') $$, 'SC051', null, 'nor for Robin');
select throws_ok($$ select public.support_edit_message_by_agent(story.id('sent'), story.id('Olga'), 'No') $$, 'SC033', null, 'To Olga it is unknown');
select throws_ok($$ select public.support_edit_message_by_agent(story.id('sent'), story.id('nobody'), 'No') $$, 'SC050', null, 'Nobody is no agent');
select throws_ok($$ select public.support_edit_message_by_agent(story.id('sent'), story.id('Mika'), '') $$, 'SC030', null, 'Words cannot become none');
select throws_ok($$ select public.support_edit_message_by_agent(story.id('sent'), story.id('Mika'), repeat('a', 16001)) $$, 'SC032', null, 'or too many');
select is(public.support_delete_message_by_agent(story.id('sent'), story.id('Mika')) ->> 'outcome', 'deleted', 'Mika takes it back');
select is(public.support_delete_message_by_agent(story.id('sent'), story.id('Mika')) ->> 'outcome', 'already_deleted', 'once');
select throws_ok($$ select public.support_edit_message_by_agent(story.id('sent'), story.id('Mika'), 'Again') $$, 'SC033', null, 'and it does not come back');
select throws_ok($$ select public.support_delete_message_by_agent(story.id('shade'), story.id('Mika')) $$, 'SC051', null, 'Mika cannot take back what Robin said');
select is(public.support_delete_message_by_agent(story.id('shade'), story.id('Ana')) #>> '{message,text}', '', 'an admin can');
select is((select deleted_by from support.messages where id = story.id('shade')), 'agent', 'which is remembered');
select throws_ok($$ select public.support_delete_message_by_agent(story.id('lamp'), story.id('Olga')) $$, 'SC033', null, 'Olga of Other Shop cannot');

select story.reply('Mika', 'Robin', 'Oops', 'oops', false, '{"chat_id": -1001, "message_id": 500}');
select is(public.support_delete_telegram_message(-1001, 500, story.id('Olga')), '{"outcome": "unknown"}', 'A message of another team is unknown in Telegram as well');
select is(public.support_delete_telegram_message(-1001, 500, story.id('Mika')) ->> 'outcome', 'deleted', 'In Telegram a message is taken back by its number there');
select is(public.support_delete_telegram_message(-1001, 501, story.id('Mika')), '{"outcome": "unknown"}', 'A number that is none of ours is nothing');
select is(story.deliveries('oops'), '', 'What an agent wrote there, Telegram removes itself');

select * from finish();
rollback;
