-- Forget me: afterwards no table of ours, and nothing that waits anywhere, knows that Robin ever was.
begin;
select plan(34);
\ir fixtures/harbor-goods.psql
update support.agents set role = 'admin' where id = story.id('Ana');

create function story.erase(p_visitor text) returns jsonb
language sql
as $$
  select public.support_erase_visitor(session.id, session.visitor_id, session.widget_id)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;

-- Everything that tells of Robin, and where it is found: every row of every table, as text.
create table story.words (word text primary key);
create function story.traces() returns setof text
language plpgsql
as $$
declare
  v_table text;
  v_found text;
begin
  for v_table in
    select format('%I.%I', nspname, relname) from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where (nspname = 'support' or (nspname = 'realtime' and relname = 'messages')) and relkind in ('r', 'p') and not relispartition
    order by 1
  loop
    execute format(
      'select string_agg(distinct words.word, '', '') from %s as entry join story.words on strpos(lower(entry::text), lower(words.word)) > 0', v_table)
    into v_found;
    if v_found is not null then
      return next v_table || ': ' || v_found;
    end if;
  end loop;
end
$$;

-- 1. Robin leaves traces everywhere

update support.visitors set
  name = 'Robin Fjordson', email = 'Robin@mail.example', phone = '+351 123 456', external_id = 'customer-4711', locale = 'pt', traits = '{"pet": "Rex the dog"}'
where id = story.id('Robin');
update support.sessions set ip_hash = 'hash of an address', user_agent = 'Robins browser' where id = story.id('Robin session');
insert into support.session_refresh_tokens (token_hash, session_id, generation) values (story.hash('Robin token'), story.id('Robin session'), 1);
insert into support.merged_visitors (id, visitor_id) values (story.id('Robin before'), story.id('Robin'));
insert into realtime.messages (topic, extension, payload, event, private)
values ('support:visitor:' || story.id('Robin before'), 'broadcast', '{"message": {"text": "said as nobody"}}', 'message.created', true);
insert into story.words values ('said as nobody');
insert into support.rate_limits (key, window_start, hits) values
  ('start:session:' || story.id('Robin before'), now(), 1), ('transcript:visitor:' || story.id('Robin'), now(), 1);
insert into support.visitor_consents (visitor_id, widget_id, decision) values (story.id('Robin'), story.id('Harbor widget'), 'granted');
insert into support.visitor_events (organization_id, widget_id, visitor_id, kind, page_url)
values (story.id('Harbor Goods'), story.id('Harbor widget'), story.id('Robin'), 'page_view', 'https://harbor.example/secret-wish');

select story.post('Robin', 'My old matter', 'old', p_context => '{"page_url": "https://harbor.example/secret-wish"}');
update support.conversations set status = 'closed', closed_at = now() - interval '90 days' where id = (story.conversation('Robin')).id;
insert into story.words select id::text from support.conversations where visitor_id = story.id('Robin');
select story.post('Robin', 'I lost the blue lamp', 'lamp');
select story.reply('Mika', 'Robin', 'Dear Robin Fjordson, it is here', 'answer', false, '{"chat_id": -1001, "message_id": 31, "thread_id": 11}');
select story.reply('Mika', 'Robin', 'Robin Fjordson is impatient', 'note', true);
select story.post('Robin', 'And the shade', 'shade');
update support.conversations set subject = 'Lamp of Robin Fjordson', prechat = '{"email": "robin@mail.example"}' where id = (story.conversation('Robin')).id;
update support.agents set telegram_conversation_id = (story.conversation('Robin')).id where id = story.id('Mika');
select public.support_mark_conversation_read(story.id('Ana'), (story.conversation('Robin')).id, 2);
select public.support_rate_conversation(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), (story.conversation('Robin')).id, 5, 'Lovely, says Robin Fjordson');
select public.support_request_transcript(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), (story.conversation('Robin')).id);
insert into support.conversation_assignments (organization_id, conversation_id, agent_id, reason, ended_at, ended_reason)
values (story.id('Harbor Goods'), (story.conversation('Robin')).id, story.id('Ana'), 'claimed', now(), 'passed');
insert into support.attachments (organization_id, widget_id, visitor_id, conversation_id, message_id, uploaded_by, path, name, media_type, byte_size, state)
values
  (story.id('Harbor Goods'), story.id('Harbor widget'), story.id('Robin'), (story.conversation('Robin')).id, story.id('lamp'), 'visitor', 'harbor/1', 'robins-lamp.png', 'image/png', 9, 'stored'),
  (story.id('Harbor Goods'), story.id('Harbor widget'), story.id('Robin'), null, null, 'visitor', 'harbor/2', 'robins-shade.png', 'image/png', 9, 'pending');
