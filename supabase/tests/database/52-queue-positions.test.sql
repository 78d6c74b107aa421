-- A place in the queue as its visitor sees it: with what they ask for, and told to whom it has changed for.
begin;
select plan(22);
\ir fixtures/harbor-goods.psql

create function story.of(p_visitor text) returns uuid
language sql
as $$ select (story.conversation(p_visitor)).id $$;
create function story.queued_ago(p_visitor text, p_ago interval) returns void
language sql
as $$ update support.conversations set queued_at = now() - p_ago where id = story.of(p_visitor) $$;
-- What a transaction says when it ends: "Pat 1, Alex 2".
create function story.told() returns text
language plpgsql
as $$
declare
  v_told text;
begin
  set constraints all immediate;
  set constraints all deferred;
  select string_agg(visitor.name || ' ' || (sent.payload #>> '{queue,position}'), ', ' order by sent.payload #>> '{queue,position}', visitor.name)
  into v_told
  from realtime.messages as sent
  join support.visitors as visitor on sent.topic = 'support:visitor:' || visitor.id::text
  where sent.event = 'queue.updated';
  perform story.silence();
  return v_told;
end
$$;

delete from support.conversations where true;
select story.arrives(name) from unnest('{Alex,Jo,Pat}'::text[]) as name;
update support.visitors set name = one from unnest('{Alex,Jo,Pat}'::text[]) as one where id = story.id(one);
select story.told();

-- 1. Nothing of it where it is not shown

select story.post('Pat', 'Hello');
select is(story.poll('Pat') -> 'queue', 'null', 'A widget that does not show places tells none');
select is(story.told(), null, 'and nobody hears of any');
update support.widgets set behavior = behavior || '{"shows_queue_position": true}' where id = story.id('Harbor widget');

-- 2. Asked for

select story.queued_ago('Pat', '3 minutes');
select story.post('Alex', 'Hello');
select story.queued_ago('Alex', '2 minutes');
select story.post('Jo', 'Hello');
select story.queued_ago('Jo', '1 minute');
select is(story.poll('Alex') -> 'queue',
  jsonb_build_object('conversation_id', story.of('Alex'), 'position', 2, 'estimated_wait_seconds', null),
  'chat/poll says how many come first; without a pace there is no estimate');
select is(
  public.support_start_conversation(story.id('Jo session'), story.id('Jo'), story.id('Harbor widget')) -> 'queue' -> 'position',
  '3', 'so does chat/start');
select is(story.told(), 'Pat 1, Alex 2, Jo 3', 'Whoever comes hears it too');

-- 3. Told

select is(story.told(), null, 'Nothing has changed since');
select story.post('Jo', 'Are you there?');
update support.conversations set subject = 'Lamps' where id = story.of('Pat');
select is(story.told(), null, 'What leaves the line as it is tells nobody');
update support.conversations set priority = 'urgent' where id = story.of('Jo');
select is(story.told(), 'Jo 1, Pat 2, Alex 3', 'Whoever is more urgent goes in front, and all behind step back');
select public.support_claim_conversation(story.of('Pat'), story.id('Mika'));
select is(story.told(), 'Alex 2', 'Of a claim hear only those behind');
select is(story.poll('Pat') -> 'queue', 'null', 'Who is served has no place');
update support.conversations set snoozed_until = now() + interval '1 hour' where id = story.of('Jo');
select is(story.told(), 'Alex 1', 'What is put off holds nobody up');
update support.conversations set snoozed_until = null where id = story.of('Jo');
select is(story.told(), 'Jo 1, Alex 2', 'and comes back to its place');
insert into support.departments (id, organization_id, name) values (story.id('Repairs'), story.id('Harbor Goods'), 'Repairs');
update support.conversations set department_id = story.id('Repairs') where id = story.of('Jo');
select is(story.told(), 'Alex 1, Jo 1', 'Each department has a line of its own: both hear of a move between them');
update support.conversations set status = 'closed', closed_at = now() where id = story.of('Jo');
select is(story.told(), null, 'An empty line tells nobody');
delete from support.conversations where id = story.of('Alex');
select is(story.told(), null, 'nor does a conversation that is gone');

-- 4. Once for a transaction, and to the first hundred

insert into support.visitors (id, organization_id, name)
select story.id('crowd ' || i), story.id('Harbor Goods'), 'Visitor ' || i from generate_series(1, 300) as i;
insert into support.conversations (organization_id, widget_id, visitor_id, number, status, queued_at)
select story.id('Harbor Goods'), story.id('Harbor widget'), story.id('crowd ' || i), 100000 + i, 'queued', now() + interval '1 second' * i
from generate_series(1, 300) as i;
select is(array_length(string_to_array(story.told(), ', '), 1), 100, 'The first hundred hear of it');
update support.conversations set status = 'closed', closed_at = now() where number between 100001 and 100010;
select is(array_length(string_to_array(story.told(), ', '), 1), 100, 'Ten that leave at once are one change');
update support.conversations set status = 'closed', closed_at = now() where number = 100200;
select is(story.told(), null, 'Far behind nobody is told');
select is(
  support.queue_json(conversation) -> 'position', '289', 'but whoever asks is answered')
from support.conversations as conversation where number = 100300;
update support.widgets set behavior = behavior - 'shows_queue_position' where id = story.id('Harbor widget');
update support.conversations set status = 'closed', closed_at = now() where number = 100011;
select is(story.told(), null, 'Where it is not shown any more, nobody hears');
select is(current_setting('support.queue_changed', true), '', 'What was noted is forgotten');
select throws_ok(
  $$ select story.act('authenticated'); select support.announce_queue(story.id('Harbor Goods'), '{}') $$, '42501', null, 'Nobody but the owner may announce');

select * from finish();
rollback;
