-- Identity: the site vouches for a visitor, and what they did as nobody becomes part of who they are.
begin;
select plan(84);
\ir fixtures/harbor-goods.psql

create function story.identify(
  p_visitor text, p_external_id text, p_traits jsonb default '{}', p_token_of text default null
) returns jsonb
language sql
as $$
  select public.support_identify_visitor(
    session.id, story.id(coalesce(p_token_of, p_visitor)), session.widget_id, p_external_id, p_traits)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.profile(p_visitor text, p_profile jsonb) returns jsonb
language sql
as $$
  select public.support_update_visitor(session.id, session.visitor_id, session.widget_id, p_profile) -> 'visitor'
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.visitor(p_visitor text) returns support.visitors
language sql
as $$ select visitor.* from support.visitors as visitor where visitor.id = story.id(p_visitor) $$;

-- 1. The first time

select story.post('Robin', 'Where is my lamp?', 'lamp');
select is(
  story.identify('Robin', 'user-1', '{"name": " Robin  Reed ", "email": "robin@harbor.example", "locale": "pt-BR",
    "avatar_url": "https://harbor.example/robin.png", "phone": "+356 1234", "traits": {"plan": "gold", "cart": 3}}'),
  jsonb_build_object('visitor_id', story.id('Robin'), 'outcome', 'identified', 'conversation_id', (story.conversation('Robin')).id),
  'The team did not know user-1: Robin stays the same visitor and goes on in the open conversation');
select results_eq(
  $$ select name, email, locale, phone, avatar_url, external_id, traits, identified_at is not null from story.visitor('Robin') $$,
  $$ values ('Robin Reed', 'robin@harbor.example', 'pt-BR', '+356 1234', 'https://harbor.example/robin.png', 'user-1',
    '{"plan": "gold", "cart": 3}'::jsonb, true) $$,
  'The team sees what the site says of them, on one line');
select isnt((select identified_at from support.sessions where id = story.id('Robin session')), null, 'The session is vouched for');
select is(
  story.identify('Robin', 'user-1', '{"name": null, "email": "", "phone": "+356 99", "traits": {"plan": null, "seats": 2}}') ->> 'outcome',
  'already', 'The next page vouches again');
select results_eq(
  $$ select name, email, phone, traits from story.visitor('Robin') $$,
  $$ values ('Robin Reed', 'robin@harbor.example', '+356 99', '{"cart": 3, "seats": 2}'::jsonb) $$,
  'What it says is new, what it leaves out stays, a trait that is null goes');
select throws_ok($$ select story.identify('Robin', 'user-2') $$, 'SC011', null,
  'Robin''s session is not handed to another user: the server starts a new one');
select is((story.visitor('Robin')).external_id, 'user-1', 'and nothing has changed');
select lives_ok($$ select story.poll('Robin') $$, 'so that the session still works for Robin');

-- 2. Another browser, the same person: everything moves

select story.arrives('Nobody');
update support.visitors set context = '{"page_url": "https://harbor.example/checkout"}', created_at = now() - interval '1 year',
  name = 'Rob', phone = '1', traits = '{"cart": 9, "coupon": "A"}' where id = story.id('Nobody');
update support.visitors set phone = null where id = story.id('Robin');
select public.support_start_conversation(story.id('Nobody session'), story.id('Nobody'), story.id('Harbor widget'));
select story.post('Nobody', 'Can I pay by card?', 'card');
select story.reply('Mika', 'Nobody', 'You can.', 'can');
select story.reply('Mika', 'Nobody', 'A regular, I think.', 'regular', true);
select public.support_track_events(story.id('Nobody session'), story.id('Nobody'), story.id('Harbor widget'),
  '[{"kind": "page_view"}, {"kind": "custom", "name": "paid"}]');