insert into support.telegram_topics (visitor_id, chat_id, thread_id, widget_id, name)
values (story.id('Robin'), -1001, 11, story.id('Harbor widget'), 'Robin Fjordson'), (story.id('Sam'), -1001, 12, story.id('Harbor widget'), 'Sam');
insert into support.telegram_messages (chat_id, message_id, direction, role, conversation_id, support_message_id)
select -1001, 30, 'out', 'message', conversation_id, id from support.messages where id = story.id('lamp')
union all select 7001, 5, 'out', 'transcript', (story.conversation('Robin')).id, null;
select public.support_set_typing(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), (story.conversation('Robin')).id, true);
insert into support.outbox (organization_id, lane, channel, recipient, chat_id, kind, payload, state, error) values
  (story.id('Harbor Goods'), 'email:1', 'email', 'ROBIN@mail.example', null, 'email_answer', '{}', 'sent', null),
  (story.id('Harbor Goods'), 'telegram:-1001', 'telegram', null, -1001, 'agent_notice', '{"text": "customer-4711 is back"}', 'pending', null),
  (story.id('Harbor Goods'), 'telegram:-1001', 'telegram', null, -1001, 'owner_alert', '{}', 'dead', 'no such person: robin@mail.example'),
  (story.id('Harbor Goods'), 'telegram:-1001', 'telegram', null, -1001, 'agent_notice', '{"text": "Lunch"}', 'pending', null);
insert into support.telegram_updates (bot_id, update_id, lane, state, update) values
  (1, 1, 'a', 'pending', '{"update_id": 1, "message": {"message_id": 40, "message_thread_id": 11, "chat": {"id": -1001}, "text": "Hello Robin Fjordson"}}'),
  (1, 2, 'a', 'done', '{"update_id": 2, "edited_message": {"message_id": 31, "message_thread_id": 11, "chat": {"id": -1001}, "text": "Dear Robin Fjordson"}}'),
  (1, 3, 'b', 'pending', '{"update_id": 3, "message": {"message_id": 6, "chat": {"id": 7001}, "text": "Yes", "reply_to_message": {"message_id": 5, "text": "Robin Fjordson: I lost the blue lamp"}}}'),
  (1, 4, 'a', 'dead', '{"update_id": 4, "callback_query": {"data": "c1:claim:x", "message": {"message_id": 30, "chat": {"id": -1001}, "text": "Robin Fjordson"}}}'),
  (1, 5, 'a', 'done', '{"update_id": 5, "message": {"message_id": 41, "chat": {"id": -1001}, "text": "Who is robin@mail.example?"}}'),
  (1, 6, 'a', 'pending', '{"update_id": 6, "message": {"message_id": 42, "message_thread_id": 12, "chat": {"id": -1001}, "text": "Hello Sam"}}'),
  (1, 7, 'a', 'pending', '{"update_id": 7, "message": {"message_id": 30, "message_thread_id": 11, "chat": {"id": -1002}, "text": "Another group, the same numbers"}}');
insert into support.audit_logs (organization_id, actor_kind, actor_id, action, entity_id, change) values
  (story.id('Harbor Goods'), 'agent', story.id('Ana'), 'visitors.banned', story.id('Robin')::text, '{}'),
  (story.id('Harbor Goods'), 'visitor', story.id('Robin'), 'visitors.exported', null, '{}'),
  (story.id('Harbor Goods'), 'agent', story.id('Ana'), 'canned_responses.updated', 'x', '{"body": ["Hi", "Dear robin@mail.example"]}'),
  (story.id('Harbor Goods'), 'agent', story.id('Ana'), 'widgets.updated', 'w', '{"name": ["Old", "New"]}');

-- and Sam, who stays
select story.post('Sam', 'Do you ship to Malta?', 'malta');
select story.reply('Mika', 'Sam', 'We do.');
insert into support.widget_analytics (widget_id, day, organization_id, visitors, visitor_messages) values (story.id('Harbor widget'), current_date, story.id('Harbor Goods'), 2, 4);

