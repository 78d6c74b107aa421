-- A visitor catches up: pages of history, everything after a revision, reading marks.
begin;
select plan(42);
\ir fixtures/harbor-goods.psql

create function story.list(
  p_visitor text, p_after bigint default null, p_before bigint default null, p_limit integer default 50, p_of text default null
) returns jsonb
language sql
as $$
  select public.support_list_messages(
    session.id, session.visitor_id, session.widget_id, (story.conversation(coalesce(p_of, p_visitor))).id, p_after, p_before, p_limit)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.read(p_visitor text, p_seq bigint, p_of text default null) returns jsonb
language sql
as $$
  select public.support_mark_read(
    session.id, session.visitor_id, session.widget_id, (story.conversation(coalesce(p_of, p_visitor))).id, p_seq) -> 'conversation'
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
-- "1 2 3" of an answer's messages, with "+" when it says that there are more.
create function story.seqs(p_answer jsonb, p_key text default 'seq') returns text
language sql
as $$
  select coalesce(string_agg(message ->> p_key, ' ' order by place), '') || case when (p_answer -> 'has_more')::boolean then ' +' else '' end
  from jsonb_array_elements(p_answer -> 'messages') with ordinality as list (message, place)
$$;

-- 1. Before anything was said

select is(story.poll('Robin') - 'availability', '{"conversation": null, "messages": [], "has_more": false, "queue": null}',
  'A visitor without a conversation polls nothing');
select is(story.poll('Robin') #>> '{availability,status}', 'online', 'but learns whether somebody is there');

-- 2. Pages of history

select story.post('Robin', 'One');
select story.post('Robin', 'Two');
select story.reply('Mika', 'Robin', 'Three');
select story.reply('Mika', 'Robin', 'Four, a note', 'note', true);
select story.reply('Mika', 'Robin', 'Five', 'five');
select story.post('Sam', 'I am not Robin');

select is(story.seqs(story.list('Robin')), '1 2 3 5', 'The whole history is oldest first, and notes are not in it');
select is(story.seqs(story.list('Robin', p_limit => 2)), '3 5 +', 'The newest page says that there is older history');
select is(story.seqs(story.list('Robin', p_before => 3, p_limit => 2)), '1 2', 'The page before it ends it');
select is(story.seqs(story.list('Robin', p_before => 3, p_limit => 1)), '2 +', 'A page before a message holds the nearest ones');
select is(story.seqs(story.list('Robin', p_after => 1, p_limit => 1)), '2 +', 'A page after a message holds the nearest ones');
select is(story.seqs(story.list('Robin', p_after => 3, p_limit => 1)), '5', 'A note counts neither as a message nor as more of them');
select is(story.seqs(story.list('Robin', p_after => 5)), '', 'After the newest there is nothing');
select is(story.seqs(story.list('Robin', p_limit => 0)), '5 +', 'A page holds at least one message');
select is(story.seqs(story.list('Robin', p_limit => null)), '1 2 3 5', 'and 50 when nothing is asked for');
select throws_ok($$ select story.list('Sam', p_of => 'Robin') $$, 'SC020', null, 'Sam cannot list Robin''s history');
select throws_ok($$ select public.support_list_messages(
  story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), null) $$, 'SC020', null, 'No conversation is an unknown one');

-- 3. Everything after a revision