select public.support_set_consent(story.id('Nobody session'), story.id('Nobody'), story.id('Harbor widget'), 'granted', 'v1');
insert into support.attachments (organization_id, widget_id, visitor_id, uploaded_by, path, name, media_type, byte_size)
values (story.id('Harbor Goods'), story.id('Harbor widget'), story.id('Nobody'), 'visitor', 'x/1', 'a.png', 'image/png', 9);
select public.support_record_telegram_topic(story.id('Nobody'), story.id('Harbor widget'), -1001, 55, 'Nobody');
insert into support.audit_logs (organization_id, actor_kind, action, entity_id)
values (story.id('Harbor Goods'), 'agent', 'visitors.unbanned', story.id('Nobody')::text);
insert into support.session_refresh_tokens (token_hash, session_id, generation) values (story.hash('old'), story.id('Nobody session'), 1);
select story.wait('1 minute');
update support.conversations set updated_at = updated_at - interval '1 hour', last_message_at = last_message_at - interval '1 hour'
where visitor_id = story.id('Robin');
create table story.was as select
  (story.conversation('Robin')).id as robins, (story.conversation('Nobody')).id as nobodys,
  (story.conversation('Robin')).revision as robins_revision, (story.conversation('Nobody')).revision as nobodys_revision;
delete from support.outbox where true;
select story.silence();

-- Whatever points to a visitor must be moved by hand, or it would disappear with the row.
select set_eq(
  $$ select conrelid::regclass::text from pg_constraint where contype = 'f' and confrelid = 'support.visitors'::regclass and conparentid = 0 $$,
  array['support.sessions', 'support.conversations', 'support.messages', 'support.attachments', 'support.visitor_events',
    'support.visitor_consents', 'support.telegram_topics', 'support.merged_visitors',
    'support.visitor_words'], -- which say again what the row says, and go with it
  'These tables point to a visitor; one that is added has to be moved by support.merge_visitor');
select set_eq(
  $$ select attrelid::regclass::text || '.' || attname from pg_attribute join pg_class on pg_class.oid = attrelid
     where relnamespace = 'support'::regnamespace and relkind in ('r', 'p') and not attisdropped and attname ~ '(visitor|entity)_id$'
       and not exists (select from pg_constraint where contype = 'f' and conrelid = attrelid and conkey = array[attnum]) $$,
  array['support.audit_logs.entity_id'], 'This column names a visitor without pointing to one');

create table story.merged as select story.identify('Nobody', 'user-1', '{"email": "robin@new.example"}') as answer;
select is((select answer from story.merged),
  (select jsonb_build_object('visitor_id', story.id('Robin'), 'outcome', 'merged', 'conversation_id', nobodys) from story.was),
  'The site vouches for the stranger at the checkout: it is Robin, and the conversation they were just in goes on');
select is((select count(*) from support.visitors where id = story.id('Nobody')), 0::bigint, 'Nobody is no more');
select results_eq(
  $$ select name, email, phone, traits, created_at < now() - interval '300 days', context ->> 'page_url', consent
     from story.visitor('Robin') $$,
  $$ values ('Robin Reed', 'robin@new.example', '1', '{"cart": 3, "seats": 2, "coupon": "A"}'::jsonb, true,
    'https://harbor.example/checkout', 'granted') $$,
  'Robin''s profile wins, is completed by what the stranger had said, and knows where they are');
select results_eq(
  $$ select session.visitor_id from support.sessions as session where session.id = story.id('Nobody session') $$,
  $$ values (story.id('Robin')) $$, 'The browser''s session is Robin''s');
select results_eq(
  $$ select id, visitor_id, status, ended_by from support.conversations where id in (select robins from story.was union select nobodys from story.was) order by number $$,
  $$ select robins, story.id('Robin'), 'closed', 'system' from story.was union all
     select nobodys, story.id('Robin'), 'active', null from story.was $$,
  'Of two open conversations the one written in last stays open, the other was ended by the system');
select set_eq(
  $$ select id, visitor_id from support.messages where id in (story.id('lamp'), story.id('card'), story.id('can'), story.id('regular')) $$,
  $$ select story.id(name) as id, story.id('Robin') as visitor_id from unnest(array['lamp', 'card', 'can', 'regular']) as name $$,
  'Every message is Robin''s, notes included');
select is((select count(*) from support.visitor_events where visitor_id = story.id('Robin')), 2::bigint, 'so is the trail');
select is((select count(*) from support.visitor_consents where visitor_id = story.id('Robin')), 1::bigint, 'the consent');
select is((select visitor_id from support.attachments where path = 'x/1'), story.id('Robin'), 'a file that is still uploaded');
select is((select visitor_id from support.telegram_topics where thread_id = 55), story.id('Robin'), 'the topic in Telegram');
select is((select entity_id from support.audit_logs where action = 'visitors.unbanned'), story.id('Robin')::text, 'and what the log says of them');
select is_empty(
  $$ select c.relname from pg_class as c where c.relnamespace = 'support'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'merged_visitors'
     and (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from support.%I as t where t::text like %L',
       c.relname, '%' || story.id('Nobody') || '%'), false, true, '')))[1]::text <> '0' $$,
  'No table names the old id anywhere any more, but the one that leads to the new');
