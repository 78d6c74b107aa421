-- What time brings about: reminders, ends of bans and snoozes, retention; each step in small batches.
begin;
select plan(50);
\ir fixtures/harbor-goods.psql

create function story.tick(p_step text, p_batch integer default 500) returns text
language sql
as $$ select public.support_run_tick(p_batch) ->> p_step $$;
create function story.waits(p_visitor text, p_time interval) returns void
language sql
as $$
  update support.conversations set queued_at = now() - p_time, waiting_since = now() - p_time, escalated_at = null, escalations = 0
  where visitor_id = story.id(p_visitor)
$$;
create function story.minutes_pass(p_minutes integer) returns void
language sql
as $$
  update support.conversations set queued_at = queued_at - make_interval(mins => p_minutes),
    waiting_since = waiting_since - make_interval(mins => p_minutes), escalated_at = escalated_at - make_interval(mins => p_minutes)
  where true
$$;
create function story.reminders() returns bigint
language sql
as $$ select count(*) from support.outbox where kind = 'reminder' $$;
create function story.requests(p_visitor text) returns bigint
language sql
as $$ select count(*) from support.messages where visitor_id = story.id(p_visitor) and content ->> 'event' = 'contact_requested' $$;

-- 1. What nobody takes

select is(public.support_run_tick() -> 'failures', '[]', 'Every step of a tick works');
select story.post('Robin', 'Where is my lamp?'), story.post('Sam', 'Do you ship to Malta?');
select is(story.tick('escalated'), '0', 'Who has just written is not brought up');
select story.waits('Robin', interval '4 minutes 59 seconds'), story.waits('Sam', interval '0');
select is(story.tick('escalated'), '0', 'nor within five minutes');
select story.waits('Robin', interval '5 minutes');
select is(story.tick('escalated'), '1', 'After five minutes Robin is');
select is(story.requests('Robin'), 1::bigint, 'Robin is asked for an e-mail address');
select results_eq(
  $$ select kind, lane, payload ->> 'escalation', (payload ->> 'waiting_since')::timestamptz from support.outbox where kind = 'reminder' $$,
  $$ select 'reminder', 'telegram:-1001', '1', waiting_since from story.conversation('Robin') $$, 'and the group is reminded');
select is(story.tick('escalated'), '0', 'A minute later there is nothing more to do');
select story.minutes_pass(4);
select is(story.tick('escalated'), '0', 'The second reminder takes ten minutes');
select story.minutes_pass(6);
select is(story.tick('escalated'), '2', 'and comes then, as does Sam''s first');
select story.minutes_pass(20);
select is(story.tick('escalated'), '2', 'the third another twenty; Sam''s second is due as well');
select story.minutes_pass(10000);
select is(story.tick('escalated') || story.tick('escalated'), '10', 'after which Robin is left alone, and Sam after the third');
select is(story.reminders(), 6::bigint, 'Three reminders each');
select is(story.requests('Robin'), 1::bigint, 'but one question');
select is((select count(*) from support.conversations where escalated_at is not null and escalations = 3), 2::bigint, 'All of it is remembered');

select story.arrives('Jo'), story.post('Jo', 'Hello');
update support.visitors set email = 'jo@mail.example' where id = story.id('Jo');
select story.waits('Jo', interval '1 hour');
select is(story.tick('escalated'), '1', 'Jo waits, too');
select is(story.requests('Jo'), 0::bigint, 'but is not asked for what is known');

