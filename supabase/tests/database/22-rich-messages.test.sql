-- More than words: forms, files, quotes, what comes with a first message, and lines of the chat's own.
begin;
select plan(71);
\ir fixtures/harbor-goods.psql

create function story.say(
  p_visitor text, p_text text, p_message text default null, p_type text default 'text', p_content jsonb default null,
  p_reply_to text default null, p_files text[] default '{}', p_prechat jsonb default null, p_category text default null,
  p_subject text default null
) returns jsonb
language sql
as $$
  select public.support_post_visitor_message(
    session.id, session.visitor_id, session.widget_id, coalesce(story.id(p_message), gen_random_uuid()), p_text,
    p_type => p_type, p_content => p_content, p_reply_to => story.id(p_reply_to),
    p_attachment_ids => array(select story.id(name) from unnest(p_files) with ordinality as file (name, place) order by place),
    p_prechat => p_prechat, p_category => p_category, p_subject => p_subject
  ) -> 'message'
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.answer(
  p_agent text, p_visitor text, p_text text, p_message text default null, p_internal boolean default false,
  p_type text default 'text', p_content jsonb default null, p_reply_to text default null, p_files text[] default '{}',
  p_telegram jsonb default null
) returns jsonb
language sql
as $$
  select public.support_post_agent_message(
    (story.conversation(p_visitor)).id, story.id(p_agent), coalesce(story.id(p_message), gen_random_uuid()), p_text,
    p_internal, p_telegram, p_type, p_content, story.id(p_reply_to), array(select story.id(name) from unnest(p_files) as name)) -> 'message'
$$;
-- A file that was uploaded and found good.
create function story.file(p_name text, p_visitor text, p_media_type text default 'image/png', p_agent text default null, p_state text default 'stored')
returns void
language sql
as $$
  insert into support.attachments (
    id, organization_id, widget_id, visitor_id, conversation_id, uploaded_by, agent_id, path, name, media_type, byte_size, state
  )
  select story.id(p_name), visitor.organization_id, session.widget_id, visitor.id,
    case when p_agent is not null then (story.conversation(p_visitor)).id end,
    case when p_agent is null then 'visitor' else 'agent' end, story.id(p_agent), 'harbor/' || p_name, p_name, p_media_type, 10, p_state
  from support.visitors as visitor join support.sessions as session on session.visitor_id = visitor.id
  where visitor.id = story.id(p_visitor)
$$;
-- Rate limits are told elsewhere.
create function story.rest() returns void
language sql
as $$ update support.rate_limits set hits = 0 where true $$;

-- 1. What comes with the first words

select is(
  story.say('Robin', 'Where is my lamp?', 'first', p_prechat => '{"name": "Robin", "email": "robin@mail.example", "order": 81}',
    p_category => 'Orders', p_subject => 'The blue lamp') ->> 'seq', '1', 'Robin fills in the form and asks');
select results_eq(
  $$ select subject, category, prechat ->> 'order', revision from story.conversation('Robin') $$,
  $$ values ('The blue lamp', 'Orders', '81', 2::bigint) $$, 'The conversation knows what it is about');
select results_eq(
  $$ select event, revision from story.heard(story.topic('Robin')) $$,
  $$ values ('message.created', 1::bigint), ('conversation.updated', 2::bigint) $$, 'and both changes are announced, each with its revision');
select results_eq($$ select name, email from support.visitors where id = story.id('Robin') $$,
  $$ values ('Robin', 'robin@mail.example') $$, 'The team knows who asks');
select story.silence();
select story.say('Robin', 'The blue one.', p_prechat => '{"order": 81}', p_subject => 'Something else');
select results_eq(
  $$ select subject, revision from story.conversation('Robin') $$,
  $$ values ('The blue lamp', 3::bigint) $$, 'What is known already takes no revision, and a subject is not replaced');
update support.visitors set identified_at = now() where id = story.id('Robin');
select story.say('Robin', 'Hm.', p_prechat => '{"name": "Somebody", "phone": "+351 1"}');
select results_eq($$ select name, phone from support.visitors where id = story.id('Robin') $$,
  $$ values ('Robin', '+351 1') $$, 'What the site vouched for is not overwritten by a form');
