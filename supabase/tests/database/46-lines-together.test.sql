-- A burst of a visitor's lines that waits for a full lane becomes one Telegram message, and stays several messages of ours.
begin;
select plan(51);
\ir fixtures/harbor-goods.psql

create function story.job(p_text text) returns bigint
language sql
as $$ select job.id from support.outbox as job join support.messages as message on message.id = job.message_id
  where message.body = p_text and job.kind = 'visitor_message' $$;
-- What a worker leases: each delivery's own line, and behind it the lines that come along.
create function story.lease(p_budget integer default 2, p_lines integer default 30, p_lane text default 'telegram:-1001') returns text
language sql
as $$
  select coalesce(string_agg(coalesce(job #>> '{context,message,text}', job ->> 'kind') || coalesce((
    select ' + ' || string_agg(line ->> 'text', ' + ' order by place)
    from jsonb_array_elements(job -> 'batch') with ordinality as batch (line, place)), ''), ' | '), '')
  from jsonb_array_elements(public.support_lease_outbox(10, 60, p_lane, 'telegram', p_budget, p_lines)) as list (job)
$$;
create function story.settle(p_text text, p_with text[], p_outcome text default 'sent', p_message_id bigint default null, p_further integer default 0) returns text
language sql
as $$
  select public.support_settle_outbox(
    story.job(p_text), p_outcome, 'because', 0,
    case when p_message_id is null then '[]' else jsonb_build_array(jsonb_build_object(
      'chat_id', -1001, 'message_id', p_message_id, 'thread_id', 12, 'role', 'message', 'part', 1)) end,
    null, array(select story.job(name) from unnest(p_with) as name), p_further) ->> 'state'
$$;
create function story.states() returns text
language sql
as $$ select string_agg(message.body || ' ' || job.state || ' ' || job.attempts, ', ' order by job.id)
  from support.outbox as job join support.messages as message on message.id = job.message_id where job.kind = 'visitor_message' $$;
create function story.next_minute() returns void
language sql
as $$ update support.outbox_lanes set window_start = window_start - interval '1 minute', not_before = not_before - interval '1 minute' where true $$;
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

-- 1. Only under pressure, and only for a worker that asks

select story.say('Robin', 'one', 'two', 'three');
select is(story.lease(p_lines => 1), 'one', 'Who does not ask gets one line at a time');
select is(story.settle('one', '{}', 'retry'), 'pending', 'It did not work out');
select is(story.lease(p_budget => 0), 'one', 'Where nobody counts, every line is a message');
select story.settle('one', '{}', 'retry');
select is(story.lease(p_budget => 20), 'one', 'and where there is room for all that waits');
select story.settle('one', '{}', 'retry');
select story.next_minute();
select is(story.lease(p_budget => 2), 'one + two + three', 'More waits than the lane may send: the lines come together');
select is(story.lease(p_budget => 20), '', 'and hold the lane together');
select is(story.states(), 'one pending 4, two pending 1, three pending 1', 'Each of them is under way');

-- 2. They share one fate

select is(story.settle('one', '{two,three}', 'retry'), 'pending', 'Nothing was sent');
select is(story.states(), 'one pending 4, two pending 0, three pending 0', 'so the others wait again, and it was no failure of theirs');
select story.next_minute();
select is(story.lease(p_budget => 2), 'one + two + three', 'They are tried again');
select is((story.conversation('Robin')).delivered_seq, 0::bigint, 'Nothing is delivered yet');
select is(story.settle('one', '{two,three}', 'sent', 501), 'sent', 'One message has brought them');
select is(story.states(), 'one sent 5, two sent 1, three sent 1', 'all of them');
select is((story.conversation('Robin')).delivered_seq, 3::bigint, 'and the visitor sees that');
select results_eq(
  $$ select support_message_id, further_message_ids from support.telegram_messages where message_id = 501 $$,
  $$ values (story.id('one'), array[story.id('two'), story.id('three')]) $$,
  'Telegram''s message is known as all three, in their order');
