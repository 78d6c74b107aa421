-- A browser's credential: made, refreshed, lost, raced for, stolen.
begin;
select plan(47);
\ir fixtures/harbor-goods.psql

create function story.refresh(p_old text, p_new text, p_widget text default 'Harbor widget') returns jsonb
language sql
as $$ select public.support_refresh_session(story.id(p_widget), story.hash(p_old), story.hash(p_new)) $$;
create table story.jo as select '{}'::jsonb as session limit 0;

-- 1. What a page may know of a widget

select is(
  public.support_get_widget('wk_harbor')
    - array['availability', 'departments', 'branding', 'behavior', 'features', 'prechat', 'triggers', 'hours', 'limits'],
  jsonb_build_object(
    'id', story.id('Harbor widget'), 'organization_id', story.id('Harbor Goods'), 'key', 'wk_harbor',
    'name', 'Harbor Goods', 'enabled', true, 'version', 1, 'allowed_domains', '[]'::jsonb, 'blocked_domains', '[]'::jsonb,
    'localization', jsonb_build_object('default_locale', 'en')),
  'The widget''s configuration comes with its key');
select is(
  (select jsonb_agg(department - array['description', 'is_online'])
    from jsonb_array_elements(public.support_get_widget('wk_harbor') -> 'departments') as department),
  jsonb_build_array(
    jsonb_build_object('id', story.id('Orders'), 'name', 'Orders'),
    jsonb_build_object('id', story.id('Returns'), 'name', 'Returns')),
  'Its departments are those of its own organization, in their order');
select is(
  public.support_get_widget('wk_harbor') -> 'branding',
  '{"team_name": "Harbor Goods", "accent": null, "logo_url": null, "greeting_title": null, "greeting_text": null}',
  'A widget without branding is called by its name');
select is(
  public.support_get_widget('wk_harbor') -> 'availability',
  '{"status": "online", "agents": [{"name": "Ana", "avatar_url": null}, {"name": "Mika", "avatar_url": null}], "reply_time_seconds": null}',
  'The team is online while a group answers, and agents are known by name and picture only');

update support.widgets set
  branding = '{"team_name": "The harbor crew", "accent": "teal", "secret_note": "no"}', allowed_domains = '{harbor.example}',
  localization = '{"default_locale": "pt"}'
where id = story.id('Harbor widget');
select is(
  public.support_get_widget('wk_harbor') -> 'branding',
  '{"team_name": "The harbor crew", "accent": "teal", "logo_url": null, "greeting_title": null, "greeting_text": null}',
  'Branding says what was configured, and nothing that is not branding');
