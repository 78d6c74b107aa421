-- The team blocks a visitor; a visitor decides what may be remembered.
begin;
select plan(49);
\ir fixtures/harbor-goods.psql

create function story.ban(p_agent text, p_visitor text, p_reason text default null, p_until timestamptz default null) returns jsonb
language sql
as $$ select public.support_ban_visitor(story.id(p_visitor), story.id(p_agent), p_reason, p_until) $$;
create function story.unban(p_agent text, p_visitor text) returns jsonb
language sql
as $$ select public.support_unban_visitor(story.id(p_visitor), story.id(p_agent)) $$;
create function story.decide(p_visitor text, p_decision text, p_text_version text default null, p_ip_hash text default null) returns jsonb
language sql
as $$
  select public.support_set_consent(session.id, session.visitor_id, session.widget_id, p_decision, p_text_version, p_ip_hash)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
insert into support.session_refresh_tokens (token_hash, session_id, generation) values (story.hash('robin'), story.id('Robin session'), 1);

-- 1. Blocked

select story.post('Robin', 'Rude words');
create table story.banned as select story.ban('Mika', 'Robin', ' rude ') as answer;
select is((select answer ->> 'outcome' from story.banned), 'banned', 'Mika blocks Robin');
select results_eq(
  $$ select answer #>> '{visitor,ban_reason}', answer #>> '{visitor,banned_by}', answer #> '{visitor,banned_until}' from story.banned $$,
  $$ values ('rude', story.id('Mika')::text, 'null'::jsonb) $$, 'The team knows who did it and why');
select throws_ok($$ select story.post('Robin', 'More') $$, 'SC014', null, 'Robin writes nothing any more');
select throws_ok($$ select story.decide('Robin', 'granted') $$, 'SC014', null, 'nor decides anything');
select throws_ok($$ select public.support_refresh_session(story.id('Harbor widget'), story.hash('robin'), story.hash('new')) $$,
  'SC014', null, 'A refresh says so too');
select is((select revoked_at from support.sessions where id = story.id('Robin session')), null,
  'because the session stays: Robin is not sent to start over');
select is((story.conversation('Robin')).status, 'queued', 'and the conversation stays as it is');
select is(story.ban('Mika', 'Robin', 'rude') ->> 'outcome', 'already', 'Blocking twice does nothing');
select is((select banned_by from support.visitors where id = story.id('Robin')), story.id('Mika'), 'to who did it first');
select is(story.ban('Ana', 'Robin', 'very rude', now() + interval '1 day') ->> 'outcome', 'already', 'Ana makes it a day');
select results_eq(
  $$ select ban_reason, banned_by, banned_until - now() from support.visitors where id = story.id('Robin') $$,
  $$ values ('very rude', story.id('Ana'), interval '1 day') $$, 'and is the one who did it now');

-- 2. Back again

update support.visitors set banned_until = now() where id = story.id('Robin');
select lives_ok($$ select story.post('Robin', 'Sorry') $$, 'A ban ends by itself');
select is(story.unban('Mika', 'Robin') ->> 'outcome', 'already', 'Then there is nothing to lift');
select is(story.ban('Mika', 'Robin') ->> 'outcome', 'banned', 'Robin may be blocked anew, without a reason');
select is(story.unban('Mika', 'Robin') ->> 'outcome', 'unbanned', 'and let back in');
select results_eq(
  $$ select banned_at, banned_until, banned_by, ban_reason from support.visitors where id = story.id('Robin') $$,
  $$ values (null::timestamptz, null::timestamptz, null::uuid, null::text) $$, 'with nothing left of it');
select lives_ok($$ select story.post('Robin', 'Thank you') $$, 'Robin writes again');
select is(public.support_refresh_session(story.id('Harbor widget'), story.hash('robin'), story.hash('new')) ->> 'outcome', 'refreshed',
  'with the session and the token from before');

-- 3. Who may block whom

