-- Lanes: what goes first, how much a chat takes, what waits, what is given up, and what "delivered" honestly means.
begin;
select plan(107);
\ir fixtures/harbor-goods.psql

create function story.job(p_text text) returns bigint
language sql
as $$ select job.id from support.outbox as job join support.messages as message on message.id = job.message_id
  where message.body = p_text and job.kind = 'visitor_message' $$;
create function story.settle(p_text text, p_outcome text, p_retry_seconds numeric default null, p_sent jsonb default '[]') returns text
language sql
as $$ select public.support_settle_outbox(story.job(p_text), p_outcome, 'because', p_retry_seconds, p_sent) ->> 'state' $$;
create function story.enqueue(p_chat_id bigint, p_kind text, p_text text default null, p_organization text default 'Harbor Goods') returns bigint
language sql
as $$
  select support.enqueue_chat(story.id(p_organization), p_chat_id, p_kind, jsonb_build_object('text', p_text));
  select max(id) from support.outbox
$$;
-- Names of what a worker leases: what was said, else the notice's text, else the kind.
create function story.lease(p_lane text default null, p_limit integer default 10, p_budget integer default 20, p_channel text default 'telegram') returns text
language sql
as $$
  select coalesce(string_agg(coalesce(job #>> '{context,message,text}', job #>> '{payload,text}', job ->> 'kind'), ' | ' order by place), '')
  from jsonb_array_elements(public.support_lease_outbox(p_limit, 60, p_lane, p_channel, p_budget)) with ordinality as list (job, place)
$$;
create function story.pass_time(p_time interval) returns void
language sql
as $$
  select story.wait(p_time);
  update support.outbox set expires_at = expires_at - p_time where expires_at is not null;
  update support.outbox_lanes set window_start = window_start - p_time, not_before = not_before - p_time,
    paused_at = paused_at - p_time, alerted_at = alerted_at - p_time where true;
$$;
-- Everything that is due, sent at once.
create function story.send_all(p_lane text default null) returns bigint
language plpgsql
as $$
declare
  v_jobs jsonb;
  v_count bigint := 0;
begin
  loop
    v_jobs := public.support_lease_outbox(100, 60, p_lane, 'telegram', 0);
    exit when v_jobs = '[]';
    perform public.support_settle_outbox((job ->> 'id')::bigint, 'sent') from jsonb_array_elements(v_jobs) as job;
    v_count := v_count + jsonb_array_length(v_jobs);
  end loop;
  return v_count;
end
$$;

-- 1. What goes first

select story.post('Robin', 'Hello?');
select story.enqueue(-1001, 'agent_notice', 'A notice');
select support.enqueue_telegram_at(story.conversation('Robin'), 'visitor_typing', '{}', p_expires_at => now() + interval '1 hour');
select support.enqueue_telegram(story.conversation('Robin'), 'conversation_state', '{"state": "claimed"}');
select results_eq(
  $$ select kind, priority::int from support.outbox order by id $$,
  $$ values ('visitor_message', 20), ('agent_notice', 40), ('visitor_typing', 60), ('conversation_state', 30) $$,
  'Every kind has its urgency');
create function story.send_next(p_lane text default null) returns text
language plpgsql
as $$
declare
  v_jobs jsonb := public.support_lease_outbox(1, 60, p_lane, 'telegram', 0);
begin
  perform public.support_settle_outbox((v_jobs #>> '{0,id}')::bigint, 'sent');
  return v_jobs #>> '{0,kind}';
end
$$;
select is(
  array(select story.send_next() from generate_series(1, 5)),
  array['visitor_message', 'conversation_state', 'agent_notice', 'visitor_typing', null],
  'What was said and what happened goes first, in its order, then notices, last signs of typing');

select story.enqueue(-1001, 'agent_notice', 'Slow');
select is(story.lease(), 'Slow', 'A notice is being sent');
select story.post('Robin', 'Quick');
select is(story.lease(), '', 'What is more urgent still waits for its end');
select public.support_settle_outbox(id, 'retry', 'because', 5) from support.outbox where payload ->> 'text' = 'Slow';
select is(story.lease(), '', 'and for its pause, since the chat is the same');
select story.pass_time('5 seconds');
select is(story.lease(), 'Quick', 'but goes first after that');
select story.settle('Quick', 'sent'), story.send_all();

select support.enqueue_telegram_at(story.conversation('Robin'), 'reminder', '{"text": "Later"}', p_not_before => now() + interval '1 minute');
select story.enqueue(-1001, 'agent_notice', 'Now');
select is(story.lease(), 'Now', 'What is not due yet holds nobody up');
select public.support_settle_outbox(id, 'sent') from support.outbox where payload ->> 'text' = 'Now';
select is(story.lease(), '', 'and is not sent early');
select story.pass_time('1 minute');
select is(story.lease(), 'Later', 'nor forgotten');
select public.support_settle_outbox(id, 'sent') from support.outbox where payload ->> 'text' = 'Later';

-- 2. What spoils

select support.enqueue_telegram_at(story.conversation('Robin'), 'visitor_typing', '{}', p_expires_at => clock_timestamp() + interval '6 seconds');
select support.enqueue_telegram_at(story.conversation('Robin'), 'visitor_typing', '{}', p_expires_at => clock_timestamp() + interval '6 seconds');
select is((select count(*) from support.outbox where state = 'pending' and kind = 'visitor_typing'), 1::bigint, 'One sign of typing at a time is enough');
select story.pass_time('7 seconds');
select is(story.lease(), '', 'Seconds later it is worthless');
select results_eq($$ select state, error from support.outbox where kind = 'visitor_typing' order by id desc limit 1 $$, $$ values ('dead', 'expired') $$,
  'and dropped');
select is(public.support_count_backlog() -> 'outbox_dead', '0', 'without anybody being told');
select support.enqueue_telegram_at(story.conversation('Robin'), 'visitor_typing', '{}', p_expires_at => clock_timestamp() + interval '6 seconds');
select is(story.lease(), 'visitor_typing', 'The next one is sent');
select is(story.send_all(), 0::bigint, 'while it is under way nothing else is');
select public.support_settle_outbox(id, 'sent') from support.outbox where state = 'pending';

-- 3. How much a chat takes

delete from support.outbox_lanes where true;
create function story.burst(p_chat_id bigint, p_kind text, p_count integer, p_budget integer default 20) returns bigint
language plpgsql
as $$
declare
  v_jobs jsonb;
  v_sent bigint := 0;
begin
  perform support.enqueue_chat(story.id('Harbor Goods'), p_chat_id, p_kind, '{}') from generate_series(1, p_count);
  loop
    v_jobs := public.support_lease_outbox(1, 60, 'telegram:' || p_chat_id::text, 'telegram', p_budget);
    exit when v_jobs = '[]';
    perform public.support_settle_outbox((v_jobs #>> '{0,id}')::bigint, 'sent');
    v_sent := v_sent + 1;
  end loop;
  return v_sent;
end
$$;
select is(story.burst(-1001, 'agent_notice', 25), 20::bigint, 'A group takes 20 messages at once');
select is(story.lease(), '', 'and no more, whoever asks');
select story.enqueue(-1002, 'agent_notice', 'Other group', 'Other Shop');
select is(story.lease(), 'Other group', 'Another group''s budget is its own');
select story.pass_time('50 seconds');
select is(story.lease('telegram:-1001'), '', 'Fifty seconds later it is still too early');
select story.pass_time('10 seconds');
select is(story.burst(-1001, 'agent_notice', 0), 5::bigint, 'after a minute the rest goes out');
select is(story.burst(7001, 'agent_notice', 25), 20::bigint, 'A person takes as many at once');
select story.pass_time('20 seconds');
select is(story.burst(7001, 'agent_notice', 0), 5::bigint, 'but one a second in the long run, so the rest follows sooner');
select is(story.burst(-1003, 'agent_notice', 5, 2), 2::bigint, 'A worker may be more careful');
select is(story.burst(-1003, 'agent_notice', 30, 0), 33::bigint, 'and needs no budget where nobody counts');
select is(story.burst(-1004, 'visitor_typing', 22), 22::bigint, 'Signs of typing are counted apart by Telegram, so they cost nothing here');
select story.post('Robin', 'A long story');
select is(story.lease('telegram:-1001'), 'A long story', 'A text in parts is handed out once');
select is((select sent_in_window from support.outbox_lanes where lane = 'telegram:-1001'), 6, 'and counts as one');
select public.support_record_outbox_part(story.job('A long story'), jsonb_build_object('chat_id', -1001, 'message_id', 900 + part, 'role', 'message', 'part', part))
from generate_series(1, 3) as part;
select is((select sent_in_window from support.outbox_lanes where lane = 'telegram:-1001'), 8, 'until its further parts are there');

-- 4. Parts

select is((select sent_parts from support.outbox where id = story.job('A long story')), 3, 'Each part is noted right after it was sent');
select is((select count(*) from support.telegram_messages where support_message_id = (
  select id from support.messages where body = 'A long story')), 3::bigint, 'with the message that it became');
select is(public.support_record_outbox_part(story.job('A long story'), '{"chat_id": -1001, "message_id": 902, "role": "message", "part": 2}'),
  '{"sent_parts": 3}', 'Saying it twice changes nothing');
select story.settle('A long story', 'retry', 0);
create table story.again as select job from jsonb_array_elements(public.support_lease_outbox(p_lane => 'telegram:-1001')) as job;
select is((select job -> 'sent_parts' from story.again), '3', 'A retry knows how far it came');
select is((select job #> '{context,sent_messages,1}' from story.again), '{"chat_id": -1001, "message_id": 902, "thread_id": null, "part": 2}', 'and where each part is');
select is(story.settle('A long story', 'sent', null, '[{"chat_id": -1001, "message_id": 904, "role": "message", "part": 4}]'), 'sent', 'The rest comes with the outcome');
select is(public.support_record_outbox_part(story.job('A long story'), '{"chat_id": -1001, "message_id": 905, "part": 5}'), '{"sent_parts": null}', 'after which no part can come');
select is(public.support_record_outbox_part(story.enqueue(7001, 'agent_notice', 'Long'), '{"chat_id": 7001, "message_id": 1, "role": "notice", "part": 1}'),
  '{"sent_parts": 1}', 'A notice counts its parts, too');
select is((select count(*) from support.telegram_messages where chat_id = 7001), 0::bigint, 'and leaves nothing else');
select story.send_all(), story.pass_time('1 minute');

-- 5. Telegram asks for silence

select story.post('Robin', 'One');
select story.post('Robin', 'Two');
select is(story.lease(), 'One', 'The first of two');
select is(story.settle('One', 'wait', 30), 'pending', 'is asked to wait for half a minute');
select is((select attempts from support.outbox where id = story.job('One')), 0, 'which is no failure');
select is(story.lease(), '', 'Nothing of the lane is sent');
select story.pass_time('29 seconds');
select is(story.lease('telegram:-1001'), '', 'not a second too early');
select story.pass_time('1 second');
select is(story.lease(), 'One', 'and then again the first');
select is(story.settle('One', 'wait'), 'pending', 'Who names no time');
select ok((select not_before > clock_timestamp() and not_before <= clock_timestamp() + interval '1 second' from support.outbox_lanes where lane = 'telegram:-1001'),
  'gets a second');
select story.pass_time('1 second');

-- 6. The bot may not write

update support.agents set role = 'owner', dm_started = true where id = story.id('Mika');
update support.agents set role = 'owner' where id = story.id('Ana');
update support.telegram_chats set title = 'Harbor team' where chat_id = -1001;
select is(story.lease(), 'One', 'The lane goes on');
select is(story.settle('One', 'paused'), 'pending', 'but the bot was removed from the group');
select results_eq($$ select state, pause_reason, paused_at is not null from support.telegram_chats where chat_id = -1001 $$,
  $$ values ('paused', 'because', true) $$, 'The group is paused');
select is((select attempts from support.outbox where id = story.job('One')), 0, 'which is no failure of the message');
select results_eq($$ select chat_id, payload from support.outbox where kind = 'owner_alert' $$,
  $$ values (7001::bigint, '{"event": "chat_paused", "chat_id": -1001, "title": "Harbor team", "reason": "because"}'::jsonb) $$,
  'The owner to whom the bot may write is told; the other one never started it');
select is(story.lease('telegram:-1001'), '', 'Everything waits');
select story.pass_time('1 minute');
select is(story.lease('telegram:-1001'), 'One', 'One message a minute tries');
update support.outbox set leased_until = null where id = story.job('One');
select is(story.lease('telegram:-1001'), '', 'and only one, even if its worker dies');
select is(story.settle('One', 'paused'), 'pending', 'It is still so');
select is((select count(*) from support.outbox where kind = 'owner_alert'), 1::bigint, 'which is not said again');
select story.pass_time('1 minute');
select is(story.lease('telegram:-1001'), 'One', 'A minute later');
select is(story.settle('One', 'sent'), 'sent', 'the bot is back');
select results_eq($$ select state, pause_reason, paused_at from support.telegram_chats where chat_id = -1001 $$,
  $$ values ('active', null::text, null::timestamptz) $$, 'so the group is no longer paused');
select is(story.lease('telegram:-1001'), 'Two', 'and everything goes on at once');
select is(story.settle('Two', 'paused'), 'pending', 'It is removed again');
select is((select count(*) from support.outbox where kind = 'owner_alert'), 1::bigint, 'too soon to say so again');
select story.pass_time('61 minutes');
select story.lease('telegram:-1001'), story.settle('Two', 'paused');
select is((select count(*) from support.outbox where kind = 'owner_alert'), 2::bigint, 'but an hour later it is said');
select story.pass_time('1 minute');
select story.lease('telegram:-1001'), story.settle('Two', 'sent'), story.send_all();
select story.enqueue(7002, 'owner_alert', 'Alert');
select is(public.support_settle_outbox((public.support_lease_outbox() #>> '{0,id}')::bigint, 'paused', 'because') ->> 'state', 'pending', 'A person''s lane may be paused');
select is((select count(*) from support.outbox where kind = 'owner_alert'), 3::bigint, 'which alerts nobody');
delete from support.outbox where state = 'pending';

-- 7. Honest receipts

select story.pass_time('1 minute');
create table story.start as select (story.conversation('Robin')).delivered_seq as seq;
create function story.delivered() returns bigint
language sql
as $$ select (story.conversation('Robin')).delivered_seq - (select seq from story.start) $$;
select story.post('Robin', 'First'), story.post('Robin', 'Second'), story.post('Robin', 'Third');
select story.settle('First', 'sent');
select is(story.delivered(), 1::bigint, 'The first message reached the team');
select story.settle('Second', 'dead');
select is(story.delivered(), 1::bigint, 'The second never will');
select story.silence();
select story.settle('Third', 'sent');
select is(story.delivered(), 1::bigint, 'so the third, which did, cannot say "everything up to here"');
select is_empty($$ select * from story.heard(story.topic('Robin')) $$, 'and no revision is taken');
select is(
  public.support_retry_dead_letters(story.id('Harbor Goods'), array[story.job('Second')]), '{"retried": 1}', 'Somebody has the second one sent again');
select is(story.delivered(), 1::bigint, 'which is not delivered by being tried');
select story.settle('Second', 'sent');
select is(story.delivered(), 3::bigint, 'Now all three are there');
select is((select array_agg(event) from story.heard(story.topic('Robin'))), array['read.updated'], 'and Robin hears of it');
select story.pass_time('10 seconds');
select story.post('Robin', 'Fourth'), story.post('Robin', 'Fifth');
update support.messages set deleted_at = now(), body = '' where body = 'Fourth';
update support.outbox set state = 'dead', error = 'unsent', settled_at = now() where message_id = (
  select id from support.messages where deleted_at is not null);
select story.settle('Fifth', 'sent');
select is(story.delivered(), 5::bigint, 'What was taken back before it was sent holds no receipt back');
select story.post('Robin', 'Sixth'), story.post('Robin', 'Seventh');
update support.outbox set lane = 'telegram:7001', chat_id = 7001 where id = story.job('Seventh');
select story.settle('Seventh', 'sent');
select is(story.delivered(), 5::bigint, 'A later message in another chat does not vouch for one that waits in the group');
select story.settle('Sixth', 'sent');
select is(story.delivered(), 7::bigint, 'nor is it forgotten');

-- 8. When to give up

select story.pass_time('10 seconds');
select story.post('Robin', 'Stubborn');
update support.outbox set attempts = 50 where id = story.job('Stubborn');
select is(story.settle('Stubborn', 'retry'), 'pending', 'Fifty quick failures are an outage');
update support.outbox set attempts = 9, created_at = now() - interval '25 hours' where id = story.job('Stubborn');
select is(story.settle('Stubborn', 'retry'), 'pending', 'and a day of silence is one, too');
update support.outbox set attempts = 2000 where id = story.job('Stubborn');
select is(story.settle('Stubborn', 'paused') || story.settle('Stubborn', 'wait'), 'pendingpending', 'What the chat cannot take is not counted');
select is(story.settle('Stubborn', 'retry'), 'dead', 'A message that failed for a day, again and again, is given up');
select is(
  (select (letter - array['id', 'created_at', 'settled_at', 'attempts', 'conversation_id', 'message_id'])
   from jsonb_array_elements(public.support_list_dead_letters(story.id('Harbor Goods')) -> 'dead_letters') as letter),
  '{"lane": "telegram:-1001", "channel": "telegram", "kind": "visitor_message", "chat_id": -1001, "recipient": null, "error": "because"}',
  'People see what was given up, and not what was dropped on purpose');
select is(public.support_list_dead_letters(story.id('Other Shop')), '{"dead_letters": [], "has_more": false, "next_cursor": null}', 'The stranger: another organization sees nothing of it');
select is(public.support_retry_dead_letters(story.id('Other Shop'), array[story.job('Stubborn')]), '{"retried": 0}', 'and revives nothing');
select is(public.support_retry_dead_letters(story.id('Harbor Goods')), '{"retried": 1}', 'Without names it means all of them');
select is((select state || attempts from support.outbox where id = story.job('Stubborn')), 'pending0', 'and they start anew');
select story.settle('Stubborn', 'dead');
select support.enqueue_chat(story.id('Harbor Goods'), -1001, 'agent_notice', '{}') from generate_series(1, 2);
update support.outbox set state = 'dead', settled_at = now() where state = 'pending';
create table story.page as select public.support_list_dead_letters(story.id('Harbor Goods'), null, 2) as page;
select is((select jsonb_array_length(page -> 'dead_letters') || (page ->> 'has_more') from story.page), '2true', 'Dead letters come in pages, newest first');
select is(
  public.support_list_dead_letters(story.id('Harbor Goods'), (select (page ->> 'next_cursor')::bigint from story.page), 2) #>> '{dead_letters,0,id}',
  story.job('Stubborn')::text, 'each going on where the last one ended');
select throws_ok($$ select public.support_list_dead_letters(story.id('Nobody')) $$, 'SC003', null, 'An organization nobody knows has none');
select throws_ok($$ select public.support_retry_dead_letters(null) $$, 'SC003', null, 'nor can anything of it be revived');

-- 9. E-mail

select support.enqueue_email(story.id('Harbor Goods'), 'email_answer', 'robin@mail.example', '{"text": "You have an answer"}', (story.conversation('Robin')).id);
select support.enqueue_email(story.id('Harbor Goods'), 'email_invitation', 'zoe@mail.example', '{"text": "Join us"}', p_not_before => now() + interval '1 hour');
select is(story.lease(), '', 'Who sends to Telegram never sees an e-mail');
create table story.email as select job from jsonb_array_elements(public.support_lease_outbox(p_channel => 'email')) as job;
select is((select job - array['id', 'context'] from story.email), jsonb_build_object(
  'lane', 'email:' || story.id('Harbor Goods')::text, 'kind', 'email_answer', 'chat_id', null, 'attempts', 1, 'channel', 'email',
  'recipient', 'robin@mail.example', 'payload', '{"text": "You have an answer"}'::jsonb), 'Who sends e-mail gets what is due');
select is((select job #>> '{context,visitor,id}' from story.email), story.id('Robin')::text, 'with what it is about');
select public.support_settle_outbox((select (job ->> 'id')::bigint from story.email), 'sent');
select support.enqueue_email(story.id('Harbor Goods'), 'email_transcript', 'robin@mail.example', '{}') from generate_series(1, 60);
do $do$
begin
  for v_turn in 1 .. 59 loop
    perform public.support_settle_outbox((public.support_lease_outbox(p_channel => 'email') #>> '{0,id}')::bigint, 'sent');
  end loop;
end
$do$;
select is(story.lease(p_channel => 'email'), '', 'Sixty e-mails a minute are enough for an organization');

-- 10. Nonsense

prepare lease (integer, integer, text, integer) as select public.support_lease_outbox($1, $2, null, $3, $4);
select throws_ok('execute lease(0, 60, ''telegram'', 20)', 'SC090', null, 'No deliveries cannot be handed out');
select throws_ok('execute lease(10, -1, ''telegram'', 20)', 'SC090', null, 'nor for less than no time');
select throws_ok('execute lease(10, 60, ''pigeon'', 20)', 'SC090', null, 'nor by pigeon');
select throws_ok('execute lease(10, 60, ''telegram'', -1)', 'SC090', null, 'nor with less than no budget');
select throws_ok($$ select public.support_settle_outbox(1, 'lost') $$, 'SC090', null, 'A delivery is not "lost"');
select throws_ok($$ select public.support_settle_outbox(1, 'retry', null, -1) $$, 'SC090', null, 'nor tried again in the past');
select throws_ok($$ select public.support_settle_outbox(1, 'retry', null, 'NaN') $$, 'SC090', null, 'or at no time');
select throws_ok($$ select public.support_settle_outbox(1, 'sent', null, null, '[]', -1) $$, 'SC090', null, 'with less than no parts');
select throws_ok(format($$ select public.support_settle_outbox(1, 'sent', null, null, %L) $$, sent), 'SC090', null, 'What was sent is not ' || sent)
from unnest(array['{}', '[1]', '[{}]', '[{"chat_id": 1, "message_id": 1.5}]', '[{"chat_id": 1, "message_id": 1, "part": 0}]', '[{"chat_id": 1, "message_id": 1, "role": "song"}]']) as sent;
select throws_ok($$ select public.support_record_outbox_part(1, '[]') $$, 'SC090', null, 'A part is one message');

select * from finish();
rollback;
