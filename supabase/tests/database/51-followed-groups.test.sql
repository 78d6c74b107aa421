-- What follows a group that moves, and a visitor of whom nothing is kept.
begin;
select plan(13);
\ir fixtures/harbor-goods.psql

create function story.waiting(p_kind text) returns setof text
language sql
as $$
  select lane || ' ' || coalesce(
    (select who from unnest(array['Robin', 'Sam', 'Jo']) as who where (story.conversation(who)).id = conversation_id),
    payload ->> 'thread_id')
  from support.outbox where kind = p_kind and state = 'pending' order by id
$$;
create function story.shows_card(p_visitor text, p_chat_id bigint, p_message_id bigint) returns void
language sql
as $$ select public.support_record_telegram_card((story.conversation(p_visitor)).id, p_chat_id, p_message_id, null) $$;

-- 1. A claims group gets a new id

update support.telegram_chats set mode = 'claims' where chat_id = -1001;
select story.post('Robin', 'Where is my lamp?'), story.post('Sam', 'Do you ship to Malta?'), story.arrives('Jo'), story.post('Jo', 'Bye');
select story.shows_card('Robin', -1001, 11), story.shows_card('Sam', -1001, 12), story.shows_card('Jo', -1001, 13);
select public.support_claim_conversation((story.conversation('Sam')).id, story.id('Mika'));
select public.support_close_conversation((story.conversation('Jo')).id, story.id('Ana'));
delete from support.outbox where true;
select public.support_migrate_telegram_chat(-1001, -2001);
select set_eq($$ select story.waiting('conversation_state') $$, array['telegram:-2001 Robin'],
  'Nobody has claimed Robin, so Robin gets a card in the new group; Sam and Jo need none');
select is((select payload ->> 'state' from support.outbox where kind = 'conversation_state'), 'moved', 'as somebody who has moved there');
select is((select count(*) from support.telegram_messages where role = 'card'), 0::bigint, 'The old cards are nobody''s');
select public.support_migrate_telegram_chat(-1001, -2001);
select is((select count(*) from support.outbox), 1::bigint, 'Telegram says it twice: still one card');
select story.shows_card('Robin', -2001, 2);
update support.telegram_chats set mode = 'topics' where chat_id = -2001;
delete from support.outbox where true;
select public.support_migrate_telegram_chat(-2001, -3001);
select is((select count(*) from support.outbox), 0::bigint, 'In topics mode the next line makes the topic');

-- 2. A visitor of whom nothing is kept

create function story.forgets() returns bigint
language sql
as $$ select support.forget_conversations(500) $$;
select public.support_record_telegram_topic(story.id(visitor), story.id('Harbor widget'), -3001, thread, visitor)
from (values ('Robin', 55), ('Sam', 56), ('Jo', 57)) as topic (visitor, thread);
update support.conversations set status = 'closed', closed_at = now() - interval '40 days'
where visitor_id in (story.id('Robin'), story.id('Sam'));
update support.conversations set closed_at = now() - interval '5 days' where visitor_id = story.id('Jo');
delete from support.outbox where true;
select is(story.forgets(), 0::bigint, 'Everything is kept as long as nobody said otherwise');
select is((select count(*) from support.outbox), 0::bigint, 'and so are the topics');
update support.organizations set conversation_retention_days = 30 where id = story.id('Harbor Goods');
select story.post('Sam', 'Me again');
update support.conversations set status = 'closed', closed_at = now() - interval '40 days'
where visitor_id = story.id('Sam') and number = (select min(number) from support.conversations where visitor_id = story.id('Sam'));
select is(story.forgets() > 0, true, 'What ended more than a month ago is forgotten');
select set_eq($$ select story.waiting('forget_topic') $$, array['telegram:-3001 55'], 'Robin''s topic goes with it');
select set_eq($$ select thread_id from support.telegram_topics $$, array[56, 57]::bigint[], 'Sam, who wrote since, and Jo keep theirs');
select is(story.forgets(), 0::bigint, 'The next time there is nothing to do');
select is((select count(*) from support.outbox where kind = 'forget_topic'), 1::bigint, 'and nothing is deleted twice');
select story.post('Robin', 'Do you remember me?');
select is((select count(*) from support.outbox where kind = 'visitor_message' and conversation_id = (story.conversation('Robin')).id), 1::bigint,
  'Robin may come back, to another topic');
select * from finish();
rollback;
