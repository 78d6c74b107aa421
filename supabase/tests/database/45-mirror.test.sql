-- What both sides see of each other: quotes, receipts, corrections of files, and who reacted.
begin;
select plan(33);
\ir fixtures/harbor-goods.psql

create function story.receipts() returns setof text
language sql
as $$
  select chat_id || ' ' || (payload ->> 'telegram_message_id') || ' ' || state || ' ' || priority
  from support.outbox where kind = 'read_receipt' order by id
$$;
create function story.reads(p_seq bigint, p_visitor text default 'Robin') returns void
language sql
as $$
  select public.support_mark_read(
    story.id(p_visitor || ' session'), story.id(p_visitor), story.id('Harbor widget'), (story.conversation(p_visitor)).id, p_seq)
$$;
create function story.telegram(p_message_id bigint, p_reply_to bigint default null) returns jsonb
language sql
as $$ select jsonb_build_object('chat_id', -1001, 'message_id', p_message_id, 'thread_id', 55, 'reply_to_message_id', p_reply_to) $$;

select story.post('Robin', 'Where is my lamp?', 'lamp');
select public.support_record_telegram_topic(story.id('Robin'), story.id('Harbor widget'), -1001, 55, 'Robin');
insert into support.telegram_messages (chat_id, message_id, thread_id, direction, role, conversation_id, support_message_id)
select -1001, 60, 55, 'out', 'message', conversation_id, id from support.messages where id = story.id('lamp');
delete from support.outbox where true;

-- 1. Receipts

select story.reply('Mika', 'Robin', 'Hi!', 'hi', false, story.telegram(61));
select story.reply('Mika', 'Robin', 'On its way.', 'way', false, story.telegram(62));
select story.reply('Mika', 'Robin', 'A note.', 'note', true, story.telegram(63));
delete from support.outbox where true;
select story.reads(1);
select is_empty('select story.receipts()', 'Robin reads their own words: no receipt');
select story.reads(2);
select results_eq('select story.receipts()', array['-1001 61 pending 60'], 'Robin reads "Hi!": its Telegram message gets a mark, after all else');
select ok((select expires_at between clock_timestamp() + interval '50 seconds' and clock_timestamp() + interval '61 seconds' from support.outbox where kind = 'read_receipt'),
  'within a minute or never');
select story.reads(4);
select results_eq('select story.receipts()', array['-1001 62 pending 60'], 'Reading on moves the mark that waits; a note gets none');
select story.reads(4);
select story.reads(1);
select is((select count(*) from support.outbox where kind = 'read_receipt'), 1::bigint, 'Reading again changes nothing');
update support.outbox set leased_until = clock_timestamp() + interval '1 minute', attempts = 1 where kind = 'read_receipt';
select story.reply('Mika', 'Robin', 'Anything else?', 'else', false, story.telegram(64));
select story.reads(5);
select results_eq('select story.receipts()', array['-1001 62 pending 60', '-1001 64 pending 60'], 'One that is being sent stays as it is');
update support.outbox set expires_at = clock_timestamp() - interval '1 second', leased_until = null where kind = 'read_receipt';
select public.support_lease_outbox();
select set_eq('select story.receipts()', array['-1001 62 dead 60', '-1001 64 dead 60'], 'Late ones are dropped');
select story.reply('Mika', 'Robin', 'From the desk.', 'desk');
delete from support.outbox where true;
select story.reads(6);
select is_empty('select story.receipts()', 'What was not written in Telegram gets no mark there');
select story.reply('Mika', 'Robin', 'Sorry!', 'sorry', false, story.telegram(65));
select public.support_delete_telegram_message(-1001, 65, story.id('Mika'));
select story.reads(7);
select is_empty('select story.receipts()', 'nor does what was taken back');
delete from support.telegram_chats where chat_id = -1001;
select story.reply('Mika', 'Robin', 'One more', 'more', false, story.telegram(66));
select lives_ok('select story.reads(8)', 'Reading goes on without the group');
select is_empty('select story.receipts()', 'which hears of nothing');
insert into support.telegram_chats (chat_id, organization_id, mode) values (-1001, story.id('Harbor Goods'), 'topics');

