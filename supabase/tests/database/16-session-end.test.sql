-- What begins and ends a session beside its time: logout, an agent, a deleted widget, a bad request.
begin;
select plan(42);
\ir fixtures/harbor-goods.psql

create function story.logout(p_visitor text, p_reason text default 'logout') returns text
language sql
as $$
  select public.support_revoke_session(session.id, session.visitor_id, session.widget_id, p_reason) ->> 'outcome'
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
insert into support.session_refresh_tokens (token_hash, session_id, generation)
select story.hash(name), story.id(name || ' session'), 1 from unnest(array['Robin', 'Sam', 'Kim']) as name;

-- 1. Logout

select is(story.logout('Robin'), 'revoked', 'Robin logs out');
select is(story.logout('Robin'), 'already', 'twice');
select results_eq(
  $$ select revoked_reason, revoked_at from support.sessions where id = story.id('Robin session') $$, $$ values ('logout', now()) $$,
  'The session says why it ended');
select throws_ok($$ select story.poll('Robin') $$, 'SC011', null, 'Its access token is worth nothing');
select is(public.support_refresh_session(story.id('Harbor widget'), story.hash('Robin'), story.hash('x')), '{"outcome": "revoked"}',
  'nor is its refresh token');
select is(public.support_revoke_session(story.id('Sam session'), story.id('Robin'), story.id('Harbor widget')), '{"outcome": "unknown"}',
  'Robin cannot log Sam out');
select is(public.support_revoke_session(story.id('Sam session'), story.id('Sam'), story.id('Other widget')), '{"outcome": "unknown"}',
  'nor can another widget');
select is(public.support_revoke_session(null, null, null), '{"outcome": "unknown"}', 'Nothing is no session, and no error');
select lives_ok($$ select story.poll('Sam') $$, 'Sam stays');
update support.visitors set banned_at = now() where id = story.id('Sam');
select is(story.logout('Sam', 'page closed'), 'revoked', 'A blocked visitor may go');
select throws_ok($$ select story.logout('Kim', '') $$, 'SC090', null, 'A reason is one');
select throws_ok($$ select story.logout('Kim', repeat('x', 201)) $$, 'SC090', null, 'and has an end');
select throws_ok($$ select story.logout('Kim', null) $$, 'SC090', null, 'and is given');

-- 2. All devices

insert into support.sessions (id, visitor_id, widget_id, expires_at)
select story.id('Kim ' || device), story.id('Kim'), story.id('Other widget'), now() + interval '1 day'
from unnest(array['phone', 'tablet']) as device;
select throws_ok($$ select public.support_revoke_visitor_sessions(story.id('Harbor Goods'), story.id('Kim'), 'lost phone') $$,
  'SC013', null, 'Harbor Goods knows no Kim');
select is(public.support_revoke_visitor_sessions(story.id('Other Shop'), story.id('Kim'), 'lost phone'), '{"revoked": 3}',
  'Other Shop ends Kim''s sessions on all devices');
select is(public.support_revoke_visitor_sessions(story.id('Other Shop'), story.id('Kim'), 'lost phone'), '{"revoked": 0}', 'once');
select is((select array_agg(distinct revoked_reason) from support.sessions where visitor_id = story.id('Kim')), array['lost phone'], 'and says why');
insert into support.merged_visitors (id, visitor_id) values (story.id('Kim before'), story.id('Kim'));
select is(public.support_revoke_visitor_sessions(story.id('Other Shop'), story.id('Kim before'), 'again'), '{"revoked": 0}', 'An old id is Kim''s too');
select throws_ok($$ select public.support_revoke_visitor_sessions(story.id('Other Shop'), story.id('Kim'), null) $$, 'SC090', null, 'A reason is given');
select throws_ok($$ select public.support_revoke_visitor_sessions(null, null, 'x') $$, 'SC013', null, 'Nobody has no sessions');

-- 3. The widget ends