select is(public.support_get_widget('wk_harbor') -> 'version', '2', 'Every change of a widget raises its version');
select is(public.support_get_widget('wk_harbor') -> 'allowed_domains', '["harbor.example"]', 'The server learns the allowed domains');
select is(public.support_get_widget('wk_harbor') #>> '{localization,default_locale}', 'pt', 'The server learns the default locale');
update support.telegram_chats set state = 'paused' where organization_id = story.id('Harbor Goods');
select is(public.support_get_widget('wk_harbor') #>> '{availability,status}', 'away', 'The team is away while no group answers');
select throws_ok($$ select public.support_get_widget('wk_nobody') $$, 'SC001', null, 'An unknown key is refused');
select throws_ok($$ select public.support_get_widget(null) $$, 'SC001', null, 'No key is an unknown key');

-- 2. Jo arrives

insert into story.jo select public.support_create_session(
  story.id('Harbor widget'), story.hash('first'), '{"page_url": "https://harbor.example/lamps"}', 'ip of Jo');
select is(
  (select array_agg(key order by key) from story.jo, jsonb_object_keys(session) as key), array['session_id', 'visitor_id'],
  'A new session has an id and a visitor');
select results_eq(
  $$ select visitor.organization_id, visitor.context ->> 'page_url', visitor.name
     from support.visitors as visitor, story.jo where visitor.id = (jo.session ->> 'visitor_id')::uuid $$,
  $$ values (story.id('Harbor Goods'), 'https://harbor.example/lamps', null::text) $$,
  'The visitor is anonymous, belongs to the widget''s organization, and agents see the page they came from');
select results_eq(
  $$ select expires_at - now(), ip_hash, widget_id from support.sessions, story.jo where id = (jo.session ->> 'session_id')::uuid $$,
  $$ values (interval '30 days', 'ip of Jo', story.id('Harbor widget')) $$,
  'The session lasts 30 days and belongs to the widget');
select is(
  (select count(*) from support.session_refresh_tokens where token_hash = story.hash('first')), 1::bigint,
  'Of the refresh token only the hash is stored');
select throws_ok($$ select public.support_create_session(story.id('nowhere'), story.hash('x'), '{}', null) $$,
  'SC001', null, 'There is no session without a widget');
update support.widgets set is_enabled = false where id = story.id('Other widget');
select throws_ok($$ select public.support_create_session(story.id('Other widget'), story.hash('x'), '{}', null) $$,
  'SC002', null, 'A widget that was switched off gives no session');
select throws_ok($$ select story.post('Kim', 'Hello?') $$, 'SC002', null, 'A widget that was switched off takes no message');
select lives_ok($$ select public.support_create_session(story.id('Harbor widget'), story.hash('no context'), null, null) $$,
  'A session needs neither context nor address');

-- 3. Jo comes back: rotation, a lost answer, two tabs

select is(story.refresh('first', 'second'), (select '{"outcome": "refreshed"}' || session from story.jo),
  'A refresh gives the same session and visitor');
select is(story.refresh('first', 'second again') ->> 'outcome', 'refreshed',
  'The answer was lost: the old token is good once more');
select is(story.refresh('second', 'third') ->> 'outcome', 'refreshed', 'One tab goes on with one of the two new tokens');
select is(story.refresh('second again', 'third again') ->> 'outcome', 'refreshed',
  'The other tab goes on with the other: neither is logged out');
select is(
  (select array_agg(generation order by generation) from support.session_refresh_tokens as token, story.jo
   where token.session_id = (jo.session ->> 'session_id')::uuid),
  array[1, 2, 2, 3, 3], 'Both tabs'' tokens are of one generation');

select story.wait('12 days');
select is(story.refresh('third', 'fourth') ->> 'outcome', 'refreshed', 'Twelve days later the token is still good');
select is(
  (select expires_at - now() from support.sessions, story.jo where id = (jo.session ->> 'session_id')::uuid),
  interval '30 days', 'and every refresh starts the 30 days anew');

-- 4. Somebody stole an old token

select is(story.refresh('second', 'loot') ->> 'outcome', 'reused', 'A token from two generations ago is a stolen one');
select isnt(
  (select revoked_at from support.sessions, story.jo where id = (jo.session ->> 'session_id')::uuid), null,
  'The answer is no error, so the revocation commits');
select is((select count(*) from support.session_refresh_tokens where token_hash = story.hash('loot')), 0::bigint,
  'The thief gets no token');
select is(story.refresh('fourth', 'fifth') ->> 'outcome', 'revoked', 'The newest token is worth nothing any more');
select is(story.refresh('first', 'fifth') ->> 'outcome', 'revoked', 'nor is any older one');
select throws_ok(
  $$ select public.support_poll_changes((session ->> 'session_id')::uuid, (session ->> 'visitor_id')::uuid, story.id('Harbor widget')) from story.jo $$,
  'SC011', null, 'An access token of the revoked session is refused');

-- 5. What else ends a session

select is(story.refresh('never issued', 'x'), '{"outcome": "unknown"}', 'An invented token is unknown');
select is(story.refresh('no context', 'x', 'Other widget'), '{"outcome": "unknown"}', 'A token of another widget is unknown');
select is(story.refresh(null, 'x'), '{"outcome": "unknown"}', 'No token is an unknown token');

select story.wait('31 days');
select is(story.refresh('no context', 'x'), '{"outcome": "expired"}', 'After 30 days of silence a token has expired');
select throws_ok($$ select story.poll('Robin') $$, 'SC012', null, 'After 30 days of silence an access token is refused too');
select story.wait('-31 days');
select lives_ok($$ select story.poll('Robin') $$, 'Before that it is not');

update support.visitors set banned_at = now() where id = story.id('Robin');
select throws_ok($$ select story.poll('Robin') $$, 'SC014', null, 'A banned visitor reads nothing');
select throws_ok($$ select story.post('Robin', 'Let me in') $$, 'SC014', null, 'A banned visitor writes nothing');
select lives_ok($$ select story.poll('Sam') $$, 'Nobody else is banned with them');
update support.visitors set banned_at = null where id = story.id('Robin');

-- 6. The stranger: Sam mixes Robin's ids with their own

select throws_ok($$ select public.support_poll_changes(story.id('Sam session'), story.id('Robin'), story.id('Harbor widget')) $$,
  'SC010', null, 'Sam''s session is not Robin''s');
select throws_ok($$ select public.support_poll_changes(story.id('Robin session'), story.id('Robin'), story.id('Other widget')) $$,
  'SC010', null, 'A session is not valid on another widget');
select throws_ok($$ select public.support_poll_changes(null, null, null) $$, 'SC010', null, 'Nothing at all is no session');

-- 7. Too many of them

create table story.crowd as
  select attempt, (select public.support_create_session(
    story.id('Harbor widget'), story.hash('crowd ' || attempt), '{}', 'one address')) as session
  from generate_series(1, 30) as attempt;
select throws_ok($$ select public.support_create_session(story.id('Harbor widget'), story.hash('too many'), '{}', 'one address') $$,
  'SC040', null, 'The 31st session of one address within ten minutes is refused');
select lives_ok($$ select public.support_create_session(story.id('Harbor widget'), story.hash('next door'), '{}', 'another address') $$,
  'Another address is not affected');
select story.wait('10 minutes');
select lives_ok($$ select public.support_create_session(story.id('Harbor widget'), story.hash('patient'), '{}', 'one address') $$,
  'Ten minutes later the first address is welcome again');

select * from finish();
rollback;