insert into story.words
select id::text from support.conversations where visitor_id = story.id('Robin')
union select id::text from support.messages where visitor_id = story.id('Robin')
union select unnest(array[
  story.id('Robin')::text, story.id('Robin session')::text, story.id('Robin before')::text, story.hash('Robin token'),
  'Robin Fjordson', 'robin@mail.example', '+351 123 456', 'customer-4711', 'Rex the dog', 'hash of an address', 'Robins browser',
  'secret-wish', 'My old matter', 'I lost the blue lamp', 'And the shade', 'robins-'])
on conflict do nothing;
create table story.before as select split_part(trace, ':', 1) as place from story.traces() as trace;
-- message_ids is there only where messages are partitioned.
select set_eq($$ select place from story.before where place <> 'support.message_ids' $$, array[
  'realtime.messages', 'support.agents', 'support.attachments', 'support.audit_logs', 'support.conversation_assignments',
  'support.conversation_reads', 'support.conversations', 'support.merged_visitors', 'support.messages', 'support.outbox',
  'support.rate_limits', 'support.session_refresh_tokens', 'support.sessions', 'support.subject_words', 'support.telegram_messages',
  'support.telegram_topics', 'support.telegram_updates', 'support.visitor_consents', 'support.visitor_events', 'support.visitor_words', 'support.visitors'
], 'Robin is known in all these places');

-- 2. Who may ask for it

select throws_ok($$ select public.support_erase_visitor(story.id('Sam session'), story.id('Robin'), story.id('Harbor widget')) $$, 'SC010', null,
  'Sam cannot erase Robin');
select throws_ok($$ select public.support_erase_visitor_by_agent(jsonb_build_object('kind', 'agent', 'agent_id', story.id('Mika')), story.id('Robin')) $$,
  'SC051', null, 'nor can Mika, who is no admin');
select throws_ok($$ select public.support_erase_visitor_by_agent(jsonb_build_object('kind', 'agent', 'agent_id', story.id('Olga')), story.id('Robin')) $$,
  'SC013', null, 'nor Olga, who does not know Robin');
select throws_ok($$ select public.support_erase_visitor_by_agent(jsonb_build_object('kind', 'agent', 'agent_id', story.id('nobody')), story.id('Robin')) $$,
  'SC050', null, 'nor nobody');
select throws_ok($$ select public.support_erase_visitor_by_agent('{}', story.id('Robin')) $$, 'SC090', null, 'nor no actor');
select throws_ok($$ select public.support_erase_visitor_by_agent(jsonb_build_object('kind', 'agent', 'agent_id', story.id('Ana')), story.id('nobody')) $$,
  'SC013', null, 'Ana cannot erase nobody');
select is((select count(*) from support.messages where visitor_id = story.id('Robin')), 5::bigint, 'None of this took a word');

-- 3. Robin goes

create table story.sams as select (story.conversation('Sam')).*;
update support.visitors set banned_at = now() where id = story.id('Robin');
update support.widgets set is_enabled = false where id = story.id('Harbor widget');
select is(story.erase('Robin'), '{"outcome": "erased", "messages": 5, "files": 2}', 'Robin erases everything, even when blocked and with the widget off');
update support.widgets set is_enabled = true where id = story.id('Harbor widget');
set constraints all immediate;
set constraints all deferred;
select is_empty('select story.traces()', 'No row of any table knows of Robin');

select set_eq($$ select path, not_before > now() from support.storage_deletions $$, $$ values ('harbor/1', false), ('harbor/2', true) $$,
  'The files are to be removed, by names that name nobody');
select results_eq($$ select lane, payload from support.outbox where kind = 'forget_topic' $$,
  $$ values ('telegram:-1001', '{"chat_id": -1001, "thread_id": 11}'::jsonb) $$, 'and so is the topic');
select results_eq($$ select update_id, state, update = '{}' from support.telegram_updates order by update_id $$,
  $$ values (1::bigint, 'done', true), (2, 'done', true), (3, 'done', true), (4, 'dead', true), (5, 'done', true), (6, 'pending', false), (7, 'pending', false) $$,
  'What came from Telegram about Robin is empty, and still known as received; the rest waits as before');
select set_eq($$ select kind || coalesce(' ' || (payload ->> 'text'), '') from support.outbox where organization_id = story.id('Harbor Goods') and conversation_id is null $$,
  array['forget_topic', 'agent_notice Lunch'], 'What is sent to the team about others is still sent');
