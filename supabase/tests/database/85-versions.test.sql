-- Two admins change the same department, agent or shared text: whoever saw an older version is told.
begin;
select plan(30);
\ir fixtures/harbor-goods.psql
update support.agents set role = 'admin' where id = story.id('Ana');
select story.empty_log();

create function story.versions() returns integer[]
language sql
as $$
  select array[
    (select version from support.departments where id = story.id('Orders')),
    (select version from support.departments where id = story.id('Returns')),
    (select version from support.agents where id = story.id('Mika')),
    (select version from support.agents where id = story.id('Ana'))]
$$;
create function story.orders(p_change jsonb, p_version integer default null) returns integer
language sql
as $$ select (public.support_update_department(story.actor('Ana'), story.id('Orders'), p_change, p_version) #>> '{department,version}')::integer $$;
create function story.members(p_department text, p_agents text[], p_version integer default null) returns integer
language sql
as $$
  select (public.support_set_department_members(
    story.actor('Ana'), story.id(p_department), array(select story.id(agent) from unnest(p_agents) as agent), p_version) #>> '{department,version}')::integer
$$;
create function story.mika(p_change jsonb, p_version integer default null) returns integer
language sql
as $$ select (public.support_update_agent(story.actor('Ana'), story.id('Mika'), p_change, p_version) #>> '{agent,version}')::integer $$;
create function story.late(p_call text, p_current integer) returns text
language plpgsql
as $$
declare
  v_detail text;
begin
  execute p_call;
  return fail(p_call || ' should be too late');
exception when sqlstate 'SC004' then
  get stacked diagnostics v_detail = pg_exception_detail;
  return is(v_detail, p_current::text, 'Too late: ' || p_call);
end
$$;

-- 1. A department

select is((select department -> 'version' from jsonb_array_elements(
  public.support_list_departments(story.actor('Mika'), story.id('Harbor Goods')) -> 'departments') as department limit 1), '1', 'A department begins with its first version');
select is(story.orders('{"description": "Lamps"}', 1), 2, 'A change takes a version');
select story.late($$ select story.orders('{"description": "Shades"}', 1) $$, 2);
select is((select description from support.departments where id = story.id('Orders')), 'Lamps', 'and changes nothing then');
select is(story.orders('{"description": "Lamps"}', 2), 2, 'A change that changes nothing takes none');
select is(story.orders('{"position": 7}'), 3, 'Who names no version changes it as it is');
select story.late($$ select story.orders('{"position": 8}', 4) $$, 3);

-- 2. Who answers for it is a change of both

select is(story.members('Orders', array['Mika'], 3), 4, 'New members are a new version');
select is(story.versions(), array[4, 1, 2, 2], 'of the member as well');
select story.late($$ select story.members('Orders', '{}', 3) $$, 4);
select is(story.members('Orders', array['Mika'], 4), 4, 'The same members are none');
select story.late($$ select story.mika('{"department_ids": []}', 1) $$, 2);
select is(story.mika(jsonb_build_object('department_ids', jsonb_build_array(story.id('Returns'))), 2), 4, 'Out of one and into another: two changes of the agent');
select is(story.versions(), array[5, 2, 4, 2], 'one of each department');
select story.late($$ select story.members('Returns', array['Ana'], 1) $$, 2);
select is(story.members('Returns', array['Ana']), 4, 'One goes, one comes');
select is(story.versions(), array[5, 4, 5, 3], 'and nobody else has changed');

-- 3. An agent

select is(story.mika('{"skills": ["lamps"], "max_concurrent_chats": 2}', 5), 6, 'Several settings are one change');
select story.late($$ select story.mika('{"name": "Mick"}', 5) $$, 6);
select public.support_set_agent_presence(story.id('Mika'), 'away');
select public.support_heartbeat_agent(story.id('Mika'), 'tab');
select is((select version from support.agents where id = story.id('Mika')), 6, 'Coming and going is no change');
select public.support_deactivate_agent(story.actor('Ana'), story.id('Mika'));
select is((select version from support.agents where id = story.id('Mika')), 7, 'Leaving the team is one');
select is(public.support_activate_agent(story.actor('Ana'), story.id('Mika')) #> '{agent,version}', '8', 'and coming back is another');
select is((select count(*) from support.audit_logs where change ? 'version'), 0::bigint, 'The log tells what changed, not the number');

-- 4. A text that the team shares

create function story.save(p_response jsonb, p_version integer default null) returns jsonb
language sql
as $$ select public.support_save_shared_response(story.actor('Ana'), story.id('Harbor Goods'), p_response, p_version) -> 'canned_response' $$;
create table story.hello as select story.save('{"shortcut": "hello", "title": "Hello", "body": "Hello!"}') as answer;
select is((select answer -> 'version' from story.hello), '1', 'A text begins with its first version');
create function story.hello(p_change jsonb, p_version integer default null) returns jsonb
language sql
as $$ select story.save((select jsonb_build_object('id', answer -> 'id') from story.hello) || p_change, p_version) -> 'version' $$;
select is(story.hello('{"body": "Good day!"}', 1), '2', 'A change takes a version');
select story.late($$ select story.hello('{"body": "Hi!"}', 1) $$, 2);
select story.post('Robin', 'Hello');
select public.support_use_canned_response(story.id('Mika'), (story.conversation('Robin')).id, 'hello');
select is(story.hello('{"body": "Good day!"}', 2), '2', 'Using it is no change, nor is saying what is so');
select is(story.hello('{"title": "Good day"}'), '3', 'Who names no version changes it as it is');
select is((public.support_list_canned_responses(story.id('Mika')) #> '{canned_responses,0,version}'), '3', 'Agents are told as well');
select is((public.support_list_shared_responses(story.actor('Ana'), story.id('Harbor Goods')) #> '{canned_responses,0,version}'), '3', 'and admins in the list');

select * from finish();
rollback;
