-- Answers by mail: a visitor who has left hears of the answer and comes back by its link; a team that is away hears of the
-- request.
begin;
select plan(70);
\ir fixtures/harbor-goods.psql

update support.visitors set email = 'robin@mail.example', name = 'Robin', locale = 'pt' where id = story.id('Robin');
update support.widgets set allowed_domains = '{harbor.example}', branding = '{"accent": "#0f766e"}' where id = story.id('Harbor widget');

create function story.mails(p_kind text default 'email_answer') returns setof support.outbox
language sql
as $$ select job.* from support.outbox as job where job.kind = p_kind order by job.id $$;
create function story.waiting(p_kind text default 'email_answer') returns bigint
language sql
as $$ select count(*) from support.outbox as job where job.kind = p_kind and job.state = 'pending' $$;
create function story.answer_mail(p_visitor text default 'Robin') returns jsonb
language sql
as $$ select public.support_get_email_answer((story.conversation(p_visitor)).id) $$;
-- What a worker leases; it is left leased.
create function story.lease_mail() returns bigint
language sql
as $$ select (public.support_lease_outbox(p_channel => 'email') #>> '{0,id}')::bigint $$;
create function story.pass_time(p_time interval) returns void
language sql
as $$
  update support.outbox set not_before = not_before - p_time, created_at = created_at - p_time,
    expires_at = expires_at - p_time, leased_until = leased_until - p_time where true;
  update support.visitors set last_seen_at = last_seen_at - p_time where true;
  update support.messages set created_at = created_at - p_time where true;
$$;

-- 1. The visitor has left

select story.post('Robin', 'Is the lamp in stock?');
select is(story.waiting(), 0::bigint, 'What Robin writes is no news to Robin');
select story.reply('Mika', 'Robin', 'Robin asks every week.', null, true);
select is(story.waiting(), 0::bigint, 'A note is nothing a visitor is told of');
select story.reply('Mika', 'Robin', 'Yes, three of them.');
select results_eq(
  $$ select channel, lane, recipient, conversation_id, payload, not_before - now(), expires_at - not_before from story.mails() $$,
  $$ values ('email', 'email:' || story.id('Harbor Goods')::text, 'robin@mail.example', (story.conversation('Robin')).id,
    jsonb_build_object('conversation_id', (story.conversation('Robin')).id), interval '5 minutes', interval '1 day') $$,
  'An answer is mailed in five minutes, and not any more after a day');
select story.reply('Mika', 'Robin', 'And a blue one.');
select is(story.waiting(), 1::bigint, 'A second answer goes with the first');
select is(story.lease_mail(), null, 'Before its time nothing is sent');
select is(story.answer_mail() - 'seconds', '{"outcome": "later"}', 'Robin was here a moment ago');
select ok((story.answer_mail() ->> 'seconds')::integer between 295 and 300, 'and is given five minutes to look');

select story.pass_time('5 minutes');
create table story.due as select story.answer_mail() as answer;
select results_eq(
  $$ select answer ->> 'outcome', answer ->> 'recipient', (answer ->> 'last_seq')::int, (answer ->> 'message_count')::int from story.due $$,
  $$ values ('due', 'robin@mail.example', 4, 2) $$, 'Then Robin is told');
select is((select array(select jsonb_array_elements(answer -> 'messages') ->> 'text') from story.due), array['Yes, three of them.', 'And a blue one.'],
  'of both answers and not of the note');
select is((select answer -> 'visitor' from story.due), jsonb_build_object(
  'id', story.id('Robin'), 'name', 'Robin', 'locale', 'pt', 'language', null, 'time_zone', null, 'is_identified', false),
  'in Robin''s language');
select is((select answer -> 'widget' from story.due), jsonb_build_object(
  'id', story.id('Harbor widget'), 'name', 'Harbor Goods', 'branding', '{"accent": "#0f766e"}'::jsonb, 'localization', '{}'::jsonb,
  'allowed_domains', '["harbor.example"]'::jsonb, 'blocked_domains', '[]'::jsonb), 'in the shop''s colours');

-- 2. What arrives while the mail is being sent

create table story.first_mail as select story.lease_mail() as id;
select is((select id from story.first_mail), (select id from story.mails()), 'A worker has the mail');
select story.reply('Mika', 'Robin', 'Shall I keep one for you?');
select is(story.waiting(), 2::bigint, 'What is said now goes into another one');
select is(
  public.support_record_email_answer((story.conversation('Robin')).id, 4), '{"emailed_seq": 4}', 'The worker has sent it');
select public.support_settle_outbox((select id from story.first_mail), 'sent');
select is(public.support_record_email_answer((story.conversation('Robin')).id, 2), '{"emailed_seq": 4}', 'and that is never forgotten');
select is(public.support_record_email_answer((story.conversation('Robin')).id, 99), '{"emailed_seq": 5}', 'nor does anybody know of what was not said');
update support.conversations set emailed_seq = 4 where id = (story.conversation('Robin')).id;
select is(public.support_record_email_answer(story.id('nothing'), 1), '{"emailed_seq": null}', 'Nobody is told of a conversation that is gone');
select is(jsonb_array_length(story.answer_mail() -> 'messages'), 1, 'The other mail tells only what is new');
select is(story.answer_mail() #>> '{messages,0,text}', 'Shall I keep one for you?', 'since the first');

-- 3. The visitor reads it in time

select public.support_mark_read(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), (story.conversation('Robin')).id, 5);
select is(story.answer_mail(), null, 'Who has read the answer gets no mail');
update support.conversations set visitor_read_seq = 0 where id = (story.conversation('Robin')).id;
select isnt(story.answer_mail(), null, 'Nobody has read it');
select story.post('Robin', 'Please do.');
select is(story.answer_mail(), null, 'Who writes has seen what was said before');
select story.reply('Ana', 'Robin', 'Done.', 'done');
select is(story.answer_mail() #>> '{messages,0,text}', 'Done.', 'but not what comes after');
update support.messages set deleted_at = now(), body = '', deleted_by = 'agent' where id = story.id('done');
select is(story.answer_mail(), null, 'What was taken back is not mailed');
update support.messages set deleted_at = null, body = 'Done.', deleted_by = null where id = story.id('done');

-- 4. Who is mailed, and who is not

select isnt(story.answer_mail(), null, 'Robin can be told');
update support.visitors set email = null where id = story.id('Robin');
select is(story.answer_mail(), null, 'not without an address');
update support.visitors set email = 'robin@mail.example, sam@mail.example' where id = story.id('Robin');
select is(story.answer_mail(), null, 'nor at two of them');
update support.visitors set email = 'robin@mail.example', banned_at = now() where id = story.id('Robin');
select is(story.answer_mail(), null, 'nor while blocked');
update support.visitors set banned_at = null, external_id = 'customer 1' where id = story.id('Robin');
select is(story.answer_mail() #> '{visitor,is_identified}', 'true', 'Somebody the site vouches for is told apart');
update support.visitors set external_id = null where id = story.id('Robin');
update support.widgets set is_enabled = false where id = story.id('Harbor widget');
select is(story.answer_mail(), null, 'A widget that is off has nowhere to come back to');
update support.widgets set is_enabled = true, behavior = '{"email_answers_after_minutes": 0}' where id = story.id('Harbor widget');
select is(story.answer_mail(), null, 'Nobody is mailed where that is switched off');
update support.outbox set state = 'sent' where kind = 'email_answer';
select story.reply('Ana', 'Robin', 'Anything else?');
select is(story.waiting(), 0::bigint, 'not even later');
update support.widgets set behavior = '{"email_answers_after_minutes": 30}' where id = story.id('Harbor widget');
select story.reply('Ana', 'Robin', 'Hello?');
select is((select not_before - now() from story.mails() where state = 'pending'), interval '30 minutes', 'A shop may wait longer');
select is(story.answer_mail('Sam'), null, 'Who has no conversation has no answers');
select is(public.support_get_email_answer(null), null, 'nor has nobody');
update support.widgets set behavior = '{}' where id = story.id('Harbor widget');
select story.post('Sam', 'Hi'), story.reply('Mika', 'Sam', 'Hi Sam');
select is(story.waiting(), 1::bigint, 'Sam has left no address');
select lives_ok(
  $$ select support.check_settings('widget', '{"behavior": {"email_answers_after_minutes": 1440}}', 'p_widget') $$, 'An admin may set how long');
select throws_ok(
  $$ select support.check_settings('widget', '{"behavior": {"email_answers_after_minutes": 1441}}', 'p_widget') $$, 'SC090', null, 'up to a day');

-- 5. One mail that has to wait holds up no other one

delete from support.outbox where true;
select support.enqueue_email(story.id('Harbor Goods'), 'email_transcript', 'slow@mail.example', '{}');
select support.enqueue_email(story.id('Harbor Goods'), 'email_transcript', 'quick@mail.example', '{}');
select public.support_settle_outbox(story.lease_mail(), 'retry', 'busy', 3600);
select is((select recipient from support.outbox where id = story.lease_mail()), 'quick@mail.example', 'The next one does not wait for one that failed');
select is(story.lease_mail(), null, 'but two are never sent at a time');
delete from support.outbox where true;

-- 6. The team is away

create function story.request_mail() returns jsonb
language sql
as $$
  select public.support_get_email_offline_request(job.conversation_id, (job.payload ->> 'first_seq')::bigint)
  from story.mails('email_offline_request') as job order by job.id desc limit 1
$$;
select story.arrives('Zoe'), story.arrives('Max');
update support.visitors set name = 'Zoe', email = 'zoe@mail.example', phone = '123', locale = 'da' where id = story.id('Zoe');
update support.widgets set working_hours = '{"days": {"mon": []}}',
  prechat = '{"fields": [{"name": "order", "label": "Order number", "kind": "text"}]}' where id = story.id('Harbor widget');
select is(support.widget_status(widget), 'offline', 'It is night') from support.widgets as widget where widget.id = story.id('Harbor widget');
select story.post('Zoe', 'Hello?');
select is(story.waiting('email_offline_request'), 0::bigint, 'Where nobody has an address nobody is told');
update support.agents set role = 'owner', email = 'ana@harbor.example', locale = 'de' where id = story.id('Ana');
select story.post('Zoe', 'Anybody?');
select results_eq(
  $$ select recipient, payload ->> 'first_seq', not_before - now() from story.mails('email_offline_request') $$,
  $$ values ('ana@harbor.example', '2', interval '1 minute') $$, 'Without a department the owner is told, in a minute');
select story.post('Zoe', 'I lost my parcel.');
select is(story.waiting('email_offline_request'), 1::bigint, 'of all that is said in it');
update support.conversations set prechat = '{"order": "48213"}', department_id = story.id('Orders'), category = 'Parcels'
where visitor_id = story.id('Zoe');
update support.departments set email = 'orders@harbor.example' where id = story.id('Orders');
select is(story.request_mail() - array['widget', 'messages', 'conversation'], jsonb_build_object(
    'recipient', 'orders@harbor.example', 'locale', null, 'time_zone', 'UTC',
    'visitor', '{"name": "Zoe", "email": "zoe@mail.example", "phone": "123", "language": "da", "country": null, "page_url": null}'::jsonb,
    'prechat', '[{"label": "Order number", "value": "48213"}]'::jsonb),
  'A department with an address comes first; it learns who asks');
select is((story.request_mail() -> 'conversation') - array['id', 'number'], '{"subject": null, "category": "Parcels", "department": "Orders"}', 'about what');
select is(array(select jsonb_array_elements(story.request_mail() -> 'messages') ->> 'text'), array['Anybody?', 'I lost my parcel.'], 'and in which words');
update support.departments set is_active = false where id = story.id('Orders');
select results_eq($$ select mail ->> 'recipient', mail ->> 'locale' from story.request_mail() as mail $$,
  $$ values ('ana@harbor.example', 'de') $$, 'A department that is closed is not asked');
update support.departments set is_active = true where id = story.id('Orders');

update support.outbox set state = 'sent' where kind = 'email_offline_request';
select story.post('Zoe', 'It was red.');
select results_eq(
  $$ select recipient, payload ->> 'first_seq', not_before - created_at from story.mails('email_offline_request') where state = 'pending' $$,
  $$ values ('orders@harbor.example', '4', interval '1 hour') $$, 'What is said later comes an hour later');
select is(array(select jsonb_array_elements(story.request_mail() -> 'messages') ->> 'text'), array['It was red.'], 'and says only what is new');
select story.reply('Mika', 'Zoe', 'A note', null, true);
select isnt(story.request_mail(), null, 'A note is no answer');
select story.reply('Mika', 'Zoe', 'We are looking for it.');
select is(story.request_mail(), null, 'Once it is answered nobody is told any more');
update support.outbox set state = 'sent' where kind = 'email_offline_request';
select story.pass_time('2 hours');
delete from support.rate_limits where true;
update support.widgets set working_hours = '{}' where id = story.id('Harbor widget');
insert into support.agent_sessions (agent_id, connection_id, expires_at) values (story.id('Mika'), 'tab', now() + interval '1 minute');
select story.post('Zoe', 'Thanks!');
select is(story.waiting('email_offline_request'), 0::bigint, 'nor while somebody is there who has answered before');
update support.widgets set working_hours = '{"days": {"mon": []}}' where id = story.id('Harbor widget');
select story.post('Zoe', 'Still not here.');
select is(story.waiting('email_offline_request'), 1::bigint, 'but the next night again');
select is(public.support_get_email_offline_request(story.id('nothing'), 1), null, 'A conversation that is gone asks nothing');
update support.widgets set working_hours = '{}' where id = story.id('Harbor widget');
select story.post('Max', 'Hi there');
select is(story.waiting('email_offline_request'), 1::bigint, 'By day nobody needs an e-mail');

-- 7. Coming back by the link

create function story.resume(p_visitor text default 'Robin', p_link text default 'link', p_refresh text default null, p_of text default null, p_widget text default 'Harbor widget')
returns jsonb
language sql
as $$
  select public.support_resume_session(
    story.id(p_widget), story.id(p_visitor), (story.conversation(coalesce(p_of, p_visitor))).id, story.hash(p_link),
    story.hash(coalesce(p_refresh, gen_random_uuid()::text)), '{"page_title": "Lamps"}', 'hash', 'https://harbor.example', 'Browser/1')
$$;
update support.visitors set last_seen_at = now() - interval '1 day' where id = story.id('Robin');
create table story.resumed as select story.resume(p_refresh => 'fresh') as answer;
select results_eq(
  $$ select answer ->> 'visitor_id', answer ->> 'conversation_id' from story.resumed $$,
  $$ values (story.id('Robin')::text, (story.conversation('Robin')).id::text) $$, 'The link opens Robin''s conversation for Robin');
select results_eq(
  $$ select session.visitor_id, session.widget_id, session.origin, session.user_agent, session.generation, token.token_hash
     from support.sessions as session join support.session_refresh_tokens as token on token.session_id = session.id
     where session.id = (select (answer ->> 'session_id')::uuid from story.resumed) $$,
  $$ values (story.id('Robin'), story.id('Harbor widget'), 'https://harbor.example', 'Browser/1', 1, story.hash('fresh')) $$,
  'in a session of its own');
select results_eq($$ select context ->> 'page_title', last_seen_at = now() from support.visitors where id = story.id('Robin') $$,
  $$ values ('Lamps', true) $$, 'Robin is here again');
select is(public.support_refresh_session(story.id('Harbor widget'), story.hash('fresh'), story.hash('fresher')) ->> 'outcome', 'refreshed',
  'and stays');
select throws_ok($$ select story.resume('Robin', p_of => 'Sam') $$, 'SC020', null, 'A link to somebody else''s conversation opens nothing');
select throws_ok($$ select story.resume(p_widget => 'Other widget') $$, 'SC020', null, 'nor does it with another widget');
select throws_ok($$ select story.resume('Nobody', p_of => 'Robin') $$, 'SC013', null, 'nor for somebody who was erased');
select throws_ok($$ select story.resume(p_refresh => 'fresh') $$, 'SC090', null, 'No refresh token is given twice');
select throws_ok($$ select story.resume(p_link => null) $$, 'SC090', null, 'A link is known by its hash');
select throws_ok($$ select count(story.resume()) from generate_series(1, 20) $$, 'SC040', null, 'Twenty times a day is enough for anybody');
select lives_ok($$ select story.resume(p_link => 'another link') $$, 'Another link has its own count');
update support.visitors set banned_at = now() where id = story.id('Robin');
select throws_ok($$ select story.resume() $$, 'SC014', null, 'Who is blocked does not come in by a link');
update support.visitors set banned_at = null, external_id = 'customer 1' where id = story.id('Robin');
select throws_ok($$ select story.resume() $$, 'SC011', null, 'Whom the site vouches for signs in there');
update support.visitors set external_id = null where id = story.id('Robin');
update support.widgets set is_enabled = false where id = story.id('Harbor widget');
select throws_ok($$ select story.resume() $$, 'SC002', null, 'A widget that is off lets nobody in');

select * from finish();
rollback;