select is((select count(*) from pg_class where relnamespace = 'support'::regnamespace and relkind in ('r', 'p') and relname = 'messages'), 1::bigint,
  'and tables were looked at');

-- 3. Who hears of it

select results_eq(
  $$ select event, payload #>> '{conversation,id}', revision, payload ->> 'visitor_id' from story.heard(story.topic('Nobody')) $$,
  $$ select 'conversation.updated', nobodys::text, nobodys_revision + 1, story.id('Robin')::text from story.was $$,
  'Tabs that still listen to the old id are told of the new one');
select results_eq(
  $$ select event, payload #>> '{conversation,id}', revision, payload #>> '{conversation,status}'
     from story.heard(story.topic('Robin')) order by payload #>> '{conversation,id}' = (select robins::text from story.was) desc $$,
  $$ select 'conversation.updated', robins::text, robins_revision + 1, 'closed' from story.was union all
     select 'conversation.updated', nobodys::text, nobodys_revision + 1, 'active' from story.was $$,
  'Robin''s other browsers hear that one conversation ended and another is theirs: one event for each revision');
select is(
  (select count(*) from story.heard('support:org:' || story.id('Harbor Goods'))), 2::bigint, 'The team hears of both');
select results_eq(
  $$ select kind, conversation_id, payload ->> 'state' from support.outbox $$,
  $$ select 'conversation_state', robins, 'merged' from story.was $$,
  'The ended one''s card is renewed, and the topic in which the other goes on is not closed');

-- 4. Old tokens

select throws_ok($$ select public.support_poll_changes(story.id('Nobody session'), story.id('Nobody'), story.id('Harbor widget')) $$,
  'SC015', null, 'A token with the old id is out of date');
select throws_ok(
  $$ select public.support_post_visitor_message(story.id('Nobody session'), story.id('Nobody'), story.id('Harbor widget'), gen_random_uuid(), 'x') $$,
  'SC015', null, 'for writing too');
select is(public.support_refresh_session(story.id('Harbor widget'), story.hash('old'), story.hash('new')),
  jsonb_build_object('outcome', 'refreshed', 'session_id', story.id('Nobody session'), 'visitor_id', story.id('Robin')),
  'The same refresh token gives one with the new id');
select is(story.identify('Nobody', 'user-1'),
  (select jsonb_build_object('visitor_id', story.id('Robin'), 'outcome', 'already', 'conversation_id', nobodys) from story.was),
  'Another tab that vouches with the old token is led to Robin');
select throws_ok($$ select story.identify('Nobody', 'user-3') $$, 'SC011', null, 'but not to somebody else');
select throws_ok($$ select story.identify('Sam', 'user-1', '{}', 'Nobody') $$, 'SC010', null,
  'The old id opens no session that was never its own');
select is(public.support_revoke_session(story.id('Nobody session'), story.id('Nobody'), story.id('Harbor widget')) ->> 'outcome', 'revoked',
  'Logging out works with the old token');
select throws_ok($$ select story.identify('Nobody', 'user-1') $$, 'SC011', null, 'and after it nothing does');

-- 5. Topics, when both have one

select story.arrives('Fresh');
select story.post('Fresh', 'Me again', 'again');
select public.support_record_telegram_topic(story.id('Fresh'), story.id('Harbor widget'), -1001, 77, 'Fresh');
select public.support_record_telegram_card((story.conversation('Fresh')).id, -1001, 900, 77);
delete from support.outbox where true;
select is(story.identify('Fresh', 'user-1') ->> 'outcome', 'merged', 'Robin signs in on a third device');
select results_eq(
  $$ select thread_id from support.telegram_topics where visitor_id = story.id('Robin') and chat_id = -1001 $$, $$ values (55::bigint) $$,
  'Robin keeps the topic they had');
