-- What a full lane may leave out, when it goes on, and whose a Telegram message of several lines is.
begin;
select plan(55);
\ir fixtures/harbor-goods.psql

create function story.say(p_visitor text, variadic p_lines text[]) returns void
language plpgsql
as $$
declare
  v_line text;
begin
  foreach v_line in array p_lines loop
    delete from support.rate_limits where true;
    perform story.post(p_visitor, v_line, v_line);
  end loop;
end
$$;
create function story.known(p_message_id bigint, p_lines text[]) returns void
language sql
as $$
  insert into support.telegram_messages (
    chat_id, message_id, thread_id, direction, role, conversation_id, support_message_id, further_message_ids)
  select -1001, p_message_id, 11, 'out', 'message', (story.conversation('Robin')).id, story.id(p_lines[1]),
    array(select story.id(line) from unnest(p_lines[2:]) as line)
$$;
create function story.waits() returns text
language sql
as $$
  select string_agg(kind || coalesce(' ' || (payload ->> 'state'), ''), ', ' order by priority, id)
  from support.outbox where state = 'pending'
$$;

-- 1. One message of Telegram, several lines

select story.say('Robin', 'one', 'two', 'three');
delete from support.outbox where true;
select story.known(60, array['one', 'two', 'three']);
select is(public.support_find_telegram_message(-1001, 60, 7001) -> 'seq', '3', 'Mika looks at three lines, and has seen the last');
select is(public.support_find_telegram_message(-1001, 60, 7001) ->> 'sender_kind', 'visitor', 'which are Robin''s');
select story.reply('Mika', 'Robin', 'Yes', 'yes', false, '{"chat_id": -1001, "message_id": 61, "thread_id": 11, "reply_to_message_id": 60}');
select is((select reply_to_seq from support.messages where id = story.id('yes')), 3::bigint, 'An answer to them quotes the last one');
update support.messages set deleted_at = now(), body = '' where id = story.id('three');
select story.reply('Mika', 'Robin', 'No', 'no', false, '{"chat_id": -1001, "message_id": 62, "thread_id": 11, "reply_to_message_id": 60}');
select is((select reply_to_seq from support.messages where id = story.id('no')), 2::bigint, 'the last that was not taken back');
select throws_ok($$ select public.support_delete_telegram_message(-1001, 60, story.id('Mika')) $$, 'SC051', null, 'Mika may not take Robin''s words away');
update support.agents set role = 'admin' where id = story.id('Ana');
delete from support.outbox where true;
select is(public.support_delete_telegram_message(-1001, 60, story.id('Ana')) ->> 'outcome', 'deleted', 'Ana, an admin, may');
select is((select count(*) from support.messages where id in (story.id('one'), story.id('two'), story.id('three')) and deleted_at is null), 0::bigint, 'all of them');
select is(story.waits(), 'visitor_deletion, visitor_deletion', 'and the group learns of both that were left');
select is((select string_agg(distinct chat_id::text, ',') from support.outbox where state = 'pending'), '-1001', 'where it has them');
select is(public.support_delete_telegram_message(-1001, 60, story.id('Ana')) ->> 'outcome', 'already_deleted', 'Once');
select is(public.support_delete_telegram_message(-1001, 99, story.id('Ana')) ->> 'outcome', 'unknown', 'What is no message of ours stays unknown');

-- 2. The newest state is enough

create function story.state(p_state text) returns text
language sql
as $$
  select support.enqueue_telegram(story.conversation('Robin'), 'conversation_state', jsonb_build_object('state', p_state));
  select story.waits();
