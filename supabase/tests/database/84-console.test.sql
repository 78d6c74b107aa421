-- What a console asks for: shared texts of every department, widgets beside each other, groups used in another way, and a
-- log that knows from where somebody came who was nobody yet.
begin;
select plan(27);
\ir fixtures/harbor-goods.psql
update support.agents set role = 'admin' where id in (story.id('Ana'), story.id('Olga'));
insert into support.agent_departments (agent_id, department_id) values (story.id('Ana'), story.id('Orders'));
select story.empty_log();

create function story.from_somewhere(p_agent text) returns jsonb
language sql
as $$ select story.actor(p_agent) || '{"ip_hash": "a hash", "user_agent": "A browser"}' $$;
create function story.save(p_agent text, p_response jsonb) returns jsonb
language sql
as $$ select public.support_save_shared_response(story.from_somewhere(p_agent), story.id('Harbor Goods'), p_response) -> 'canned_response' $$;
create function story.shared(p_agent text) returns text[]
language sql
as $$
  select array_agg(found ->> 'shortcut' order by ordinality)
  from jsonb_array_elements(public.support_list_shared_responses(story.actor(p_agent), story.id('Harbor Goods')) -> 'canned_responses')
    with ordinality as one (found, ordinality)
$$;

-- 1. Texts that the team shares

create table story.returns as select story.save('Ana',
  jsonb_build_object('shortcut', 'returns', 'title', 'Returns', 'body', 'Send it back.', 'department_id', story.id('Returns'))) as answer;
select is((select answer ->> 'scope' from story.returns), 'department', 'Ana writes a text for a department that she does not answer for');
select results_eq($$ select action, actor_id, ip_hash, user_agent from support.audit_logs $$,
  $$ values ('canned_responses.created', story.id('Ana'), 'a hash', 'A browser') $$, 'The log says who, and from where');
select lives_ok($$ select public.support_save_canned_response(story.id('Mika'), '{"shortcut": "mine", "title": "M", "body": "M", "is_own": true}') $$,
  'Mika writes one for himself');
select is((select ip_hash from support.audit_logs order by id desc limit 1), 'a hash', 'within one transaction the place stays known');
select is(story.shared('Ana'), array['returns'], 'Ana sees what is shared, and nothing of Mika''s own');
select throws_ok($$ select story.shared('Mika') $$, 'SC051', null, 'Mika does not administer them');
select throws_ok($$ select story.shared('Olga') $$, 'SC003', null, 'for Olga they do not exist');
select throws_ok($$ select story.save('Mika', '{"shortcut": "x", "title": "X", "body": "X"}') $$, 'SC051', null, 'Mika writes none');
select throws_ok($$ select story.save('Olga', '{"shortcut": "x", "title": "X", "body": "X"}') $$, 'SC003', null, 'nor does Olga');
select throws_ok($$ select story.save('Ana', '{"shortcut": "x", "title": "X", "body": "X", "is_own": true}') $$, 'SC090', null, 'Ana none for herself here');
select throws_ok($$ select public.support_save_shared_response('{"kind": "service"}', story.id('Harbor Goods'), '{}') $$, 'SC090', null, 'nor the operator');
select throws_ok($$
  select story.save('Ana', jsonb_build_object('id', (select id from support.canned_responses where shortcut = 'mine'), 'title', 'Hers'))
$$, 'SC007', null, 'Mika''s own is none of Ana''s');
select is(story.save('Ana', (select jsonb_build_object('id', answer -> 'id', 'title', 'Back') from story.returns)) ->> 'body', 'Send it back.',
  'A change names what changes');
select throws_ok($$
  select public.support_delete_shared_response(story.actor('Ana'), story.id('Harbor Goods'), (select id from support.canned_responses where shortcut = 'mine'))
$$, 'SC007', null, 'Mika''s own is not Ana''s to remove');
select is(public.support_delete_shared_response(story.actor('Ana'), story.id('Harbor Goods'), (select (answer ->> 'id')::uuid from story.returns)),
  '{"outcome": "deleted"}', 'a shared one is');

-- 2. Who accepts an invitation

insert into support.agent_invitations (organization_id, token_hash, email, expires_at)
values (story.id('Harbor Goods'), story.hash('Kit link'), 'kit@harbor.example', now() + interval '1 day');
select story.empty_log();
select is(public.support_accept_invitation_on_web(story.hash('Kit link'), story.id('Kit user'), 'Kit',
  '{"ip_hash": "Kit hash", "user_agent": "Kit browser"}') ->> 'outcome', 'joined', 'Kit joins with a web account');
select is((select count(*) from support.audit_logs where ip_hash is distinct from 'Kit hash' or user_agent is distinct from 'Kit browser'),
  0::bigint, 'and everything that this changes is logged with where Kit came from');
select ok(exists (select from support.audit_logs where action = 'agents.created'), 'also what happened while nobody was acting yet');
select throws_ok($$ select public.support_accept_invitation_on_web(story.hash('Kit link'), null) $$, 'SC090', null, 'It takes an account');
select throws_ok($$ select public.support_accept_invitation_on_web(story.hash('Kit link'), story.id('x'), null, '[]') $$, 'SC090', null, 'and a place is an object');

-- 3. Groups

select is(public.support_update_telegram_chat(story.actor('Ana'), story.id('Harbor Goods'), -1001, '{"mode": "claims"}')
  #>> '{telegram_chat,mode}', 'claims', 'Ana has the group used in another way');
select throws_ok($$ select public.support_update_telegram_chat(story.actor('Ana'), story.id('Harbor Goods'), -4711, '{"mode": "claims"}') $$,
  'SC007', null, 'A group that is nobody''s is not taken by its id');
select throws_ok($$ select public.support_update_telegram_chat(story.actor('Ana'), story.id('Harbor Goods'), -1001, '{"bot_id": 5}') $$,
  'SC090', null, 'which bot serves it is not for admins');
select throws_ok($$ select public.support_update_telegram_chat(story.actor('Mika'), story.id('Harbor Goods'), -1001, '{"mode": "topics"}') $$,
  'SC051', null, 'nor is anything of it for agents');

-- 4. Widgets beside each other

insert into support.widget_analytics (organization_id, widget_id, day, conversations, answered, ratings, ratings_sum) values
  (story.id('Harbor Goods'), story.id('Harbor widget'), '2026-11-20', 3, 2, 1, 4), (story.id('Harbor Goods'), story.id('Harbor widget'), '2026-11-21', 2, 2, 1, 5);
select is(jsonb_path_query_array(public.support_get_widget_analytics(story.actor('Ana'), story.id('Harbor Goods'), '2026-11-20', '2026-11-21'),
  '$.widgets[*] ? (@.conversations > 0).rating_mean'), '[4.50]', 'Figures are summed up by widget');
select throws_ok($$ select public.support_get_widget_analytics(story.actor('Olga'), story.id('Harbor Goods'), '2026-11-20', '2026-11-21') $$,
  'SC003', null, 'Olga sees none of them');

-- 5. Taking a person's data out leaves a trace

select story.empty_log();
select public.support_export_visitor_by_agent(story.from_somewhere('Ana'), story.id('Robin'));
select results_eq($$ select action, actor_id, entity_id, ip_hash from support.audit_logs $$,
  $$ values ('visitors.exported', story.id('Ana'), story.id('Robin')::text, 'a hash') $$, 'Who exported Robin is known');

select * from finish();
rollback;
