-- What the team sees of a visitor in Telegram, and the card that follows it.
begin;
select plan(17);
\ir fixtures/harbor-goods.psql

create function story.view(p_visitor text, p_agent text default null) returns jsonb
language sql
as $$ select public.support_get_team_view((story.conversation(p_visitor)).id, story.id(p_agent)) $$;
create function story.refreshes() returns bigint
language sql
as $$ select count(*) from support.outbox where kind = 'visitor_card' and state = 'pending' $$;
create function story.change(p_profile jsonb) returns void
language sql
as $$ select public.support_update_visitor_by_agent(story.id('Mika'), story.id('Robin'), p_profile) $$;

-- 1. What is seen

select story.post('Robin', 'Where is my lamp?', p_context => '{"page_url": "https://harbor.example/lamps"}');
select story.change('{"name": "Robin", "phone": "+354 555", "traits": {"plan": "gold"}}');
select is(story.view('Robin') #>> '{visitor,traits,plan}', 'gold', 'What the site told of Robin is there');
select is(story.view('Robin') #>> '{conversation,status}', 'queued', 'and how the conversation stands');
select is(story.view('Robin') ->> 'group_chat_id', '-1001', 'and which group answers');
select is(story.view('Robin') -> 'topic', 'null'::jsonb, 'There is no topic yet');
select is(story.view('Robin') ->> 'agent_role', null, 'Nobody asked, so nobody has a role');
select is(story.view('Robin', 'Mika') ->> 'agent_role', 'agent', 'Mika asks');
select throws_ok($$ select story.view('Robin', 'Olga') $$, 'SC050', null, 'An agent of another organization sees nothing');
select is(public.support_get_team_view(story.id('nothing')), 'null'::jsonb, 'What does not exist is null');

-- 2. History

select public.support_close_conversation((story.conversation('Robin')).id, story.id('Mika'));
insert into support.conversations (organization_id, widget_id, visitor_id, number, status)
select organization_id, widget_id, visitor_id, number + 1000, 'queued' from support.conversations
where visitor_id = story.id('Robin');
select is(story.view('Robin') ->> 'past_conversations', '1', 'Robin was here before');
select is(story.view('Robin') #>> '{last_conversations,0,first_words}', 'Where is my lamp?', 'for a lamp');

-- 3. The card follows

select is(story.refreshes(), 0::bigint, 'Without a card nothing is refreshed');
select public.support_record_telegram_topic(story.id('Robin'), story.id('Harbor widget'), -1001, 55, 'Robin');
select public.support_record_telegram_card((story.conversation('Robin')).id, -1001, 56, 55);
select story.change('{"name": "Robin Sól"}');
select story.change('{"email": "robin@harbor.example"}');
select public.support_ban_visitor(story.id('Robin'), story.id('Mika'));
select is(story.refreshes(), 1::bigint, 'Many changes at once are one refresh');
select is((select lane from support.outbox where kind = 'visitor_card'), 'telegram:-1001', 'in the lane of the group');
select story.change('{"email": "robin@harbor.example"}');
update support.outbox set state = 'sent' where kind = 'visitor_card';
select story.change('{"email": "robin@harbor.example"}');
select is(story.refreshes(), 0::bigint, 'What changes nothing refreshes nothing');
update support.visitors set context = '{"page_url": "https://harbor.example/cart"}' where id = story.id('Robin');
select is((select not_before > now() from support.outbox where kind = 'visitor_card' and state = 'pending'), true,
  'Another page is shown a while later');
select public.support_unban_visitor(story.id('Robin'), story.id('Mika'));
select is((select min(not_before) <= now() from support.outbox where kind = 'visitor_card' and state = 'pending'), true,
  'and does not hold back what is shown at once');
update support.outbox set state = 'sent' where kind = 'visitor_card';
select public.support_update_conversation((story.conversation('Robin')).id, story.id('Mika'),
  jsonb_build_object('snoozed_until', now() + interval '1 hour'));
select is(story.refreshes(), 1::bigint, 'A conversation that is put off shows it');

select * from finish();
rollback;
