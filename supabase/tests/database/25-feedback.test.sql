-- After the conversation: what the visitor thinks of it, and a copy by e-mail.
begin;
select plan(33);
\ir fixtures/harbor-goods.psql

create function story.rate(p_visitor text, p_rating integer default null, p_comment text default null, p_nps integer default null, p_of text default null)
returns jsonb
language sql
as $$
  select public.support_rate_conversation(
    session.id, session.visitor_id, session.widget_id, (story.conversation(coalesce(p_of, p_visitor))).id, p_rating, p_comment, p_nps) -> 'conversation'
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.ask_for_copy(p_visitor text, p_email text default null, p_of text default null) returns jsonb
language sql
as $$
  select public.support_request_transcript(
    session.id, session.visitor_id, session.widget_id, (story.conversation(coalesce(p_of, p_visitor))).id, p_email)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;

-- 1. Stars

select story.post('Robin', 'Where is my lamp?');
select story.reply('Mika', 'Robin', 'On its way.');
select story.reply('Mika', 'Robin', 'Robin is impatient.', null, true);
select story.post('Robin', 'My card is 4111', 'card');
select public.support_delete_visitor_message(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), story.id('card'));
select public.support_close_conversation((story.conversation('Robin')).id, story.id('Mika'));
select story.silence();
select is(story.rate('Robin', 4, 'Quick') -> 'rating', '4', 'Robin gives four stars');
select results_eq($$ select rating, rating_comment, nps, rated_at is not null from story.conversation('Robin') $$,
  $$ values (4::smallint, 'Quick', null::smallint, true) $$, 'and a reason');
select results_eq($$ select event, payload #>> '{conversation,rating}' from story.heard(story.topic('Robin')) $$,
  $$ values ('conversation.updated', '4') $$, 'Every tab hears of it');
select is((select payload #>> '{conversation,rating}' from realtime.messages where topic = 'support:org:' || story.id('Harbor Goods')), '4', 'and the team');
select is(story.rate('Robin', 5) -> 'rating', '5', 'Robin thinks again');
select story.rate('Robin', p_nps => 9);
select results_eq($$ select rating, rating_comment, nps from story.conversation('Robin') $$,
  $$ values (5::smallint, 'Quick', 9::smallint) $$, 'The last word counts, and what is not said again stays');
select story.rate('Robin', p_comment => ' ');
select is((story.conversation('Robin')).rating_comment, null, 'A blank comment takes it back');
create table story.before as select story.conversation('Robin') as conversation;
select story.rate('Robin', 5);
select is(story.conversation('Robin'), (select conversation from story.before), 'The same again is no news');
select throws_ok($$ select story.rate('Robin', 0) $$, 'SC090', null, 'There is no star less than one');
select throws_ok($$ select story.rate('Robin', 6) $$, 'SC090', null, 'and none more than five');
select throws_ok($$ select story.rate('Robin', p_nps => 11) $$, 'SC090', null, 'Ten is the most');
select throws_ok($$ select story.rate('Robin', p_nps => -1) $$, 'SC090', null, 'and nothing the least');
select throws_ok($$ select story.rate('Robin') $$, 'SC090', null, 'Nothing said is nothing rated');
select throws_ok($$ select story.rate('Robin', 5, repeat('a', 2001)) $$, 'SC090', null, 'A comment is no letter');
select throws_ok($$ select story.rate('Sam', 1, p_of => 'Robin') $$, 'SC020', null, 'Sam cannot rate for Robin');
select throws_ok($$ select count(story.rate('Robin', 1 + n % 5)) from generate_series(1, 21) as n $$, 'SC040', null, 'Nobody rates twenty-one times a minute');

-- 2. A copy

update support.visitors set email = 'robin@mail.example' where id = story.id('Robin');
select is(story.ask_for_copy('Robin'), '{"outcome": "queued", "recipient": "robin@mail.example"}', 'Robin asks for a copy');
select results_eq(
  $$ select channel, lane, kind, recipient, conversation_id from support.outbox where channel = 'email' $$,
  $$ select 'email', 'email:' || story.id('Harbor Goods'), 'email_transcript', 'robin@mail.example', id from story.conversation('Robin') $$,
  'which waits to be sent');
select is(story.ask_for_copy('Robin', ' other@mail.example ') ->> 'recipient', 'other@mail.example', 'to another address if one is given');
select throws_ok($$ select story.ask_for_copy('Robin', 'no address') $$, 'SC090', null, 'which is an address');
select throws_ok($$ select story.ask_for_copy('Robin', 'a@b.example,c@d.example') $$, 'SC090', null, 'and one, not two');
select throws_ok($$ select story.ask_for_copy('Robin', E'a@b.example\nBcc: c@d.example') $$, 'SC090', null, 'however it is written');
select throws_ok($$ select story.ask_for_copy('Robin', repeat('a', 320) || '@b.example') $$, 'SC090', null, 'and not endless');
select story.post('Sam', 'Hi');
select throws_ok($$ select story.ask_for_copy('Sam') $$, 'SC090', null, 'Without an address there is no copy');
select throws_ok($$ select story.ask_for_copy('Sam', 'sam@mail.example', 'Robin') $$, 'SC020', null, 'Sam gets no copy of Robin''s');
select lives_ok($$ select story.ask_for_copy('Robin') $$, 'Three copies an hour');
select throws_ok($$ select story.ask_for_copy('Robin') $$, 'SC040', null, 'are enough');
select is_empty($$ select key from support.rate_limits where key ~ '@' $$, 'The limits keep no address');

select is(
  (select array_agg(message ->> 'text' order by message -> 'seq') from jsonb_array_elements(
    public.support_get_transcript((story.conversation('Robin')).id) -> 'messages') as message),
  array['Where is my lamp?', 'On its way.'], 'The copy holds what was said, no note and nothing taken back');
select is(public.support_get_transcript((story.conversation('Robin')).id) #>> '{widget,name}', 'Harbor Goods', 'who said it');
select is(public.support_get_transcript((story.conversation('Robin')).id) #>> '{visitor,email}', 'robin@mail.example', 'and to whom');
select is(public.support_get_transcript((story.conversation('Robin')).id) #>> '{conversation,number}', '1', 'about what');
select throws_ok($$ select public.support_get_transcript(story.id('nothing')) $$, 'SC020', null, 'Of nothing there is no copy');

select * from finish();
rollback;
