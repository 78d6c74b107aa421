-- Texts that agents use again and again.
begin;
select plan(51);
\ir fixtures/harbor-goods.psql
update support.agents set role = 'admin' where id = story.id('Ana');

create function story.save(p_agent text, p_response jsonb) returns jsonb
language sql
as $$ select public.support_save_canned_response(story.id(p_agent), p_response) -> 'canned_response' $$;
create function story.use(p_agent text, p_visitor text, p_shortcut text) returns text
language sql
as $$ select public.support_use_canned_response(story.id(p_agent), (story.conversation(p_visitor)).id, p_shortcut) ->> 'text' $$;
create function story.known(p_agent text, p_department text default null, p_search text default null) returns text[]
language sql
as $$
  select array_agg(found ->> 'scope' || ' ' || (found ->> 'shortcut') order by found ->> 'scope')
  from jsonb_array_elements(public.support_list_canned_responses(story.id(p_agent), story.id(p_department), p_search) -> 'canned_responses') as found
$$;
create function story.refused(p_call text, p_detail text) returns text
language plpgsql
as $$
declare
  v_detail text;
begin
  execute p_call;
  return fail(p_call || ' should be refused');
exception when sqlstate 'SC090' then
  get stacked diagnostics v_detail = pg_exception_detail;
  return is(v_detail, p_detail, 'Refused: ' || p_detail || ' in ' || p_call);
end
$$;

-- 1. Writing them

create table story.hello as select story.save('Ana',
  '{"shortcut": "Hello", "title": "Greeting", "body": "Hello {{visitor.name}}, {{ agent.name }} here, about #{{conversation.number}}."}') as answer;
select is((select answer ->> 'shortcut' from story.hello), 'hello', 'Ana, who administers, writes a text for the team');
select throws_ok($$ select story.save('Mika', '{"shortcut": "bye", "title": "Bye", "body": "Goodbye!"}') $$, 'SC051', null, 'Mika may not');
select is(story.save('Mika', '{"shortcut": "hello", "title": "Mine", "body": "Hi {{visitor.name}}!", "is_own": true}') ->> 'scope', 'own',
  'but has a text of the same name, only for Mika');
select throws_ok($$ select story.save('Mika', '{"shortcut": "hello", "title": "Mine", "body": "Again", "is_own": true}') $$, 'SC006', null, 'One of each');
select is(
  story.save('Ana', jsonb_build_object('shortcut', 'hello', 'title', 'Orders', 'body', 'Hello from Orders', 'department_id', story.id('Orders'))) ->> 'scope',
  'department', 'A department has texts too');
select is(
  story.save('Ana', (select jsonb_build_object('id', answer -> 'id', 'title', 'Good morning') from story.hello)) - array['id', 'updated_at', 'created_at'],
  (select answer - array['id', 'updated_at', 'created_at'] || '{"title": "Good morning", "version": 2}' from story.hello), 'A change changes what it names');
select throws_ok($$ select story.save('Mika', (select jsonb_build_object('id', answer -> 'id', 'title', 'x') from story.hello)) $$, 'SC051', null,
  'Mika may not change the team''s');
select throws_ok($$ select story.save('Olga', (select jsonb_build_object('id', answer -> 'id', 'title', 'x') from story.hello)) $$, 'SC007', null,
  'Olga of Other Shop does not know it');
select throws_ok($$ select story.save('Ana', '{"id": "none", "title": "x"}') $$, 'SC007', null, 'nobody knows what is not there');
select throws_ok($$ select story.save('Ana', jsonb_build_object('shortcut', 'a', 'title', 'a', 'body', 'a', 'department_id', story.id('Elsewhere'))) $$,
  'SC021', null, 'Another shop''s department is none');
select throws_ok($$ select story.save('Nobody', '{}') $$, 'SC050', null, 'Nobody writes nothing');
select story.refused($$ select story.save('Ana', '[]') $$, 'p_response');
select story.refused($$ select story.save('Ana', '{"colour": "red"}') $$, 'p_response.colour');
select story.refused($$ select story.save('Ana', '{"shortcut": "Good morning", "title": "a", "body": "a"}') $$, 'p_response.shortcut');
select story.refused($$ select story.save('Ana', '{"shortcut": "a", "title": "", "body": "a"}') $$, 'p_response.title');
select story.refused($$ select story.save('Ana', '{"shortcut": "a", "title": "a", "body": " "}') $$, 'p_response.body');
select story.refused($$ select story.save('Ana', '{"shortcut": "a", "title": "a", "body": "a", "is_own": "yes"}') $$, 'p_response.is_own');

-- 2. Finding them

select is(story.known('Mika'), array['department hello', 'own hello', 'team hello'], 'Mika finds the team''s, the departments'' and Mika''s own');
select is((select count(*) from unnest(story.known('Ana'))), 2::bigint, 'Ana does not find Mika''s own');
select is((select count(*) from unnest(story.known('Mika', 'Returns'))), 2::bigint, 'In Returns nobody needs those of Orders');
select is(story.known('Mika', null, 'FROM ord'), array['department hello'], 'By any part of it');
select is(story.known('Olga'), null, 'Olga finds nothing of Harbor Goods');
select story.refused($$ select story.known('Mika', null, repeat('x', 101)) $$, 'p_search');

-- 3. Using them

select story.post('Robin', 'Good evening');
select is(story.use('Ana', 'Robin', 'hello'), 'Hello, Ana here, about #' || (story.conversation('Robin')).number || '.',
  'Without a name the greeting goes without it');