select is(public.support_find_telegram_route(-1001, null, 501, null) ->> 'kind', 'none', 'It makes no route of its own where there is no topic');
select is(story.settle('one', '{two,three}', 'sent', 502), null, 'Saying it twice changes nothing');

-- 3. A line that is changed later

create function story.edit(p_line text, p_text text) returns void
language sql
as $$
  update support.messages set body = p_text, edited_at = now() where id = story.id(p_line);
  select support.pass_on_change(story.conversation('Robin'), story.id(p_line), 'visitor_edit');
$$;
create function story.shown() returns jsonb
language sql
as $$
  select story.next_minute();
  select job #> '{context,sent_messages}' from jsonb_array_elements(public.support_lease_outbox(p_lane => 'telegram:-1001')) as job
$$;
create function story.done() returns void
language sql
as $$ select public.support_settle_outbox(id, 'sent') from support.outbox where state = 'pending' $$;
select story.edit('two', 'two!');
select is(story.shown() #> '{0,lines}',
  '[{"text": "one", "deleted_at": null}, {"text": "two!", "deleted_at": null}, {"text": "three", "deleted_at": null}]',
  'An edit of a line in the middle knows the whole message as it is now');
select story.done();
select story.edit('one', 'one!');
select is(story.shown() #>> '{0,lines,0,text}', 'one!', 'So does one of the first line');
select story.done();
update support.messages set deleted_at = now(), body = '' where id = story.id('three');
select support.pass_on_change(story.conversation('Robin'), story.id('three'), 'visitor_deletion');
select is(jsonb_typeof(story.shown() #> '{0,lines,2,deleted_at}'), 'string', 'and a deletion, which leaves the other lines');
select story.done();
select story.next_minute();
select story.say('Robin', 'alone');
select is(story.lease(p_budget => 20), 'alone', 'A line by itself');
select story.settle('alone', '{}', 'sent', 503);
select story.edit('alone', 'alone!');
select is(story.shown(), '[{"chat_id": -1001, "message_id": 503, "thread_id": 12, "part": 1}]', 'stays as simple as ever');
select story.done();

-- 4. What does not go together

create function story.pressure(p_visitor text, variadic p_lines text[]) returns text
language sql
as $$
  delete from support.outbox where true;
  select story.next_minute();
  select story.say(p_visitor, variadic p_lines);
  select story.lease(p_budget => 1);
$$;
select story.next_minute();
select story.say('Robin', 'a', 'b');
select story.say('Sam', 'other');
select story.say('Robin', 'c');
select is(story.lease(p_budget => 1), 'a + b + c', 'Lines of one conversation, whoever else writes in between');
select is(story.settle('a', '{b,c}', 'sent', 504), 'sent', 'sent');
select story.next_minute();
select is(story.lease(p_budget => 1), 'other', 'the others have their own message');
select story.settle('other', '{}', 'sent');

delete from support.outbox where true;
select story.next_minute();
select story.say('Robin', 'before');
select support.enqueue_telegram(story.conversation('Robin'), 'agent_message', '{}');
select story.say('Robin', 'after');
select is(story.lease(p_budget => 1), 'before', 'What was answered between two lines stays between them');

delete from support.outbox where true;
select story.next_minute();
select story.say('Robin', 'd', 'e', 'f', 'g');
update support.messages set reply_to_seq = 1 where id = story.id('f');
select is(story.lease(p_budget => 1), 'd + e', 'A quoting line needs a message of its own');
delete from support.outbox where true;
select story.next_minute();
select story.say('Robin', 'h', 'i');
update support.messages set type = 'image' where id = story.id('i');
select is(story.lease(p_budget => 1), 'h', 'So does a picture');
select is(story.pressure('Robin', 'j', 'k', 'l') , 'j + k + l', 'Up to as many lines as asked for');
delete from support.outbox where true;
select story.next_minute();
select story.say('Robin', 'm', 'n', 'o');
select is(story.lease(1, 2), 'm + n', 'and no more');
delete from support.outbox where true;
select story.next_minute();
select story.say('Robin', 'short', repeat('x', 3700), 'late');
select is(length(story.lease(1)), length('short + ') + 3700 + length(' + late'), 'They fit into one message of Telegram');
delete from support.outbox where true;
select story.next_minute();
select story.say('Robin', 'first', repeat('y', 3700), repeat('z', 200));
select is(length(story.lease(1)), length('first + ') + 3700, 'what would not fit waits');
delete from support.outbox where true;
select story.next_minute();
select story.say('Robin', 'p', repeat('@', 1900));
select is(story.lease(1), 'p', 'and signs that are shown with a joiner count twice');

-- 5. A worker that comes too late

delete from support.outbox where true;
select story.next_minute();
select story.say('Robin', 'q', 'r');
select is(story.lease(1), 'q + r', 'Two lines under way');
update support.outbox set leased_until = now() - interval '1 second' where true;
select story.next_minute();
select is(story.lease(1), 'q + r', 'are handed out again when the lease ends');
select is(story.settle('q', '{}', 'sent', 601), 'sent', 'A worker that sent only the first says so');
select is(story.states(), 'q sent 2, r pending 2', 'and the other one is not lost');

-- 6. Everything that is sent counts

update support.outbox_lanes set sent_in_window = 3, window_start = clock_timestamp(), not_before = now() where lane = 'telegram:-1001';
update support.outbox set leased_until = null where true;
select is(story.lease(10), 'r', 'A line for a new topic');
select is(story.settle('r', '{}', 'sent', 602, 2), 'sent', 'with its topic and its card');
select is((select sent_in_window from support.outbox_lanes where lane = 'telegram:-1001'), 6, 'has taken three sends of the budget');
select throws_ok($$ select public.support_settle_outbox(1, 'sent', p_further_sends => -2) $$, 'SC090', null, 'Sends are not given back');
delete from support.outbox where true;
update support.outbox_lanes set sent_in_window = 9, not_before = now() where lane = 'telegram:-1001';
select story.say('Sam', 's1', 's2');
select is(story.lease(20), 's1 + s2', 'A try');
select is(story.settle('s1', '{s2}', 'wait', null, -1), 'pending', 'that Telegram has refused');
select is((select sent_in_window from support.outbox_lanes where lane = 'telegram:-1001'), 9, 'has taken nothing');

-- 7. Under pressure the second half of the budget is spread

delete from support.outbox where true;
update support.outbox_lanes set sent_in_window = 0, window_start = clock_timestamp(), not_before = now() where lane = 'telegram:-1001';
create function story.pause() returns integer
language sql
as $$ select greatest(0, round(extract(epoch from not_before - clock_timestamp())))::integer from support.outbox_lanes where lane = 'telegram:-1001' $$;
select story.say('Robin', 't1', 't2', 't3', 't4');
select story.say('Sam', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8');
select is(story.lease(4), 't1 + t2 + t3 + t4', 'The first of four sends a minute, while more waits');
select is(story.pause(), 0, 'leaves no pause behind it');
select story.settle('t1', '{t2,t3,t4}', 'sent', 701);
select is(story.lease(4, 2), 'u1 + u2', 'the second one');
select ok(story.pause() between 18 and 20, 'a third of what is left of the minute, since two are left');
select story.settle('u1', '{u2}', 'sent', 702);
update support.outbox_lanes set not_before = now() where lane = 'telegram:-1001';
select is(story.lease(12), 'u3 + u4 + u5 + u6 + u7 + u8', 'What fits into the window');
select is(story.pause(), 0, 'is sent at once');

select throws_ok($$ select public.support_lease_outbox(p_lines => 0) $$, 'SC090', null, 'Lines count from one');

select * from finish();
rollback;