select results_eq(
  $$ select chat_id, (payload ->> 'reply_to_message_id')::bigint from support.outbox where kind = 'agent_notice' $$,
  $$ values (-1001::bigint, 900::bigint) $$, 'In the one that is given up the team is told where to go on');
select is((select count(*) from support.telegram_messages where message_id = 900), 0::bigint, 'where the open conversation gets a new card');
select is(public.support_find_telegram_route(-1001, 77) ->> 'kind', 'none', 'What is written in the old topic reaches nobody by mistake');
select throws_ok($$ select public.support_record_telegram_topic(story.id('Fresh'), story.id('Harbor widget'), -1001, 78, 'Fresh') $$,
  'SC013', null, 'A topic that Telegram made for the old id too late replaces none: the delivery is tried again for Robin');

-- 6. Which conversation stays open

select story.arrives('Looker');
select public.support_start_conversation(story.id('Looker session'), story.id('Looker'), story.id('Harbor widget'));
create table story.open as select story.conversation('Robin') as conversation;
select is(story.identify('Looker', 'user-1') ->> 'conversation_id', (select ((conversation).id)::text from story.open),
  'A conversation that was only opened and never written in gives way to one with words');
select is(
  (select count(*) from support.conversations where visitor_id = story.id('Robin') and status in ('queued', 'active')), 1::bigint,
  'and one is open');
select is_empty($$ select outbox.id from support.outbox where payload ->> 'state' = 'merged' and conversation_id <> (
  select (conversation).id from story.open) and conversation_id in (select id from support.conversations where last_seq = 0) $$,
  'of which the team, who never saw it, is not told');

select story.arrives('Idle');
select is(story.identify('Idle', 'user-1') ->> 'conversation_id', (select ((conversation).id)::text from story.open),
  'Somebody who has not opened the chat at all finds Robin''s conversation');
select is(
  (select payload #>> '{conversation,id}' from story.heard(story.topic('Idle'))), (select ((conversation).id)::text from story.open),
  'and their other tabs are told of it');
select story.arrives('Elsewhere visitor', 'Other widget');
select is(story.identify('Elsewhere visitor', 'user-1') ->> 'outcome', 'identified', 'user-1 of Other Shop is another person');

-- 7. The last decision on consent counts, whoever they were

select story.arrives('Shy');
select public.support_set_consent(story.id('Shy session'), story.id('Shy'), story.id('Harbor widget'), 'denied');
select story.identify('Shy', 'user-1');
select is((story.visitor('Robin')).consent, 'denied', 'Robin said no as a stranger');
select is((select count(*) from support.visitor_events where visitor_id = story.id('Robin')), 0::bigint, 'so Robin''s trail is gone');

-- 8. All or nothing

select story.arrives('Unlucky');
select story.post('Unlucky', 'Hello?', 'hello');
create function story.tg_break() returns trigger language plpgsql as $$ begin raise exception 'broken' using errcode = 'XX001'; end $$;
create trigger story_break before delete on support.visitors for each row execute function story.tg_break();
select throws_ok($$ select story.identify('Unlucky', 'user-1') $$, 'XX001', null, 'When the last step of a merge fails');
drop trigger story_break on support.visitors;
select results_eq(
  $$ select (story.visitor('Unlucky')).external_id, (story.conversation('Unlucky')).status,
       (select visitor_id from support.messages where id = story.id('hello')),
       (select visitor_id from support.sessions where id = story.id('Unlucky session')),
       (select count(*) from support.merged_visitors where id = story.id('Unlucky')) $$,
  $$ values (null::text, 'queued', story.id('Unlucky'), story.id('Unlucky'), 0::bigint) $$,
  'none of the first ones has happened');

-- 9. Who is refused

update support.visitors set banned_at = now() where id = story.id('Robin');
select throws_ok($$ select story.identify('Unlucky', 'user-1') $$, 'SC014', null, 'A blocked person does not come back as a stranger');
select is((select count(*) from support.visitors where id = story.id('Unlucky')), 1::bigint, 'and the stranger stays who they are');
update support.visitors set banned_at = null where id = story.id('Robin');
update support.visitors set banned_at = now() where id = story.id('Unlucky');
select throws_ok($$ select story.identify('Unlucky', 'user-1') $$, 'SC014', null, 'A blocked stranger does not become somebody');
update support.visitors set banned_at = null where id = story.id('Unlucky');
select throws_ok($$ select public.support_identify_visitor(story.id('Sam session'), story.id('Robin'), story.id('Harbor widget'), 'x') $$,
  'SC010', null, 'Sam cannot become Robin by mixing ids');
select throws_ok($$ select public.support_identify_visitor(null, null, null, null, null) $$, 'SC010', null, 'nor nobody');
select throws_ok(format('select story.identify(''Unlucky'', %L)', bad), 'SC090', null, 'An external id must be one: ' || coalesce(left(bad, 10), 'null'))
from unnest(array[null, '', '   ', repeat('x', 256)]) as bad;
select lives_ok($$ select story.identify('Unlucky', 'user-9', null) $$, 'Nothing need be said of a visitor');

-- 10. Profiles

select is(story.profile('Sam', '{"name": "Sam", "email": "sam@home.example", "phone": "2", "locale": "en", "traits": {"a": 1}}')
    - 'id' - 'consent',
  '{"name": "Sam", "email": "sam@home.example", "phone": "2", "locale": "en", "traits": {"a": 1}, "avatar_url": null,
    "external_id": null, "identified_at": null}',
  'Sam says who they are, and gets back what a visitor may know of themselves');