select story.rest();
select throws_ok($$ select story.say('Sam', 'Hi', p_prechat => '[]') $$, 'SC090', null, 'Answers are an object');
select throws_ok($$ select story.say('Sam', 'Hi', p_prechat => '{"name": {"first": "S"}}') $$, 'SC090', null, 'A name is a text');
select throws_ok($$ select story.say('Sam', 'Hi', p_prechat => '{"email": "no address"}') $$, 'SC090', null, 'An address is an address');
select throws_ok(format($$ select story.say('Sam', 'Hi', p_prechat => '{"name": "%s"}') $$, repeat('a', 101)), 'SC090', null, 'A name has an end');
select throws_ok(format($$ select story.say('Sam', 'Hi', p_prechat => '{"phone": "%s"}') $$, repeat('1', 41)), 'SC090', null, 'and so has a number');
select throws_ok($$ select story.say('Sam', 'Hi', p_subject => repeat('a', 201)) $$, 'SC090', null, 'and a subject');
select throws_ok($$ select story.say('Sam', 'Hi', p_category => repeat('a', 101)) $$, 'SC090', null, 'and a category');
select throws_ok($$ select story.say('Sam', 'Hi', p_prechat => jsonb_build_object('essay', repeat('a', 17000))) $$, 'SC090', null, 'and all answers together');
select throws_ok($$ select story.post('Sam', 'Hi', p_context => '[1]') $$, 'SC090', null, 'A context is an object');
select is((story.conversation('Sam')).id, null, 'Nothing of a refused message is stored');

-- 2. Whose turn it is

select story.rest();
select isnt((story.conversation('Robin')).waiting_since, null, 'Robin waits');
create table story.waiting as select (story.conversation('Robin')).waiting_since;
update support.conversations set waiting_since = waiting_since - interval '1 minute' where id = (story.conversation('Robin')).id;
select story.say('Robin', 'Hello?');
select is((story.conversation('Robin')).waiting_since, (select waiting_since - interval '1 minute' from story.waiting), 'since the first question without an answer');
select story.answer('Mika', 'Robin', 'Robin is impatient.', 'note', true);
select isnt((story.conversation('Robin')).waiting_since, null, 'A note is no answer');
update support.conversations set last_message_at = last_message_at - interval '1 minute' where id = (story.conversation('Robin')).id;
select story.answer('Mika', 'Robin', 'On its way.', 'answer');
select is((story.conversation('Robin')).waiting_since, null, 'An answer is');
select is((story.conversation('Robin')).last_message_at, now(), 'and it is the newest that was said');
update support.conversations set snoozed_until = now() + interval '1 day' where id = (story.conversation('Robin')).id;
select story.silence();
select story.say('Robin', 'Thanks');
select is((story.conversation('Robin')).snoozed_until, null, 'What was put off is due again when Robin writes');
select results_eq($$ select event from story.heard(story.topic('Robin')) $$,
  $$ values ('message.created'), ('conversation.updated') $$, 'which is a change of its own');

select is((story.conversation('Robin')).is_offline, false, 'Somebody was there when Robin came');
update support.widgets set working_hours = '{"time_zone": "UTC", "days": {}, "holidays": []}' where id = story.id('Other widget');
update support.telegram_chats set state = 'paused' where organization_id = story.id('Other Shop');
select story.post('Kim', 'Is somebody there?');
select is((story.conversation('Kim')).is_offline, true, 'Nobody was there when Kim came');
select public.support_start_conversation(story.id('Sam session'), story.id('Sam'), story.id('Harbor widget'));
update support.conversations set created_at = created_at - interval '8 hours' where id = (story.conversation('Sam')).id;
update support.telegram_chats set state = 'paused' where organization_id = story.id('Harbor Goods');
select story.post('Sam', 'I had it open since this morning');
select is((story.conversation('Sam')).is_offline, true, 'What counts is when the first word is said, not when the chat was opened');
update support.telegram_chats set state = 'active' where organization_id = story.id('Harbor Goods');

-- 3. Types

