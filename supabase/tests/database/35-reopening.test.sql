-- A conversation that ended begins again: with whom, on whose behalf, and never with somebody who is gone.
begin;
select plan(16);
\ir fixtures/harbor-goods.psql
update support.agents set role = 'owner' where id = story.id('Ana');

create function story.holder(p_visitor text) returns text
language sql
as $$ select agent.name from support.agents as agent where agent.id = (story.conversation(p_visitor)).agent_id $$;
create function story.reason(p_visitor text) returns text
language sql
as $$
  select had.reason from support.conversation_assignments as had
  where had.conversation_id = (story.conversation(p_visitor)).id and had.ended_at is null
$$;
create function story.ends(p_visitor text) returns void
language sql
as $$ select public.support_close_conversation((story.conversation(p_visitor)).id, (story.conversation(p_visitor)).agent_id) $$;

-- 1. With whoever had it

select story.post('Robin', 'My lamp is late');
select story.reply('Mika', 'Robin', 'It is on its way');
select is(story.reason('Robin'), 'answered', 'Mika has it by answering');
select story.ends('Robin');
select story.post('Robin', 'It is still late');
select results_eq($$ select story.holder('Robin'), story.reason('Robin') $$, $$ values ('Mika', 'reopened') $$,
  'Robin writes again: it is Mika''s again, and nobody was given it by load');
select story.ends('Robin');
select story.reply('Ana', 'Robin', 'It has just left the harbor');
select results_eq($$ select story.holder('Robin'), story.reason('Robin'), (story.conversation('Robin')).status $$,
  $$ values ('Mika', 'reopened', 'active') $$, 'Ana answers after the end: it opens again, and stays Mika''s');

-- 2. Never with somebody who left the team

select story.ends('Robin');
select public.support_deactivate_agent(story.actor('Ana'), story.id('Mika'));
select story.reply('Ana', 'Robin', 'Did it arrive?', 'arrived');
select results_eq($$ select story.holder('Robin'), story.reason('Robin'), (story.conversation('Robin')).status $$,
  $$ values ('Ana', 'answered', 'active') $$, 'Mika has left: whoever answers goes on with it');
select is((select payload ->> 'agent_name' from support.outbox where kind = 'conversation_state' and payload ->> 'state' = 'claimed'
  order by id desc limit 1), 'Ana', 'and Telegram says so');
select public.support_activate_agent(story.actor('Ana'), story.id('Mika'));
select public.support_transfer_conversation((story.conversation('Robin')).id, story.id('Ana'), story.id('Mika'));
select story.ends('Robin');
select public.support_deactivate_agent(story.actor('Ana'), story.id('Mika'));
select story.post('Robin', 'It is broken');
select results_eq($$ select story.holder('Robin'), (story.conversation('Robin')).status $$, $$ values (null::text, 'queued') $$,
  'Robin writes again: it waits for somebody else');
select throws_ok($$ update support.conversations set agent_id = story.id('Mika') where id = (story.conversation('Robin')).id $$, 'SC050', null,
  'Nothing gives a conversation to somebody who left');
update support.conversations set status = 'closed', closed_at = now(), agent_id = story.id('Ana') where id = (story.conversation('Robin')).id;
update support.agents set is_active = false where id = story.id('Ana');
select throws_ok($$ update support.conversations set status = 'active', closed_at = null where id = (story.conversation('Robin')).id $$, 'SC050', null,
  'nor opens one that they still had');
update support.agents set is_active = true where true;

-- 3. A note opens nothing

select story.reply('Ana', 'Robin', 'Ask the harbor master', 'note', true);
select is((story.conversation('Robin')).status, 'closed', 'A note leaves it ended');
select story.reply('Ana', 'Robin', 'Ask the harbor master', 'note', true);
select is((story.conversation('Robin')).last_seq, (story.poll('Robin') #>> '{conversation,last_seq}')::bigint, 'and repeating it adds nothing');

-- 4. Where another one has begun meanwhile

select story.post('Sam', 'First matter', 'first');
select story.reply('Ana', 'Sam', 'Done', 'done');
create table story.old as select (story.conversation('Sam')).*;
update support.conversations set status = 'closed', closed_at = now() - interval '90 days' where id = (select id from story.old);
select story.post('Sam', 'Second matter', 'second');
select isnt((story.conversation('Sam')).id, (select id from story.old), 'Months later it is a new matter');
select is(public.support_post_agent_message((select id from story.old), story.id('Ana'), story.id('late'), 'One more thing') #>> '{message,text}',
  'One more thing', 'An answer to the old one is kept');
select is((select status from support.conversations where id = (select id from story.old)), 'closed', 'which stays ended');
select throws_ok($$ update support.conversations set status = 'active', closed_at = null where id = (select id from story.old) $$, '23505', null,
  'because a visitor has one open conversation');
select results_eq($$ select outcome from jsonb_to_record(public.support_reopen_conversation((select id from story.old), story.id('Ana'))) as answer (outcome text) $$,
  $$ values ('already_open') $$, 'Opening it by hand changes nothing either');
select is((select count(*) from support.conversations where visitor_id = story.id('Sam') and status in ('queued', 'active')), 1::bigint, 'It is one');

select * from finish();
rollback;