select public.support_record_telegram_topic(story.id('Robin'), story.id('Harbor widget'), -1001, 55, 'Robin');

-- 2. Quotes

select story.reply('Mika', 'Robin', 'The blue one?', 'blue', false, story.telegram(67, 60));
select is((select reply_to_seq from support.messages where id = story.id('blue')), 1::bigint, 'Mika answers Robin''s first words');
select story.reply('Mika', 'Robin', 'Or the red one?', 'red', false, story.telegram(68, 999));
select is((select reply_to_seq from support.messages where id = story.id('red')), null, 'What nobody knows is no quote');
delete from support.outbox where true;
select public.support_post_visitor_message(
  session.id, session.visitor_id, session.widget_id, story.id('yes'), 'Yes', p_reply_to => story.id('blue'))
from support.sessions as session where session.id = story.id('Robin session');
create temporary table leased as select jsonb_array_elements(public.support_lease_outbox()) as job;
select is((select job #> '{context,message,reply_to_message_id}' from leased), '67', 'Robin''s answer names what it answers, as the group knows it');
select is((select line ->> 'text' from leased, jsonb_array_elements(job #> '{context,tail}') as line where line -> 'is_internal' = 'true'),
  'A note.', 'What was said before tells notes apart');
select is(support.quoted_in_telegram(-1002, message), null, 'Another chat does not know it') from support.messages as message where id = story.id('yes');
delete from support.telegram_messages where message_id = 67;
select is(support.quoted_in_telegram(-1001, message), null, 'nor does this one, once it is gone') from support.messages as message where id = story.id('yes');

-- 3. Who reacted to what

select is(public.support_find_telegram_message(-1001, 60, 7001),
  jsonb_build_object('conversation_id', (story.conversation('Robin')).id, 'seq', 1, 'sender_kind', 'visitor', 'direction', 'out',
    'thread_id', 55, 'is_internal', false, 'agent_id', story.id('Mika'), 'is_own', false), 'Mika looks at Robin''s words');
select is(public.support_find_telegram_message(-1001, 61, 7001) -> 'is_own', 'true', 'and at their own');
select is(public.support_find_telegram_message(-1001, 61, 7002) -> 'is_own', 'false', 'which are not Ana''s');
select is(public.support_find_telegram_message(-1001, 60, 7003) -> 'agent_id', 'null', 'Olga of Other Shop is nobody here');
select is(public.support_find_telegram_message(-1001, 60, 9999) -> 'agent_id', 'null', 'nor is a passer-by');
update support.agents set is_active = false where id = story.id('Ana');
select is(public.support_find_telegram_message(-1001, 60, 7002) -> 'agent_id', 'null', 'nor an agent who was switched off');
update support.agents set is_active = true where id = story.id('Ana');
select is(public.support_find_telegram_message(-1002, 60, 7001), null, 'The same number elsewhere is another message');
select is(public.support_find_telegram_message(-1001, 999, 7001), null, 'What is no message of ours is nothing');

-- 4. Captions

update support.messages set type = 'file' where id = story.id('hi');
select is(public.support_edit_agent_message(-1001, 61, '') ->> 'outcome', 'edited', 'The caption of a file may be edited away');
select is((select body || type from support.messages where id = story.id('hi')), 'file', 'and the file stays');
select is(public.support_edit_agent_message(-1001, 61, ''), '{"outcome": "unchanged"}', 'The same edit again changes nothing');
select throws_ok($$ select public.support_edit_agent_message(-1001, 62, ' ') $$, 'SC030', null, 'A text needs words');
select throws_ok($$ select public.support_edit_agent_message(-1001, 61, null) $$, 'SC030', null, 'and nothing at all is no caption');

-- 5. Typing

create function story.types() returns bigint
language plpgsql
as $$
begin
  perform public.support_set_typing(
    story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), (story.conversation('Robin')).id, true);
  return (select count(*) from support.outbox where kind = 'visitor_typing');
end
$$;
select is(story.types(), 1::bigint, 'Robin types, and the group sees it');
update support.outbox set state = 'sent' where kind = 'visitor_typing';
select is(story.types(), 1::bigint, 'once in five seconds');
select story.wait('5 seconds');
select is(story.types(), 2::bigint, 'and again after them');

select * from finish();
rollback;