select story.rest();
select is(story.say('Robin', 'Size: M', 'form', 'form', '{"size": "M"}') -> 'content', '{"size": "M"}', 'A visitor may send a form');
select throws_ok($$ select story.say('Robin', 'Buy', null, 'card', '{}') $$, 'SC090', null, 'but no card');
select throws_ok($$ select story.say('Robin', 'Buy', null, 'poem') $$, 'SC090', null, 'and nothing that does not exist');
select throws_ok($$ select story.say('Robin', 'Size: M', null, 'form') $$, 'SC090', null, 'A form without answers is none');
select throws_ok($$ select story.say('Robin', 'Look', null, 'image') $$, 'SC090', null, 'nor is a picture without a file');
select throws_ok($$ select story.say('Robin', 'Hi', null, 'text', '["a"]') $$, 'SC090', null, 'Content is an object');
select throws_ok($$ select story.say('Robin', 'Hi', null, 'text', jsonb_build_object('a', repeat('a', 33000))) $$, 'SC090', null, 'of limited size');
select is(story.answer('Mika', 'Robin', 'Lamp, 20 EUR', 'card', p_type => 'card', p_content => '{"title": "Lamp"}') #>> '{content,title}', 'Lamp',
  'An agent may send a card');
select throws_ok($$ select story.answer('Mika', 'Robin', 'Lamp', p_type => 'card') $$, 'SC090', null, 'with something on it');

-- 4. Quotes

