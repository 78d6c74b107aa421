-- The scheduled clean-up, and what a health check sees.
begin;
select plan(15);
\ir fixtures/harbor-goods.psql

select story.post('Robin', 'Where is my lamp?', 'lamp');
select story.post('Robin', 'The blue one.', 'blue');
select story.post('Sam', 'Do you ship to Malta?');
select public.support_store_telegram_update(1, n, 'lane ' || n, '{}') from generate_series(1, 4) as n;

-- 1. The backlog

select is(public.support_count_backlog(),
  '{"outbox_pending": 3, "outbox_dead": 0, "updates_pending": 4, "updates_dead": 0, "oldest_outbox_seconds": 0}', 'What waits is counted');
select public.support_settle_outbox(id, 'sent') from support.outbox where message_id = story.id('lamp');
select public.support_settle_outbox(id, 'dead') from support.outbox where message_id = story.id('blue');
select public.support_settle_telegram_update(1, 1, 'done'), public.support_settle_telegram_update(1, 2, 'dead');
select story.wait('90 seconds');
select is(public.support_count_backlog() - 'oldest_outbox_seconds',
  '{"outbox_pending": 1, "outbox_dead": 1, "updates_pending": 2, "updates_dead": 1}', 'so is what was given up, and what is done is not');
select is((public.support_count_backlog() ->> 'oldest_outbox_seconds')::numeric, 90::numeric, 'and how long the oldest has waited');

-- 2. Nothing is forgotten too early

create function story.left() returns text
language sql
as $$
  select format('%s sessions, %s updates, %s deliveries, %s counters',
    (select count(*) from support.sessions), (select count(*) from support.telegram_updates),
    (select count(*) from support.outbox), (select count(*) from support.rate_limits))
$$;
-- The part of a tick that this story is about.
create function story.tick() returns jsonb
language sql
as $$
  select jsonb_object_agg(step, done) from jsonb_each(public.support_run_tick()) as list (step, done)
  where step in ('expired_sessions', 'pruned_updates', 'pruned_outbox', 'pruned_rate_limits')
$$;
create table story.before as select story.left() as state;
create table story.clean as select '{"expired_sessions": 0, "pruned_updates": 0, "pruned_outbox": 0, "pruned_rate_limits": 0}'::jsonb as answer;
select is(story.tick(), (select answer from story.clean), 'A tick finds nothing to do');
select story.wait('47 hours');
update support.rate_limits set window_start = now() - interval '23 hours' where true;
select is(story.tick(), (select answer from story.clean), 'Telegram repeats for 24 hours; 47 hours later everything is still known');
select is(story.left(), (select state from story.before), 'Nothing is gone');

-- 3. What is forgotten

select story.wait('2 hours');
select is(story.tick() - 'expired_sessions', '{"pruned_updates": 1, "pruned_outbox": 1, "pruned_rate_limits": 2}',
  'After 48 hours what is done is forgotten, and counters after a day');
select is((select array_agg(state order by state) from support.outbox), array['dead', 'pending'], 'What waits or was given up stays for people to see');
select is((select array_agg(state order by state) from support.telegram_updates), array['dead', 'pending', 'pending'], 'among the updates too');
select is(story.tick(), (select answer from story.clean), 'A second tick finds nothing more');

update support.sessions set expires_at = now() - interval '23 hours' where id = story.id('Sam session');
insert into support.session_refresh_tokens (token_hash, session_id, generation)
values (story.hash('robins'), story.id('Robin session'), 1), (story.hash('sams'), story.id('Sam session'), 1);
update support.sessions set expires_at = now() - interval '25 hours' where id = story.id('Robin session');
select is(story.tick() -> 'expired_sessions', '1', 'A session is forgotten a day after it expired');
select is((select array_agg(token_hash) from support.session_refresh_tokens), array[story.hash('sams')], 'with its refresh tokens');
select is((select count(*) from support.messages where visitor_id = story.id('Robin')), 2::bigint, 'What was said stays');
select is(public.support_refresh_session(story.id('Harbor widget'), story.hash('robins'), story.hash('new')) ->> 'outcome', 'unknown',
  'A browser that comes back after that starts anew');

-- 4. Small steps

insert into support.rate_limits (key, window_start, hits) select 'old ' || n, now() - interval '2 days', 1 from generate_series(1, 501) as n;
select is(array[story.tick(), story.tick()]::text[],
  array[(select answer || '{"pruned_rate_limits": 500}' from story.clean), (select answer || '{"pruned_rate_limits": 1}' from story.clean)]::text[],
  'A tick takes at most 500 of a kind; the next one goes on');

select * from finish();
rollback;