update support.visitors set name = '{{agent.name}}' where id = story.id('Robin');
select is(story.use('Ana', 'Robin', '/HELLO'), 'Hello {{agent.name}}, Ana here, about #' || (story.conversation('Robin')).number || '.',
  'With one it is filled in, and nothing in it is');
select is(story.use('Mika', 'Robin', 'hello'), 'Hi {{agent.name}}!', 'One''s own goes before the team''s');
select story.post('Sam', 'Good evening', null, null, story.id('Orders'));
select is(story.use('Ana', 'Sam', 'hello'), 'Hello from Orders', 'the department''s too');
select is(story.use('Mika', 'Sam', (select answer ->> 'id' from story.hello)), 'Hello, Mika here, about #' || (story.conversation('Sam')).number || '.',
  'unless it is named by its id');
select results_eq($$ select used_count, last_used_at is not null from support.canned_responses where id = (select (answer ->> 'id')::uuid from story.hello) $$,
  $$ values (3::bigint, true) $$, 'Uses are counted');
select throws_ok($$ select story.use('Mika', 'Robin', 'nothing') $$, 'SC007', null, 'What is not there cannot be used');
select throws_ok($$ select story.use('Mika', 'Robin', null) $$, 'SC007', null, 'nor can nothing');
select throws_ok($$ select story.use('Olga', 'Robin', 'hello') $$, 'SC020', null, 'nor in another shop''s conversation');

-- 4. Removing them

select throws_ok($$ select public.support_delete_canned_response(story.id('Mika'), (select (answer ->> 'id')::uuid from story.hello)) $$, 'SC051', null,
  'The team''s are for admins to remove');
select is(public.support_delete_canned_response(story.id('Ana'), (select (answer ->> 'id')::uuid from story.hello)) ->> 'outcome', 'deleted', 'Ana does');
select throws_ok($$ select public.support_delete_canned_response(story.id('Ana'), (select (answer ->> 'id')::uuid from story.hello)) $$, 'SC007', null, 'once');

-- 5. Texts of one's own, on the web

create function story.save_own(p_agent text, p_response jsonb) returns jsonb
language sql
as $$ select public.support_save_own_response(story.id(p_agent), p_response) -> 'canned_response' $$;
create function story.id_of(p_shortcut text, p_agent text default null) returns uuid
language sql
as $$
  select id from support.canned_responses
  where shortcut = p_shortcut and department_id is null and agent_id is not distinct from story.id(p_agent)
$$;
select story.save('Ana', '{"shortcut": "team", "title": "Team", "body": "We"}');
select story.save_own('Ana', '{"shortcut": "sorry", "title": "Sorry", "body": "I am sorry."}');
select is((select agent_id from support.canned_responses where shortcut = 'sorry'), story.id('Ana'), 'Ana writes a text for herself, though she administers');
select is(story.save_own('Ana', jsonb_build_object('id', story.id_of('sorry', 'Ana'), 'body', 'So sorry.')) ->> 'body', 'So sorry.', 'and changes it');
select throws_ok($$ select story.save_own('Mika', jsonb_build_object('id', story.id_of('sorry', 'Ana'), 'body', 'Not sorry.')) $$, 'SC007', null,
  'Nobody else does');
select throws_ok($$ select story.save_own('Ana', jsonb_build_object('id', story.id_of('team'), 'body', 'Mine')) $$, 'SC007', null,
  'nor does Ana take the team''s text for herself in this way');
select throws_ok($$ select story.save_own('Ana', '{"shortcut": "sorry", "title": "Sorry", "body": "Again"}') $$, 'SC006', null, 'One of each name');
select story.refused($$ select story.save_own('Ana', '{"shortcut": "x", "title": "x", "body": "x", "is_own": false}') $$, 'p_response');
select story.refused($$ select story.save_own('Ana', '{"shortcut": "x", "title": "x", "body": "x", "department_id": null}') $$, 'p_response');
select story.refused($$ select story.save_own('Ana', null) $$, 'p_response');
select story.refused($$ select story.save_own('Ana', '[]') $$, 'p_response');
select throws_ok($$ select public.support_delete_own_response(story.id('Mika'), story.id_of('sorry', 'Ana')) $$, 'SC007', null, 'Mika cannot remove it');
select throws_ok($$ select public.support_delete_own_response(story.id('Ana'), story.id_of('team')) $$, 'SC007', null, 'nor Ana the team''s');
select is(public.support_delete_own_response(story.id('Ana'), story.id_of('sorry', 'Ana')), '{"outcome": "deleted"}', 'Ana removes it');
select is(array(select action from support.audit_logs where actor_id = story.id('Ana') and change::text like '%So sorry.%' order by id limit 1) <> '{}', true,
  'All of which is logged');
insert into support.canned_responses (organization_id, agent_id, shortcut, title, body)
select story.id('Harbor Goods'), story.id('Ana'), 'text-' || i, 'Text', 'Text' from generate_series(1, 200) as i;
select story.refused($$ select story.save_own('Ana', '{"shortcut": "sorry", "title": "Sorry", "body": "One more"}') $$, 'p_response');
select is(story.save_own('Ana', jsonb_build_object('id', story.id_of('text-1', 'Ana'), 'title', 'First')) ->> 'title', 'First', 'What is there can be changed');
select throws_ok($$ select count(story.save_own('Ana', jsonb_build_object('id', story.id_of('text-1', 'Ana'), 'title', 'First'))) from generate_series(1, 61) $$,
  'SC040', null, 'There is a limit to how often');

select * from finish();
rollback;
