-- Albums from Telegram: one message that grows, and where its files are.
begin;
select plan(23);
\ir fixtures/harbor-goods.psql

create function story.stored(p_agent text, p_visitor text, p_name text, p_media_type text default 'image/png') returns uuid
language plpgsql
as $$
declare
  v_id uuid;
begin
  v_id := public.support_create_agent_attachment(
    story.id(p_agent), (story.conversation(p_visitor)).id, p_name, p_media_type, 1000) ->> 'attachment_id';
  perform public.support_settle_attachment(v_id, 'stored', p_media_type, 1000);
  return v_id;
end
$$;
create function story.telegram(p_message_id bigint) returns jsonb
language sql
as $$ select jsonb_build_object('chat_id', -1001, 'message_id', p_message_id, 'thread_id', 5) $$;
create function story.begins(p_album text, p_visitor text, p_text text, p_message_id bigint, p_internal boolean default false) returns jsonb
language sql
as $$
  select public.support_post_agent_message((story.conversation(p_visitor)).id, story.id('Mika'), story.id(p_album), p_text,
    p_internal, story.telegram(p_message_id), p_attachment_ids => array[story.stored('Mika', p_visitor, p_album || ' 1')])
$$;
create function story.grows(
  p_album text, p_visitor text, p_name text, p_message_id bigint, p_text text default null, p_agent text default 'Mika',
  p_media_type text default 'image/png'
) returns jsonb
language sql
as $$
  select public.support_append_agent_files((story.conversation(p_visitor)).id, story.id(p_agent), story.id(p_album),
    array[story.stored(p_agent, p_visitor, p_name, p_media_type)], p_text, story.telegram(p_message_id))
$$;
create function story.names(p_album text) returns text[]
language sql
as $$ select array_agg(file ->> 'name') from jsonb_array_elements(public.support_list_message_files(story.id(p_album))) as file $$;

select story.post('Robin', 'Hello?');
select is(story.begins('lamps', 'Robin', 'Two lamps', 11) ->> 'outcome', 'posted', 'The first picture makes the message');
create table story.before as select revision, last_seq from story.conversation('Robin');
select is(story.grows('lamps', 'Robin', 'lamps 2', 12) ->> 'outcome', 'appended', 'the second joins it');
select is(story.names('lamps'), array['lamps 1', 'lamps 2'], 'in order');
select results_eq(
  $$ select conversation.revision - before.revision, conversation.last_seq - before.last_seq
    from story.conversation('Robin') as conversation, story.before $$,
  $$ values (1::bigint, 0::bigint) $$, 'Everybody hears of it, and it is no further message');
select results_eq(
  $$ select message.type, message.body, message.edited_at is null, message.revision = (story.conversation('Robin')).revision
    from support.messages as message where message.id = story.id('lamps') $$,
  $$ values ('image', 'Two lamps', true, true) $$, 'nor an edit');
select is(
  (select count(*) from support.telegram_messages where support_message_id = story.id('lamps') and direction = 'in'), 2::bigint,
  'Both Telegram messages are known as it');
select is(story.grows('lamps', 'Robin', 'again', 12) ->> 'outcome', 'duplicate', 'The same item again is no further file');
select is(story.names('lamps'), array['lamps 1', 'lamps 2'], 'and changes nothing');
select is(story.grows('lamps', 'Robin', 'bill', 13, 'And the bill', 'Mika', 'application/pdf') #>> '{message,type}', 'file',
  'With a file of another kind it is no picture any more');
select is((select body from support.messages where id = story.id('lamps')), E'Two lamps\nAnd the bill', 'Further words come behind');
select count(story.grows('lamps', 'Robin', 'lamps ' || n, 20 + n)) from generate_series(4, 10) as n;
select is(cardinality(story.names('lamps')), 10, 'It holds ten, as many as an album, whatever people may send at once');
select throws_ok($$ select story.grows('lamps', 'Robin', 'too many', 40) $$, 'SC064', null, 'and no more');

select is(story.grows('nothing', 'Robin', 'alone', 41) ->> 'outcome', 'unknown', 'There is nothing to join');
select is(story.grows('lamps', 'Robin', 'of Ana', 42, null, 'Ana') ->> 'outcome', 'unknown', 'Nobody adds to another agent''s message');
select throws_ok($$ select story.grows('lamps', 'Robin', 'of Olga', 43, null, 'Olga') $$, 'SC020', null, 'let alone of another team');
select throws_ok(
  $$ select public.support_append_agent_files((story.conversation('Robin')).id, story.id('Mika'), story.id('lamps'), '{}') $$,
  'SC090', null, 'No files are no addition');
select throws_ok(
  $$ select public.support_append_agent_files((story.conversation('Robin')).id, story.id('Mika'), story.id('lamps'), array[story.id('x')]) $$,
  'SC064', null, 'The limit is looked at first');
select story.begins('notes', 'Robin', 'known customer', 50, true);
select throws_ok(
  $$ select public.support_append_agent_files((story.conversation('Robin')).id, story.id('Mika'), story.id('notes'), array[story.id('x')]) $$,
  'SC060', null, 'A file has to exist');
select is(story.grows('notes', 'Robin', 'notes 2', 51) ->> 'outcome', 'appended', 'A note grows, too');
select is((select is_internal from support.messages where id = story.id('notes')), true, 'and stays one');
update support.messages set deleted_at = now() where id = story.id('lamps');
select is(story.grows('lamps', 'Robin', 'late', 60) ->> 'outcome', 'taken_back', 'What was taken back does not come back by a late item');
select is(public.support_list_message_files(story.id('lamps')), '[]', 'and has no files to deliver');

select is(
  array(select grantee::text from information_schema.routine_privileges
    where routine_name in ('support_append_agent_files', 'support_list_message_files') and grantee in ('anon', 'authenticated', 'PUBLIC')),
  '{}', 'Only the server asks');

select * from finish();
rollback;