$$;
delete from support.outbox where true;
select is(story.state('claimed'), 'conversation_state claimed', 'Somebody takes it');
select is(story.state('closed'), 'conversation_state closed', 'and closes it: that is what will be shown');
select is(story.state('reopened'), 'conversation_state reopened', 'until it is open again');
select is((select count(*) from support.outbox where error = 'superseded' and state = 'dead'), 2::bigint, 'The others are settled');
select is((public.support_count_backlog() -> 'outbox_dead')::integer, 0, 'and nobody has to look at them');
update support.outbox set leased_until = clock_timestamp() + interval '1 minute', attempts = 1 where state = 'pending';
select is(story.state('closed'), 'conversation_state reopened, conversation_state closed', 'What is being sent is sent');
delete from support.outbox where true;
select story.state('passed');
select is(story.state('reopened'), 'conversation_state passed, conversation_state reopened', 'That somebody let go is said in any case');
select is(story.state('claimed'), 'conversation_state claimed', 'unless somebody took it');
delete from support.outbox where true;
select story.state('moved');
select is(story.state('passed'), 'conversation_state moved, conversation_state passed', 'A place to be made is made');
delete from support.outbox where true;
select story.state('closed');
select story.say('Robin', 'four');
select is(story.waits(), 'visitor_message, conversation_state closed', 'What was said goes before how things stand');
update support.telegram_chats set mode = 'claims' where chat_id = -1001;
select is((select priority::integer from support.outbox where kind = 'conversation_state' and state = 'pending'), 30, 'in a group with topics');
delete from support.outbox where true;
select story.state('claimed');
select is((select priority::integer from support.outbox where kind = 'conversation_state'), 20, 'and not where a button shows who has taken it');
delete from support.outbox where true;
select story.state('moved');
select is((select priority::integer from support.outbox where kind = 'conversation_state'), 30, 'but a whole group that moved comes after what is said in it');
update support.telegram_chats set mode = 'topics' where chat_id = -1001;

-- 3. A card changes once a minute

insert into support.telegram_messages (chat_id, message_id, thread_id, direction, role, conversation_id)
select -1001, 59, 11, 'out', 'card', (story.conversation('Robin')).id;
create function story.cards() returns text
language sql
as $$
  select string_agg(state || ' ' || greatest(0, round(extract(epoch from not_before - clock_timestamp()))), ', ' order by id)
  from support.outbox where kind = 'visitor_card' and error is distinct from 'superseded'
$$;
delete from support.outbox where true;
select set_config('support.actor', '', true);
update support.visitors set name = 'Robin' where id = story.id('Robin');
select is(story.cards(), 'pending 0', 'A name is shown at once');
update support.visitors set email = 'robin@example.com' where id = story.id('Robin');
select is(story.cards(), 'pending 0', 'and with it what else is known by then');
update support.outbox set state = 'sent', settled_at = clock_timestamp() where kind = 'visitor_card';
update support.visitors set name = 'Robin R.' where id = story.id('Robin');
update support.visitors set phone = '+49 30 1' where id = story.id('Robin');
update support.visitors set context = '{"page_url": "https://example.com/a"}' where id = story.id('Robin');
select is(story.cards(), 'sent 0, pending 60', 'Whatever changes within a minute is one change, at its end');
select public.support_ban_visitor(story.id('Robin'), story.id('Ana'));
select is(story.cards(), 'sent 0, pending 0', 'What an agent does is shown at once, and all the rest with it');
select set_config('support.actor', '', true);
update support.outbox set state = 'sent', settled_at = clock_timestamp() where kind = 'visitor_card' and state = 'pending';
update support.visitors set context = '{"page_url": "https://example.com/b"}' where id = story.id('Robin');
select story.state('closed');
select is(story.waits(), 'conversation_state closed', 'A change of state shows the card anew, so no other change waits');

-- 4. When a lane goes on