create function story.is_brought_up(p_visitor text) returns boolean
language sql
as $$ select story.waits(p_visitor, interval '1 hour'); select story.tick('escalated') = '1' $$;
update support.widgets set routing_rules = '{"escalate_after_minutes": 0}' where id = story.id('Harbor widget');
select ok(not story.is_brought_up('Jo'), 'A widget may want no reminders');
update support.widgets set routing_rules = '{"escalate_after_minutes": 90}' where id = story.id('Harbor widget');
select ok(not story.is_brought_up('Jo'), 'or later ones');
update support.widgets set routing_rules = '{"escalate_after_minutes": "soon"}' where id = story.id('Harbor widget');
select ok(story.is_brought_up('Jo'), 'What is no number means five minutes');
update support.conversations set snoozed_until = now() + interval '1 hour' where visitor_id = story.id('Jo');
select ok(not story.is_brought_up('Jo'), 'What was put aside is not brought up');
update support.conversations set snoozed_until = null where true;
update support.conversations set status = 'active', agent_id = story.id('Mika') where visitor_id = story.id('Jo');
select ok(not story.is_brought_up('Jo'), 'nor what somebody has');
update support.conversations set status = 'closed', closed_at = now() where visitor_id = story.id('Jo');
select ok(not story.is_brought_up('Jo'), 'nor what has ended');
update support.conversations set waiting_since = null, queued_at = now() - interval '1 hour', escalations = 0, escalated_at = null where visitor_id = story.id('Sam');
select is(story.tick('escalated'), '0', 'Where it is the visitor''s turn nobody waits');

-- 2. What ends by itself

update support.visitors set banned_at = now(), banned_until = now() - interval '1 second', ban_reason = 'noise', banned_by = story.id('Mika') where id = story.id('Robin');
update support.visitors set banned_at = now(), banned_until = now() + interval '1 hour' where id = story.id('Sam');
update support.visitors set banned_at = now() where id = story.id('Kim');
select is(story.tick('ended_bans'), '1', 'A ban for a time ends');
select set_eq($$ select id from support.visitors where banned_at is not null $$, array[story.id('Sam'), story.id('Kim')], 'others stay');
select is((select ban_reason || banned_by::text from support.visitors where id = story.id('Robin')), null, 'and nothing is left of it');
update support.conversations set snoozed_until = now() - interval '1 second' where visitor_id = story.id('Robin');
update support.agents set snoozed_until = now() - interval '1 second' where id = story.id('Mika');
update support.agents set snoozed_until = now() + interval '1 hour' where id = story.id('Ana');
create table story.revision as select (story.conversation('Robin')).revision;
select story.silence();
select is(story.tick('ended_snoozes'), '2', 'What was put aside comes back, and so does who was away');
select is((select array_agg(name) from support.agents where snoozed_until is not null), array['Ana'], 'but nobody too early');
select is((story.conversation('Robin')).revision - (select revision from story.revision), 1::bigint, 'The conversation takes a revision');
select isnt_empty($$ select * from story.heard('support:org:' || story.id('Harbor Goods')) where payload #>> '{conversation,id}' = (story.conversation('Robin')).id::text $$,
  'which is announced to the team');

-- 3. What is forgotten

update support.conversations set status = 'closed', closed_at = now() - interval '40 days' where visitor_id = story.id('Robin');
update support.visitors set banned_at = null, banned_until = null where true;
select story.post('Kim', 'Old matter');
update support.conversations set status = 'closed', closed_at = now() - interval '40 days' where visitor_id = story.id('Kim');
select is(story.tick('pruned_conversations'), '0', 'Conversations are kept');
update support.organizations set conversation_retention_days = 30 where id = story.id('Harbor Goods');
update support.conversations set closed_at = now() - interval '29 days' where visitor_id = story.id('Jo');
select is(story.tick('pruned_conversations'), '1', 'unless an organization says for how long');
select is((select count(*) from support.messages where visitor_id = story.id('Robin')), 0::bigint, 'Robin''s is gone with all that was said');
select is((select count(*) from support.conversations where visitor_id in (story.id('Jo'), story.id('Sam'), story.id('Kim'))), 3::bigint,
  'what ended later, is open, or is another organization''s stays');

