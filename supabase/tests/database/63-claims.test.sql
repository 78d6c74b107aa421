-- Cards in agents' direct messages, what they write without a reply, reminders by name, and contacts read from an answer.
begin;
select plan(30);
\ir fixtures/harbor-goods.psql

update support.telegram_chats set mode = 'claims' where chat_id = -1001;
create function story.claim(p_agent text, p_visitor text) returns text
language sql
as $$ select public.support_claim_conversation((story.conversation(p_visitor)).id, story.id(p_agent)) ->> 'outcome' $$;
create function story.transcript(p_visitor text, p_chat_id bigint, p_message_id bigint) returns void
language sql
as $$
  insert into support.telegram_messages (chat_id, message_id, direction, role, part, conversation_id)
  values (p_chat_id, p_message_id, 'out', 'transcript', 1, (story.conversation(p_visitor)).id)
$$;
-- Which cards are about to change, once each: chat and message.
create function story.refreshed() returns text
language sql
as $$
  with due as (
    update support.outbox set state = 'sent', settled_at = now() where kind = 'visitor_card' and state = 'pending' and chat_id > 0
    returning chat_id, payload ->> 'card_message_id' as message_id
  )
  select coalesce(string_agg(chat_id || ':' || message_id, ' ' order by chat_id, message_id), '') from due
$$;
create function story.route(p_telegram_user_id bigint) returns text
language sql
as $$
  select visitor.id::text from support.visitors as visitor
  where visitor.id = (public.support_find_telegram_route(p_telegram_user_id, null, null, p_telegram_user_id) #>> '{conversation,visitor_id}')::uuid
$$;

-- 1. Cards follow

select story.post('Robin', 'Where is my lamp?');
select is(story.claim('Mika', 'Robin'), 'claimed', 'Mika takes Robin');
select is(story.refreshed(), '', 'Without a card nothing is refreshed');
select story.transcript('Robin', 7001, 11);
update support.visitors set name = 'Robin' where id = story.id('Robin');
select is(story.refreshed(), '7001:11', 'Robin''s name goes to Mika''s card');
select public.support_pass_conversation((story.conversation('Robin')).id, story.id('Mika'));
select is(story.refreshed(), '7001:11', 'Passed on, the card says so');
update support.visitors set name = 'Robin Sól' where id = story.id('Robin');
select is(story.refreshed(), '', 'What Robin does now is no longer for Mika');
select is(story.claim('Ana', 'Robin'), 'claimed', 'Ana takes Robin');
select is(story.refreshed(), '7001:11', 'and Mika''s card says that, too');
select public.support_close_conversation((story.conversation('Robin')).id, story.id('Ana'));
select is(story.refreshed(), '7001:11', 'or that it has ended');

-- 2. Who gets what an agent writes

select story.post('Robin', 'Me again');
select story.post('Sam', 'Do you sell socks?');
update support.conversations set agent_id = story.id('Mika'), status = 'active', claimed_at = now() - interval '1 hour'
where visitor_id = story.id('Robin');
select story.claim('Mika', 'Sam');
select story.transcript('Sam', 7001, 12);
select is(story.route(7001), story.id('Robin')::text, 'Without a choice it is who Mika has longest');
select story.post('Sam', 'Hello?');
select is(story.route(7001), story.id('Robin')::text, 'whoever writes last');
select story.refreshed() is not null;
select is(
  public.support_set_agent_conversation(story.id('Mika'), (story.conversation('Sam')).id) ->> 'outcome', 'chosen', 'Mika chooses Sam');
select is(story.route(7001), story.id('Sam')::text, 'and writes to Sam');
select is(story.refreshed(), '7001:11 7001:12', 'Both cards show it');
select public.support_set_agent_conversation(story.id('Mika'), (story.conversation('Sam')).id);
select is(story.refreshed(), '', 'The same choice again shows nothing new');

-- 3. Lists to choose from

select public.support_record_telegram_card((story.conversation('Sam')).id, 7001, 13, null, 'picker');
select is(
  public.support_find_telegram_route(7001, null, 13, 7001) #>> '{conversation,visitor_id}', story.id('Sam')::text,
  'A reply to a list is for who the list is about');
select throws_ok(
  $$ select public.support_record_telegram_card((story.conversation('Sam')).id, 7001, 14, null, 'notice') $$, 'SC090', null,
  'Nothing else is recorded like this');

-- 4. Reminders

update support.agents set role = 'admin' where id = story.id('Ana');
select public.support_pass_conversation((story.conversation('Sam')).id, story.id('Mika'));
update support.conversations set waiting_since = now() - interval '6 minutes', queued_at = now() - interval '6 minutes'
where visitor_id = story.id('Sam');
select is(support.escalate_conversations(10), 1::bigint, 'Nobody takes Sam');
select is((select payload -> 'mentions' from support.outbox where kind = 'reminder'),
  '[{"telegram_user_id": 7002, "name": "Ana"}, {"telegram_user_id": 7001, "name": "Mika"}]'::jsonb, 'Admins are called first');
update support.agents set is_active = false where id = story.id('Mika');
insert into support.agent_departments (agent_id, department_id) values (story.id('Ana'), story.id('Returns'));
update support.conversations set department_id = story.id('Orders') where visitor_id = story.id('Sam');
select is(support.people_to_remind(story.conversation('Sam')), '[]'::jsonb, 'Nobody is called for what they do not answer for');

-- 5. Contacts

select is(support.contact_in('Sure: Robin <robin@example.com>.'), '{"email": "robin@example.com"}'::jsonb, 'An address is found');
select is(support.contact_in('+354 (0) 555-0100'), '{"phone": "+354 (0) 555-0100"}'::jsonb, 'a number is');
select is(support.contact_in('a@b.is or 555 0100'), '{"email": "a@b.is", "phone": "555 0100"}'::jsonb, 'both are');
select is(support.contact_in(text), '{}'::jsonb, format('nothing is in %L', text))
from (values ('order A12345678'), ('2026-11-21'), ('21.11.2026'), ('12345'), ('@robin'), (repeat('9', 16))) as told (text);

select story.post('Sam', 'it is sam@example.com');
select is((select email from support.visitors where id = story.id('Sam')), 'sam@example.com', 'Sam was asked, and answers');
select story.post('Robin', 'it is robin@example.com');
select is((select email from support.visitors where id = story.id('Robin')), null, 'Robin was not asked');

select * from finish();
rollback;