select story.arrives('Jo');
insert into support.session_refresh_tokens (token_hash, session_id, generation) values (story.hash('Jo'), story.id('Jo session'), 1);
update support.widgets set is_enabled = false where id = story.id('Harbor widget');
select throws_ok($$ select public.support_refresh_session(story.id('Harbor widget'), story.hash('Jo'), story.hash('x')) $$, 'SC002', null,
  'A widget that was switched off refreshes nothing');
update support.widgets set is_enabled = true, deleted_at = now() where id = story.id('Harbor widget');
select throws_ok($$ select public.support_refresh_session(story.id('Harbor widget'), story.hash('Jo'), story.hash('x')) $$, 'SC001', null,
  'A deleted one does not exist');
select throws_ok($$ select story.poll('Jo') $$, 'SC001', null, 'for those who had a session');
select throws_ok($$ select public.support_create_session(story.id('Harbor widget'), story.hash('y')) $$, 'SC001', null, 'and for new ones');
update support.widgets set deleted_at = null where id = story.id('Harbor widget');
select is(public.support_refresh_session(story.id('Harbor widget'), story.hash('Jo'), story.hash('x')) ->> 'outcome', 'refreshed',
  'When it is back, so is the session');

-- 4. How a session begins

create table story.began as select public.support_create_session(
  p_widget_id => story.id('Harbor widget'), p_refresh_token_hash => story.hash('z'), p_origin => 'https://harbor.example',
  p_user_agent => repeat('u', 1000)) as session;
select results_eq(
  $$ select origin, char_length(user_agent) from support.sessions, story.began where id = (session ->> 'session_id')::uuid $$,
  $$ values ('https://harbor.example', 400) $$, 'It knows the page''s origin and the browser, cut where too long');
select throws_ok(format('select public.support_create_session(story.id(''Harbor widget''), %L)', bad), 'SC090', null,
  'This is no hash of a token: ' || coalesce(left(bad, 20), 'null'))
from unnest(array[null, '', 'token', repeat('z', 64), upper(story.hash('a')), story.hash('z')]) as bad;
select throws_ok(format('select public.support_create_session(story.id(''Harbor widget''), story.hash(''q''), %L)', bad), 'SC090', null,
  'This is no context: ' || left(bad, 20))
from unnest(array['[]', '"page"', jsonb_build_object('x', repeat('x', 17000))::text]) as bad;
select throws_ok(format('select public.support_refresh_session(story.id(''Harbor widget''), story.hash(''x''), %L)', bad), 'SC090', null,
  'No token is exchanged for this: ' || coalesce(left(bad, 20), 'null'))
from unnest(array[null, 'token', story.hash('z')]) as bad;
select is(public.support_refresh_session(story.id('Harbor widget'), story.hash('x'), story.hash('xx')) ->> 'outcome', 'refreshed',
  'and the one that was brought is still good');

-- 5. Secrets that vouch

insert into support.organization_identity_secrets (organization_id, kid, secret, created_at, retires_at) values
  (story.id('Harbor Goods'), 'old', repeat('o', 32), now() - interval '3 days', now() + interval '1 hour'),
  (story.id('Harbor Goods'), 'new', repeat('n', 32), now(), null),
  (story.id('Harbor Goods'), 'gone', repeat('g', 32), now() - interval '9 days', now());
select is(public.support_list_identity_secrets(story.id('Harbor Goods')),
  jsonb_build_array(jsonb_build_object('kid', 'new', 'secret', repeat('n', 32)), jsonb_build_object('kid', 'old', 'secret', repeat('o', 32))),
  'The server gets the secrets that are good, newest first');
select is(public.support_list_identity_secrets(story.id('Other Shop')), '[]', 'and nobody else''s');
select throws_ok($$ select public.support_list_identity_secrets(story.id('nothing')) $$, 'SC003', null, 'An organization that is not there has none');

select * from finish();
rollback;