create function story.next(p_budget integer default 20) returns integer
language sql
as $$ select round((public.support_get_next_delivery(p_sends_per_minute => p_budget) ->> 'seconds')::numeric)::integer $$;
create function story.take() returns jsonb
language sql
as $$ select public.support_lease_outbox(1, 60, 'telegram:-1001') -> 0 $$;
delete from support.outbox where true;
delete from support.outbox_lanes where true;
select is(story.next(), null, 'Nothing waits');
select story.say('Sam', 'hello');
select is(story.next(), 0, 'A line is due');
update support.outbox set not_before = clock_timestamp() + interval '9 seconds' where state = 'pending';
select is(story.next(), 9, 'is due later');
update support.outbox set not_before = now() where state = 'pending';
insert into support.outbox_lanes (lane, organization_id, not_before, window_start, sent_in_window)
values ('telegram:-1001', story.id('Harbor Goods'), clock_timestamp() + interval '4 seconds', clock_timestamp(), 20);
select is(story.next(21), 4, 'The lane pauses');
select is(story.next(), 60, 'and its budget is used up');
update support.outbox_lanes set not_before = now(), sent_in_window = 0 where true;
create temporary table taken as select story.take() as job;
select is((select job #>> '{context,message,text}' from taken), 'hello', 'Somebody sends it');
select is(story.next(), null, 'and will go on with the lane');
select is(public.support_settle_outbox((select (job ->> 'id')::bigint from taken), 'retry', 'no', 7) ->> 'state', 'pending', 'It fails');
select is(story.next(), 7, 'and is due again');
select throws_ok($$ select public.support_get_next_delivery('smoke') $$, 'SC090', null, 'There are two channels');

-- 5. A delivery that takes long

update support.outbox set not_before = now() where state = 'pending';
create temporary table slow as select story.take() as job;
create function story.renew() returns boolean
language sql
as $$
  select (public.support_renew_lease((job ->> 'id')::bigint, (job ->> 'attempts')::integer, 120) ->> 'renewed')::boolean from slow
$$;
select ok(story.renew(), 'Whoever has it may keep it');
select ok((select leased_until > clock_timestamp() + interval '110 seconds' from support.outbox where state = 'pending'), 'for two minutes more');
select story.wait('3 minutes');
select ok(story.renew(), 'also a little late, when nobody has taken it');
select story.wait('3 minutes');
select is(story.take() ->> 'attempts', '3', 'Somebody takes it');
select ok(not story.renew(), 'then it is too late');
create function story.end_slow(p_outcome text) returns text
language sql
as $$
  select public.support_settle_outbox((job ->> 'id')::bigint, p_outcome, 'no', 7, p_attempts => (job ->> 'attempts')::integer) ->> 'state'
  from slow
$$;
create temporary view held as
  select state, attempts, leased_until > clock_timestamp() as is_leased, error from support.outbox where state = 'pending';
select is(story.end_slow(outcome), null, format('and to say %s', outcome)) from unnest(array['retry', 'wait', 'paused', 'dead']) as outcome;
select results_eq('table held', $$ values ('pending', 3, true, 'no') $$, 'Whoever has it still has it');
select is((select not_before > clock_timestamp() from support.outbox_lanes), false, 'and the lane');
select is(story.end_slow('sent'), 'sent', 'What was sent was sent, whoever says it');
select throws_ok($$ select public.support_renew_lease(1, 1, -1) $$, 'SC090', null, 'A lease does not end before it begins');

-- 6. Receipts cost nothing

delete from support.outbox where true;
update support.outbox_lanes set sent_in_window = 3, window_start = clock_timestamp(), not_before = now() where true;
insert into support.outbox (organization_id, lane, chat_id, kind, conversation_id, priority)
select story.id('Harbor Goods'), 'telegram:-1001', -1001, 'read_receipt', (story.conversation('Robin')).id, 60;
select is(story.take() ->> 'kind', 'read_receipt', 'A reaction');
select is((select sent_in_window from support.outbox_lanes where lane = 'telegram:-1001'), 3, 'is no message to the group');
update support.outbox set leased_until = null where true;
select story.say('Sam', 'again');
select is(support.lane_is_pressed(job, 0, clock_timestamp()), false, 'and presses nobody')
from support.outbox as job where kind = 'visitor_message';

select * from finish();
rollback;