select throws_ok($$ select story.ban('Olga', 'Robin') $$, 'SC013', null, 'Olga of Other Shop cannot block Robin');
select throws_ok($$ select story.unban('Olga', 'Robin') $$, 'SC013', null, 'nor let them in');
select throws_ok($$ select story.ban('nothing', 'Robin') $$, 'SC050', null, 'Nobody in particular cannot block');
update support.agents set is_active = false where id = story.id('Ana');
select throws_ok($$ select story.ban('Ana', 'Robin') $$, 'SC050', null, 'nor who left the team');
select throws_ok($$ select story.unban('Ana', 'Robin') $$, 'SC050', null, 'who cannot let in either');
select throws_ok($$ select story.ban('Mika', 'nothing') $$, 'SC013', null, 'Who does not exist is not blocked');
select throws_ok($$ select public.support_ban_visitor(null, story.id('Mika')) $$, 'SC013', null, 'nor is nobody');
select throws_ok($$ select story.ban('Mika', 'Robin', repeat('x', 501)) $$, 'SC090', null, 'A reason has an end');
select throws_ok($$ select story.ban('Mika', 'Robin', 'x', now()) $$, 'SC090', null, 'A ban does not end before it begins');
select is((select banned_at from support.visitors where id = story.id('Robin')), null, 'What was refused has blocked nobody');

-- 4. Consent

select is((select consent from support.visitors where id = story.id('Robin')), 'unknown', 'Robin was not asked yet');
select is(story.decide('Robin', 'granted', 'v1', 'hash'), '{"consent": "granted"}', 'Robin agrees');
select is(story.decide('Robin', 'granted', 'v1', 'hash'), '{"consent": "granted"}', 'The answer was lost and they agree again');
select results_eq(
  $$ select decision, text_version, ip_hash, widget_id from support.visitor_consents where visitor_id = story.id('Robin') $$,
  $$ values ('granted', 'v1', 'hash', story.id('Harbor widget')) $$, 'One proof is kept');
select story.decide('Robin', 'granted', 'v2');
select is((select count(*) from support.visitor_consents where visitor_id = story.id('Robin')), 2::bigint, 'Another text is another decision');
select is((select consent from support.visitors where id = story.id('Robin')), 'granted', 'The visitor''s row says what counts');
select public.support_track_events(session.id, session.visitor_id, session.widget_id, '[{"kind": "page_view"}]')
from support.sessions as session where session.id in (story.id('Robin session'), story.id('Sam session'));
select is(story.decide('Robin', 'denied', 'v2'), '{"consent": "denied"}', 'Robin changes their mind');
select is((select count(*) from support.visitor_events where visitor_id = story.id('Robin')), 0::bigint, 'The trail is gone');
select is((select count(*) from support.visitor_events where visitor_id = story.id('Sam')), 1::bigint, 'Nobody else''s is');
select results_eq(
  $$ select decision from support.visitor_consents where visitor_id = story.id('Robin') order by id $$,
  $$ values ('granted'), ('granted'), ('denied') $$, 'The proof of every decision stays');
select is((select consent from support.visitors where id = story.id('Robin')), 'denied', 'and the last one counts');
select throws_ok(format('select story.decide(''Robin'', %L, %L, %L)', decision, version, hash), 'SC090', null, 'This is no decision: ' || place)
from (values (1, 'maybe', null, null), (2, null, null, null), (3, 'granted', repeat('x', 101), null), (4, 'granted', null, repeat('x', 129)))
  as bad (place, decision, version, hash);
select throws_ok($$ select public.support_set_consent(story.id('Sam session'), story.id('Robin'), story.id('Harbor widget'), 'granted') $$,
  'SC010', null, 'Sam cannot decide for Robin');
select throws_ok($$ select public.support_set_consent(null, null, null, null) $$, 'SC010', null, 'nor can nobody');
select is((select count(*) from support.visitor_consents where visitor_id = story.id('Robin')), 3::bigint, 'What was refused was not recorded');
delete from support.rate_limits where true;
select count(story.decide('Robin', 'granted', 'v' || attempt)) from generate_series(1, 20) as attempt;
select throws_ok($$ select story.decide('Robin', 'denied') $$, 'SC040', null, 'Nobody decides more than twenty times a minute');
select is((select consent from support.visitors where id = story.id('Robin')), 'granted', 'and what came too often does not count');

-- 5. What one may know of oneself

select set_eq(
  $$ select jsonb_object_keys(public.support_update_visitor(session.id, session.visitor_id, session.widget_id, '{}') -> 'visitor')
     from support.sessions as session where session.id = story.id('Robin session') $$,
  array['id', 'external_id', 'name', 'email', 'phone', 'avatar_url', 'locale', 'traits', 'consent', 'identified_at'],
  'A visitor is not told what the team noted about them');

select * from finish();
rollback;