select results_eq($$ select actor_kind, actor_id, action, entity_id, change from support.audit_logs where action = 'visitors.erased' $$,
  $$ values ('visitor', null::uuid, 'visitors.erased', null::text, '{}'::jsonb) $$, 'The log says that somebody was erased, and not who');
select set_eq($$ select action from support.audit_logs where organization_id = story.id('Harbor Goods') and action not like 'visitors.%' and entity_id in ('x', 'w') $$, array['widgets.updated'],
  'It keeps what names nobody');
select is((select visitors from support.widget_analytics), 2, 'The day''s figures stay, being sums');
select throws_ok($$ select public.support_post_visitor_message(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), gen_random_uuid(), 'Hi') $$,
  'SC010', null, 'The session is over');
select is(public.support_refresh_session(story.id('Harbor widget'), story.hash('Robin token'), story.hash('new')) ->> 'outcome', 'unknown', 'and is not renewed');

-- 4. Sam stays

select is((story.conversation('Sam')), (select row(sams.*)::support.conversations from story.sams), 'Sam''s conversation is as it was');
select is((select count(*) from support.messages where visitor_id = story.id('Sam')), 2::bigint, 'with every word');
select is((select count(*) from support.outbox where message_id = story.id('malta')), 1::bigint, 'every delivery');
select is((select name from support.telegram_topics where visitor_id = story.id('Sam')), 'Sam', 'and its topic');
select cmp_ok((select count(*) from realtime.messages where topic = story.topic('Sam')), '>', 0::bigint, 'and what was announced');
select is((select count(*) from support.rate_limits where key like '%' || story.id('Sam session')), 1::bigint, 'and what was counted');

-- 5. Others

select lives_ok($$ select public.support_erase_visitor_by_agent(
  jsonb_build_object('kind', 'agent', 'agent_id', story.id('Ana'), 'ip_hash', 'h'), story.id('Sam')) $$, 'Ana erases Sam, who asked for it');
select is((select (actor_kind, actor_id, ip_hash)::text from support.audit_logs where action = 'visitors.erased' order by id desc limit 1),
  ('agent'::text, story.id('Ana'), 'h'::text)::text, 'which the log says of Ana');
select lives_ok($$ select public.support_erase_visitor_by_agent('{"kind": "service"}', story.id('Kim')) $$, 'The operator may, also somebody who never wrote');
select is((select count(*) from support.visitors where id in (story.id('Robin'), story.id('Sam'), story.id('Kim'))), 0::bigint, 'They are gone');

-- 6. A person whose name is a word

select story.arrives('Al');
update support.visitors set name = 'Al', email = 'a@b', external_id = 'a' where id = story.id('Al');
select story.post('Al', 'Hi', 'hi');
select is(story.erase('Al') ->> 'outcome', 'erased', 'Somebody with a short name and short numbers is erased');
select results_eq($$ select update_id, state from support.telegram_updates where update <> '{}' $$, $$ values (7::bigint, 'pending') $$,
  'without everything that contains such a word');
select throws_ok($$ select public.support_erase_visitor(story.id('Al session'), story.id('Al'), story.id('Harbor widget')) $$, 'SC010', null, 'and only once');

-- 7. The platform may not let us delete broadcasts

select story.arrives('Jo');
select story.post('Jo', 'A word in the air', 'air');
insert into story.words values ('A word in the air');
create role story_owner nologin;
grant usage on schema support, realtime to story_owner;
grant select, update on realtime.messages to story_owner;
grant execute on function support.forget_broadcasts(uuid, uuid, text[]) to story_owner;
alter table realtime.messages disable row level security;
select set_config('role', 'story_owner', true);
select support.forget_broadcasts(story.id('Jo'), story.id('Harbor Goods'), array[(select md5('Jo'))]);
select story.act_as_owner();
select is((select count(*) from realtime.messages where topic = story.topic('Jo') and payload <> '{}'), 0::bigint, 'Where deleting is refused, the words are overwritten');
revoke update on realtime.messages from story_owner;
select set_config('role', 'story_owner', true);
select lives_ok($$ select support.forget_broadcasts(story.id('Jo'), story.id('Harbor Goods'), '{}') $$, 'Where even that is refused, erasing goes on');
select story.act_as_owner();

select * from finish();
rollback;