insert into support.visitor_events (organization_id, widget_id, visitor_id, kind, created_at)
select story.id('Harbor Goods'), story.id('Harbor widget'), story.id('Sam'), 'page_view', now() - make_interval(days => age)
from unnest(array[1, 89, 91, 400]) as age;
select is(story.tick('pruned_events', 1), '1', 'Page views are forgotten after 90 days, in small steps');
select is(story.tick('pruned_events'), '1', 'one after the other');
delete from support.audit_logs where true;
insert into support.audit_logs (organization_id, actor_kind, action, created_at)
select story.id('Harbor Goods'), 'system', 'widgets.updated', now() - make_interval(days => age) from unnest(array[399, 401]) as age;
select is(story.tick('pruned_audit_logs'), '1', 'The audit log is kept for 400 days');
insert into support.agent_invitations (organization_id, token_hash, expires_at, accepted_at) values
  (story.id('Harbor Goods'), story.hash('open'), now() + interval '1 day', null),
  (story.id('Harbor Goods'), story.hash('used'), now() + interval '1 day', now() - interval '31 days'),
  (story.id('Harbor Goods'), story.hash('late'), now() - interval '31 days', null),
  (story.id('Harbor Goods'), story.hash('just late'), now() - interval '29 days', null);
select is(story.tick('pruned_invitations'), '2', 'Invitations are forgotten a month after they were used or ran out');
delete from support.outbox where true;
insert into support.outbox (organization_id, lane, chat_id, kind, state, error, settled_at)
select story.id('Harbor Goods'), 'telegram:1', 1, 'agent_notice', state, error, now() - age
from (values ('dead', 'because', interval '29 days'), ('dead', 'because', interval '31 days'), ('dead', null, interval '3 days'),
  ('dead', 'unsent', interval '3 days'), ('dead', 'expired', interval '3 days'), ('sent', null, interval '47 hours')) as job (state, error, age);
select is(story.tick('pruned_outbox'), '3', 'What was given up is kept for a month; what was dropped on purpose is not');
insert into support.telegram_updates (bot_id, update_id, lane, update, state, settled_at) values
  (1, 1, 'l', '{}', 'dead', now() - interval '31 days'), (1, 2, 'l', '{}', 'dead', now() - interval '29 days'), (1, 3, 'l', '{}', 'done', now() - interval '49 hours');
select is(story.tick('pruned_updates'), '2', 'also among the updates');

-- 4. A deleted widget

update support.widgets set deleted_at = now() - interval '29 days' where id = story.id('Other widget');
select is(story.tick('pruned_widgets'), '0', 'A deleted widget can be brought back for a month');
update support.widgets set deleted_at = now() - interval '31 days' where id = story.id('Other widget');
select is((public.support_run_tick() - array['failures']) -> 'has_more', 'true', 'Then what was said there goes');
select is((select count(*) from support.conversations where widget_id = story.id('Other widget'))
  + (select count(*) from support.sessions where widget_id = story.id('Other widget')), 0::bigint, 'first,');
select is(story.tick('pruned_widgets') || story.tick('pruned_widgets'), '10', 'and the widget itself');
select set_eq('select key from support.widgets', array['wk_harbor'], 'Nobody else''s');

-- 5. One long conversation after the other

insert into support.visitors (id, organization_id) select story.id('Guest ' || n), story.id('Harbor Goods') from generate_series(1, 3) as n;
insert into support.conversations (organization_id, widget_id, visitor_id, number, status, last_seq, closed_at)
select story.id('Harbor Goods'), story.id('Harbor widget'), story.id('Guest ' || n), 100 + n, 'closed', 4000, now() - interval '40 days' from generate_series(1, 3) as n;
select is(array[story.tick('pruned_conversations'), story.tick('pruned_conversations'), story.tick('pruned_conversations')], array['2', '1', '0'],
  'About 5000 messages go at once, so no lock is held for long');

-- 6. Trouble

alter function support.forget_events(integer) rename to forget_events_elsewhere;
create table story.limp as select public.support_run_tick() as answer;
select is((select jsonb_path_query_array(answer, '$.failures[*].step') from story.limp), '["forget_events"]', 'A step that fails is named');
select is((select (answer ->> 'skipped') || (answer ->> 'has_more') || (answer ->> 'pruned_widgets') from story.limp), 'falsefalse0', 'and stops no other one');
select throws_ok('select public.support_run_tick(0)', 'SC090', null, 'A tick that does nothing is refused');
select throws_ok('select public.support_run_tick(null)', 'SC090', null, 'so is one without a measure');

select * from finish();
rollback;