select is(story.say('Robin', 'How much?', 'quoting', p_reply_to => 'answer') -> 'reply_to', (
  select jsonb_build_object('id', id, 'seq', seq, 'sender_kind', 'agent', 'sender_name', 'Mika', 'text', 'On its way.')
  from support.messages where id = story.id('answer')
), 'Robin quotes Mika');
select throws_ok($$ select story.say('Robin', 'What?', p_reply_to => 'note') $$, 'SC033', null, 'A visitor cannot quote a note');
select throws_ok($$ select story.say('Robin', 'What?', p_reply_to => 'nothing') $$, 'SC033', null, 'nor what was never said');
select story.post('Sam', 'A secret', 'secret');
select throws_ok($$ select story.say('Robin', 'What?', p_reply_to => 'secret') $$, 'SC033', null, 'nor what somebody else said');
select is(story.answer('Ana', 'Robin', 'True', p_internal => true, p_reply_to => 'note') #>> '{reply_to,text}', 'Robin is impatient.', 'A note may quote a note');
select throws_ok($$ select story.answer('Ana', 'Robin', 'True', p_reply_to => 'note') $$, 'SC033', null, 'an answer may not');
insert into support.telegram_messages (chat_id, message_id, direction, role, conversation_id, support_message_id)
select -1001, 70, 'out', 'message', conversation_id, id from support.messages where id = story.id('quoting');
select is(
  story.answer('Mika', 'Robin', '20 EUR', 'price', p_telegram => '{"chat_id": -1001, "message_id": 71, "reply_to_message_id": 70}') #>> '{reply_to,id}',
  story.id('quoting')::text, 'A reply in Telegram quotes what it replies to');
select is(
  story.answer('Mika', 'Robin', 'with shade', p_telegram => '{"chat_id": -1001, "message_id": 72, "reply_to_message_id": 1}') -> 'reply_to', null,
  'and a reply to what is no message of ours quotes nothing');
select throws_ok($$ select story.answer('Mika', 'Robin', 'Hi', p_telegram => '{"chat_id": "here"}') $$, 'SC090', null, 'A Telegram message has numbers');
update support.conversations set status = 'closed', closed_at = now() - interval '90 days' where id = (story.conversation('Robin')).id;
select story.rest();
select is(story.say('Robin', 'About that answer', 'much later', p_reply_to => 'answer') -> 'reply_to', null,
  'A quote from a conversation that has ended is left out, and the message is not lost');
select is((select seq from support.messages where id = story.id('much later')), 1::bigint, 'in the new conversation');

-- 5. Files

select story.file('lamp.png', 'Robin');
select story.file('shade.png', 'Robin');
select story.file('bill.pdf', 'Robin', 'application/pdf');
select story.file('unfinished.png', 'Robin', p_state => 'pending');
select story.file('virus.png', 'Robin', p_state => 'refused');
select story.file('private.png', 'Sam');
select story.silence();
select is(story.say('Robin', '', 'pictures', p_files => '{shade.png,lamp.png}') ->> 'type', 'image', 'Robin sends two pictures and no word');
select results_eq(
  $$ select attachment ->> 'name' from support.messages as message, jsonb_array_elements(support.message_json(message) -> 'attachments') as attachment
     where message.id = story.id('pictures') $$,
  $$ values ('shade.png'), ('lamp.png') $$, 'in the order given');
select is((select payload #>> '{message,attachments,1,name}' from story.heard(story.topic('Robin'))), 'lamp.png', 'They are part of the announcement');
set constraints all immediate;
set constraints all deferred;
select is((select count(*) from support.attachments where message_id = story.id('pictures') and conversation_id = (story.conversation('Robin')).id),
  2::bigint, 'and belong to the message');
select is(story.say('Robin', 'The bill', p_files => '{bill.pdf}') ->> 'type', 'file', 'Anything else is a file');
select throws_ok($$ select story.say('Robin', 'Again', p_files => '{lamp.png}') $$, 'SC060', null, 'A file is sent once');
select throws_ok($$ select story.say('Robin', 'Mine', p_files => '{private.png}') $$, 'SC060', null, 'Somebody else''s file is unknown');
select throws_ok($$ select story.say('Robin', 'Mine', p_files => '{nothing.png}') $$, 'SC060', null, 'as is one that never was');
select throws_ok($$ select story.say('Robin', 'Look', p_files => '{unfinished.png}') $$, 'SC063', null, 'A file that has not arrived cannot be sent');
select throws_ok($$ select story.say('Robin', 'Look', p_files => '{virus.png}') $$, 'SC062', null, 'nor can one that was refused');
select throws_ok($$ select story.say('Robin', 'Look', p_files => '{a,b,c,d,e,f}') $$, 'SC064', null, 'nor six at once');
select throws_ok($$ select story.say('Robin', 'Size', null, 'form', '{}', p_files => '{lamp.png}') $$, 'SC090', null, 'A form carries no files');
select story.file('answer.png', 'Robin', p_agent => 'Mika');
select throws_ok($$ select story.answer('Ana', 'Robin', 'Look', p_files => '{answer.png}') $$, 'SC060', null, 'Ana cannot send what Mika uploaded');
select throws_ok($$ select story.say('Robin', 'Look', p_files => '{answer.png}') $$, 'SC060', null, 'nor can Robin');
select is(story.answer('Mika', 'Robin', null, p_files => '{answer.png}') ->> 'type', 'image', 'Mika can, without a word');

-- 6. Answers from elsewhere are seen in Telegram

create function story.mirrored(p_visitor text) returns bigint
language sql
as $$ select count(*) from support.outbox where kind = 'agent_message' and conversation_id = (story.conversation(p_visitor)).id $$;
select is(story.mirrored('Robin'), 0::bigint, 'Nobody in Telegram has seen this conversation, so nothing is sent there');
insert into support.telegram_topics (visitor_id, chat_id, thread_id, widget_id, name) values (story.id('Robin'), -1001, 55, story.id('Harbor widget'), 'Robin');
select story.answer('Mika', 'Robin', 'From my desk', 'desk');
select is((select payload ->> 'message_id' from support.outbox where kind = 'agent_message'), story.id('desk')::text, 'Robin''s topic shows what Mika wrote at the desk');
select story.answer('Mika', 'Robin', 'From my phone', p_telegram => '{"chat_id": -1001, "message_id": 80}');
select story.answer('Mika', 'Robin', 'A note', p_internal => true);
select is(story.mirrored('Robin'), 1::bigint, 'not what Mika wrote in Telegram, and no note');

-- 7. The chat itself

select story.silence();
create table story.line as select public.support_post_system_message((story.conversation('Robin')).id, 'Ana joined', '{"event": "agent_joined"}') as said;
select is((select said #>> '{message,sender,kind}' from story.line), 'system', 'The chat says something itself');
select results_eq($$ select event, payload #>> '{message,content,event}' from story.heard(story.topic('Robin')) $$,
  $$ values ('message.created', 'agent_joined') $$, 'and Robin hears it');
select throws_ok($$ select public.support_post_system_message(story.id('nothing'), 'Hello') $$, 'SC020', null, 'Not in a conversation that is none');
select throws_ok($$ select public.support_post_system_message((story.conversation('Robin')).id, ' ') $$, 'SC030', null, 'and not without words');

-- 8. The plan

insert into support.plans (id, messages_per_minute) values ('tiny', 2);
update support.organizations set plan = 'tiny' where id = story.id('Harbor Goods');
select story.rest();
select story.post('Sam', 'One');
select story.post('Robin', 'Two', 'two');
select throws_ok($$ select story.post('Sam', 'Three') $$, 'SC040', null, 'A plan may limit what all visitors write in a minute');
select lives_ok($$ select story.post('Robin', 'Two', 'two') $$, 'A repeat is not counted');
select lives_ok($$ select story.post('Kim', 'Hello') $$, 'nor is another organization');

select * from finish();
rollback;