select is(story.profile('Sam', '{"name": null, "traits": {"a": null, "b": 2}}') - array['id', 'consent', 'locale', 'phone', 'avatar_url', 'external_id', 'identified_at'],
  '{"name": null, "email": "sam@home.example", "traits": {"b": 2}}', 'An anonymous visitor may take back what they said');
select is(story.profile('Robin', '{"name": "Mallory", "locale": "xx", "traits": {"cart": 0, "shoe": 42}}') - array['id', 'consent', 'email', 'phone', 'avatar_url', 'external_id', 'identified_at'],
  '{"name": "Robin Reed", "locale": "pt-BR", "traits": {"cart": 3, "seats": 2, "coupon": "A", "shoe": 42}}',
  'Of somebody the site vouched for, only what is empty can be filled');
select throws_ok(format('select story.profile(''Sam'', %L)', bad), 'SC090', null, 'This is no profile: ' || left(bad, 60))
from unnest(array[
  '[]', '"Sam"', '{"nickname": "x"}', '{"external_id": "user-1"}', '{"avatar_url": "https://x.example/y.png"}', '{"name": 1}', '{"name": {}}',
  '{"email": "nobody"}', '{"locale": "english please"}', '{"traits": []}',
  jsonb_build_object('traits', jsonb_build_object('x', repeat('x', 17000)))::text, jsonb_build_object('name', repeat('x', 101))::text
]) as bad;
select is(story.profile('Sam', null) ->> 'email', 'sam@home.example', 'No profile changes nothing');
select throws_ok($$ select story.identify('Sam', 'user-5', '{"avatar_url": "javascript:alert(1)"}') $$, 'SC090', null,
  'A picture has an address that a page may show');

select is(public.support_update_visitor_by_agent(story.id('Mika'), story.id('Nobody'), '{"phone": "3"}') #>> '{visitor,id}', story.id('Robin')::text,
  'Mika''s inbox still has the old id and finds Robin');
select is(public.support_update_visitor_by_agent(story.id('Mika'), story.id('Robin'), '{"name": "Robin R.", "email": null}') -> 'visitor' ->> 'name',
  'Robin R.', 'An agent may correct a profile');
select set_eq(
  $$ select jsonb_object_keys(support.visitor_json(story.visitor('Robin'))) $$,
  $$ select attname::text from pg_attribute where attrelid = 'support.visitors'::regclass and attnum > 0 and not attisdropped and attname <> 'organization_id' $$,
  'The team knows everything of a visitor');
select throws_ok($$ select public.support_update_visitor_by_agent(story.id('Olga'), story.id('Robin'), '{"name": "x"}') $$, 'SC013', null,
  'Olga of Other Shop knows no Robin');
select throws_ok($$ select public.support_update_visitor_by_agent(story.id('nothing'), story.id('Robin'), '{}') $$, 'SC050', null, 'nor does nobody');
select throws_ok($$ select public.support_update_visitor_by_agent(story.id('Mika'), null, '{}') $$, 'SC013', null, 'Without an id there is no visitor');

select * from finish();
rollback;