select is(story.seqs(story.poll('Robin')), '1 2 3 5', 'The first poll gives the newest page');
select is(story.poll('Robin') #> '{conversation,agent}', '{"name": "Mika", "avatar_url": null}', 'with the conversation and who answers');
select is(story.seqs(story.poll('Robin', 2), 'text'), 'Three Five', 'A poll after revision 2 gives what came later');
select is(story.seqs(story.poll('Robin', (story.conversation('Robin')).revision)), '', 'A poll after the newest revision gives nothing');
select is(story.seqs(story.poll('Robin', 1, 2), 'text'), 'Two Three +', 'A poll with a limit gives the oldest changes and says that there are more');
select is(
  story.seqs(story.poll('Robin', (story.poll('Robin', 1, 2) #>> '{messages,-1,revision}')::bigint, 2), 'text'),
  'Five', 'Going on from the last of them gives the rest');
create table story.cursor as select (story.conversation('Robin')).revision;
select public.support_post_agent_message(
  (story.conversation('Robin')).id, story.id('Mika'), story.id('from telegram'), 'Six', false,
  '{"bot_id": 1, "chat_id": -1001, "message_id": 60, "thread_id": 6}');
select public.support_edit_agent_message(-1001, 60, 'Six, corrected');
select is(story.seqs(story.poll('Robin', (select revision from story.cursor)), 'text'), 'Six, corrected',
  'A message that came and was edited meanwhile comes once, as it is now');
update story.cursor set revision = (story.conversation('Robin')).revision where true;
select public.support_edit_agent_message(-1001, 60, 'Six, once more');
select is(story.seqs(story.poll('Robin', (select revision from story.cursor)), 'text'), 'Six, once more', 'An old message that was edited comes again');
select ok(
  (select bool_and((message ->> 'revision')::bigint <= (answer #>> '{conversation,revision}')::bigint)
   from story.poll('Robin', 1) as answer, jsonb_array_elements(answer -> 'messages') as message),
  'No message is newer than the conversation that came with it');
select is(story.seqs(public.support_poll_changes(
  story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), (story.conversation('Sam')).id, 1)),
  '1 2 3 5 6', 'A cursor of another conversation, were it somebody else''s, gives the newest page of one''s own');
select is(story.seqs(story.poll('Sam'), 'text'), 'I am not Robin', 'Sam polls only what is Sam''s');

select public.support_close_conversation((story.conversation('Robin')).id, story.id('Mika'));
select story.wait('8 days');
create table story.old as select (story.conversation('Robin')).id, (story.conversation('Robin')).revision;
select story.post('Robin', 'A new matter');
select is(story.seqs(public.support_poll_changes(
  story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), old.id, old.revision), 'text'), 'A new matter',
  'A cursor of an ended conversation gives the new one from its beginning') from story.old;
select is(
  (select story.seqs(public.support_list_messages(
    story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), old.id, p_limit => 200)) from story.old),
  '1 2 3 5 6', 'The ended conversation can still be read');
select is(story.seqs(story.poll('Robin', p_limit => -5)), '1', 'A senseless limit does no harm');

-- 4. Reading marks

select story.reply('Mika', 'Robin', 'Two');
select story.silence();
create table story.unread as select (story.conversation('Robin')).revision;
select is(story.read('Robin', null) -> 'visitor_read_seq', '0', 'A mark without a number changes nothing');
select is(story.read('Robin', 1) -> 'visitor_read_seq', '1', 'Robin has read the first message');
select is(story.read('Robin', 99) -> 'visitor_read_seq', '2', 'A mark never passes the newest message');
select is(story.read('Robin', 1) -> 'visitor_read_seq', '2', 'A mark never goes back');
select is(story.read('Robin', -7) -> 'visitor_read_seq', '2', 'not even to senseless numbers');
select is((story.conversation('Robin')).revision - (select revision from story.unread), 2::bigint,
  'Only a mark that moved takes a revision');
select results_eq(
  $$ select event, (payload #>> '{conversation,visitor_read_seq}')::int from story.heard(story.topic('Robin')) $$,
  $$ values ('read.updated', 1), ('read.updated', 2) $$, 'and is announced');
select throws_ok($$ select story.read('Sam', 1, 'Robin') $$, 'SC020', null, 'Sam cannot read for Robin');

-- 5. How long an answer takes

select is(story.poll('Sam') #> '{availability,reply_time_seconds}', '0', 'The reply time comes with every poll');
update support.conversations set first_response_at = created_at + interval '90 seconds'
where first_response_at is not null and status = 'closed';
select is(story.poll('Sam') #> '{availability,reply_time_seconds}', '45', 'It is the median of the first answers');
select is(story.poll('Kim') #> '{availability,reply_time_seconds}', 'null', 'of one''s own organization');

-- 6. The open conversation, which need not be the newest

create function story.begun_with(p_answer jsonb) returns text
language sql
as $$ select p_answer #>> '{messages,0,text}' $$;
select public.support_close_conversation((story.conversation('Robin')).id, story.id('Mika'));
select is(story.begun_with(story.poll('Robin')), 'A new matter', 'When all have ended, the newest is shown');
select public.support_post_agent_message(old.id, story.id('Mika'), story.id('again'), 'It has turned up') from story.old;
select is(story.begun_with(story.poll('Robin')), 'One', 'An earlier one that an agent has opened again comes first');
select is(
  story.seqs(public.support_poll_changes(
    story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), old.id, (story.poll('Robin') #>> '{conversation,revision}')::bigint)),
  '', 'and is followed by its own cursor') from story.old;
select public.support_close_conversation(old.id, story.id('Mika')) from story.old;
select is(story.begun_with(story.poll('Robin')), 'A new matter', 'Once it has ended as well, it is the newest again');

select * from finish();
rollback;
