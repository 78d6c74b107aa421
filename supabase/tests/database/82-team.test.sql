-- Admins and their team: departments, who answers for them, agents, roles, leaving and coming back.
begin;
select plan(90);
\ir fixtures/harbor-goods.psql
update support.agents set role = 'owner' where id = story.id('Ana');
insert into support.agents (id, organization_id, user_id, name, role) values
  (story.id('Jo'), story.id('Harbor Goods'), story.id('Jo user'), 'Jo', 'admin');
update support.agents set role = 'admin' where id = story.id('Olga');
select story.empty_log();

create function story.agent(p_agent text) returns support.agents
language sql
as $$ select agent.* from support.agents as agent where agent.id = story.id(p_agent) $$;
create function story.change(p_actor text, p_agent text, p_change jsonb) returns jsonb
language sql
as $$ select public.support_update_agent(story.actor(p_actor), story.id(p_agent), p_change) -> 'agent' $$;

-- 1. Departments

create table story.made as
  select public.support_create_department(story.actor('Jo'), story.id('Harbor Goods'),
    '{"name": " Wholesale ", "description": "From ten pieces", "email": "b2b@harbor.example", "required_skills": ["b2b", "invoices", "b2b"]}') -> 'department' as department;
select is((select department - array['id', 'organization_id', 'created_at', 'updated_at'] from story.made),
  '{"name": "Wholesale", "position": 3, "description": "From ten pieces", "email": "b2b@harbor.example", "required_skills": ["b2b", "invoices"],
    "is_active": true, "agent_ids": [], "version": 1}', 'An admin makes a department, last in the list');
create function story.wholesale() returns uuid
language sql
as $$ select (department ->> 'id')::uuid from story.made $$;
select throws_ok($$ select public.support_create_department(story.actor('Jo'), story.id('Harbor Goods'), '{"name": "Orders"}') $$, 'SC006', null,
  'with a name that is free');
select throws_ok($$ select public.support_create_department(story.actor('Jo'), story.id('Harbor Goods'), '{}') $$, 'SC090', null, 'at all');
select throws_ok($$ select public.support_create_department(story.actor('Jo'), story.id('Harbor Goods'), '{"name": "X", "email": "nobody"}') $$, 'SC090', null,
  'and an address that is one');
select throws_ok($$ select public.support_create_department(story.actor('Mika'), story.id('Harbor Goods'), '{"name": "X"}') $$, 'SC051', null, 'Mika makes none');
select throws_ok($$ select public.support_create_department(story.actor('Olga'), story.id('Harbor Goods'), '{"name": "X"}') $$, 'SC003', null, 'nor does Olga');
select is((select jsonb_agg(department -> 'name') from jsonb_array_elements(
  public.support_list_departments(story.actor('Mika'), story.id('Harbor Goods')) -> 'departments') as department),
  '["Orders", "Returns", "Wholesale"]', 'Every agent sees them, in their order');
select throws_ok($$ select public.support_list_departments(story.actor('Olga'), story.id('Harbor Goods')) $$, 'SC003', null, 'Strangers do not');

select is((public.support_update_department(story.actor('Jo'), story.wholesale(), '{"position": 0, "description": null}') -> 'department')
  - array['id', 'organization_id', 'created_at', 'updated_at'],
  '{"name": "Wholesale", "position": 0, "description": null, "email": "b2b@harbor.example", "required_skills": ["b2b", "invoices"],
    "is_active": true, "agent_ids": [], "version": 2}', 'A change changes what it names');
select throws_ok($$ select public.support_update_department(story.actor('Jo'), story.wholesale(), '{"name": "Orders"}') $$, 'SC006', null, 'not to a name that is taken');
select throws_ok($$ select public.support_update_department(story.actor('Jo'), story.wholesale(), '{"name": null}') $$, 'SC090', null, 'nor to none');
select throws_ok($$ select public.support_update_department(story.actor('Jo'), story.wholesale(), '{"agents": []}') $$, 'SC090', null, 'nor anything unknown');
select throws_ok($$ select public.support_update_department(story.actor('Jo'), story.id('Elsewhere'), '{"position": 0}') $$, 'SC021', null, 'nor somebody else''s');
select throws_ok($$ select public.support_update_department(story.actor('Jo'), null, '{"position": 0}') $$, 'SC021', null, 'nor one that is none');
select throws_ok($$ select public.support_update_department(story.actor('Mika'), story.wholesale(), '{"position": 0}') $$, 'SC051', null, 'Mika changes none');

-- 2. Who answers for which

select is(public.support_set_department_members(story.actor('Jo'), story.wholesale(), array[story.id('Mika'), story.id('Ana'), story.id('Mika')])
  #> '{department,agent_ids}', (select jsonb_agg(id order by id) from unnest(array[story.id('Mika'), story.id('Ana')]) as id), 'Mika and Ana answer for it');
select is(public.support_set_department_members(story.actor('Jo'), story.wholesale(), array[story.id('Mika')]) #> '{department,agent_ids}',
  jsonb_build_array(story.id('Mika')), 'The list is always the whole list');
select is(story.change('Jo', 'Mika', jsonb_build_object('department_ids', jsonb_build_array(story.id('Orders')))) -> 'department_ids',
  jsonb_build_array(story.id('Orders')), 'It can be set from the agent''s side as well');
select is(story.change('Jo', 'Mika', '{"department_ids": []}') -> 'department_ids', '[]', 'and be empty: then Mika answers for all');
select throws_ok($$ select public.support_set_department_members(story.actor('Jo'), story.wholesale(), array[story.id('Olga')]) $$, 'SC090', null,
  'Olga, of another team, cannot be a member');
select throws_ok($$ select public.support_set_department_members(story.actor('Jo'), story.wholesale(), null) $$, 'SC090', null, 'nor can nothing');
select throws_ok($$ select public.support_set_department_members(story.actor('Jo'), story.wholesale(), array[null]::uuid[]) $$, 'SC090', null, 'nor nobody');
select throws_ok($$ select public.support_set_department_members(story.actor('Olga'), story.wholesale(), '{}') $$, 'SC021', null, 'Olga arranges nothing here');
select throws_ok($$ select story.change('Jo', 'Mika', jsonb_build_object('department_ids', jsonb_build_array(story.id('Elsewhere')))) $$, 'SC090', null,
  'nor is Mika a member elsewhere');
select is(array(select action from story.logged()), array['departments.created', 'departments.updated', 'agent_departments.created',
  'agent_departments.created', 'agent_departments.deleted', 'agent_departments.deleted', 'agent_departments.created', 'agent_departments.deleted'],
  'All of it is in the log');

-- 3. Profiles and roles

select story.empty_log();
select is((select jsonb_agg(agent -> 'name') from jsonb_array_elements(
  public.support_list_agents(story.actor('Mika'), story.id('Harbor Goods')) -> 'agents') as agent), '["Ana", "Jo", "Mika"]', 'Everybody sees the team');
select throws_ok($$ select public.support_list_agents(story.actor('Olga'), story.id('Harbor Goods')) $$, 'SC003', null, 'Strangers do not');
select is(story.change('Mika', 'Mika', '{"name": "Mika L.", "avatar_url": "https://harbor.example/mika.png", "languages": ["en", "mt"], "locale": "mt"}')
  ->> 'name', 'Mika L.', 'Mika changes what others see of them');
select throws_ok($$ select story.change('Mika', 'Mika', '{"role": "owner"}') $$, 'SC051', null, 'but not their role');
select throws_ok($$ select story.change('Mika', 'Mika', '{"max_concurrent_chats": 1}') $$, 'SC051', null, 'nor how much they are given');
select throws_ok($$ select story.change('Mika', 'Ana', '{"name": "A."}') $$, 'SC051', null, 'nor anybody else');
select is(story.change('Jo', 'Mika', '{"skills": ["b2b"], "max_concurrent_chats": 3, "email": "mika@harbor.example"}') -> 'skills', '["b2b"]', 'Admins do');
select throws_ok($$ select story.change('Jo', 'Jo', '{"email": "MIKA@harbor.example"}') $$, 'SC006', null, 'An address belongs to one of the team');
select throws_ok($$ select story.change('Jo', 'Mika', '{"role": "boss"}') $$, 'SC090', null, 'A role is one of three');
select throws_ok($$ select story.change('Jo', 'Mika', '{"skills": [" b2b"]}') $$, 'SC090', null, 'A skill has no space around it');
select throws_ok($$ select story.change('Jo', 'Mika', '{"max_concurrent_chats": -1}') $$, 'SC090', null, 'Nobody is given less than nothing');
select throws_ok($$ select story.change('Jo', 'Mika', '{"avatar_url": "data:image/png;base64,AA=="}') $$, 'SC090', null, 'A picture has an address');
select throws_ok($$ select story.change('Jo', 'Mika', '{"is_active": false}') $$, 'SC090', null, 'Leaving is no setting');
select throws_ok($$ select story.change('Jo', 'Mika', null) $$, 'SC090', null, 'Nothing is no change');
select throws_ok($$ select story.change('Jo', 'Olga', '{"name": "O."}') $$, 'SC050', null, 'Olga is nobody here');
select throws_ok($$ select story.change('Jo', 'Nobody', '{"name": "O."}') $$, 'SC050', null, 'as is somebody who does not exist');
select throws_ok($$ select story.change('Olga', 'Mika', '{"name": "M."}') $$, 'SC050', null, 'and Mika is nobody to Olga');

select throws_ok($$ select story.change('Jo', 'Mika', '{"role": "owner"}') $$, 'SC051', null, 'An admin makes no owner');
select throws_ok($$ select story.change('Jo', 'Jo', '{"role": "owner"}') $$, 'SC051', null, 'not even of themselves');
select throws_ok($$ select story.change('Jo', 'Ana', '{"role": "agent"}') $$, 'SC051', null, 'nor unmakes one');
select throws_ok($$ select public.support_deactivate_agent(story.actor('Jo'), story.id('Ana')) $$, 'SC051', null, 'or sends one away');
select is(story.change('Jo', 'Mika', '{"role": "admin"}') ->> 'role', 'admin', 'but makes admins');
select throws_ok($$ select story.change('Ana', 'Ana', '{"role": "agent"}') $$, 'SC053', null, 'The last owner stays one');
select throws_ok($$ select public.support_deactivate_agent(story.actor('Ana'), story.id('Ana')) $$, 'SC053', null, 'and stays');
select throws_ok($$ select public.support_deactivate_agent(story.actor(), story.id('Ana')) $$, 'SC053', null, 'even if the operator says otherwise');
select is(story.change('Ana', 'Jo', '{"role": "owner"}') ->> 'role', 'owner', 'until there is another');
select is(story.change('Ana', 'Ana', '{"role": "agent"}') ->> 'role', 'agent', 'Then they may step back');
select is(story.change('Jo', 'Ana', '{"role": "owner"}') ->> 'role', 'owner', 'and be asked back');
select is((select array_agg(change::text order by id) from story.logged() where change ? 'role'), array[
  '{"role": ["agent", "admin"]}', '{"role": ["admin", "owner"]}', '{"role": ["owner", "agent"]}', '{"role": ["agent", "owner"]}'], 'The log has every role');

-- 4. What happens all the time is not in the log and calls no trigger

select story.empty_log();
update support.agents set last_seen_at = now(), presence = 'away', dm_started = true where id = story.id('Mika');
update support.agents set presence = 'auto' where id = story.id('Mika');
select story.post('Sam', 'Do you ship to Malta?');
select is_empty('select from story.logged()', 'Being seen, being away and being written to are no changes');
insert into support.canned_responses (id, organization_id, shortcut, title, body)
values (story.id('hello'), story.id('Harbor Goods'), 'hello', 'Hello', 'Hello!');
update support.canned_responses set used_count = used_count + 1, last_used_at = now() where id = story.id('hello');
update support.canned_responses set body = 'Hi!' where id = story.id('hello');
select results_eq($$ select action, change -> 'body' from story.logged() $$,
  $$ values ('canned_responses.created', '[null, "Hello!"]'::jsonb), ('canned_responses.updated', '["Hello!", "Hi!"]') $$,
  'nor is using a text, only changing one');
select story.empty_log();
select set_eq($$
  select tgrelid::regclass::text || '.' || attname from pg_trigger as t
  join pg_attribute as a on a.attrelid = t.tgrelid and a.attnum = any (t.tgattr::smallint[])
  where t.tgname = 'audit' and t.tgrelid in ('support.agents'::regclass, 'support.organizations'::regclass, 'support.visitors'::regclass)
    and attname in ('last_seen_at', 'last_conversation_number', 'presence', 'last_assigned_at', 'context', 'snoozed_until')
$$, '{}'::text[], 'Their columns are in no trigger''s list');
select is((select count(*) from pg_trigger where tgname = 'audit' and (tgtype & 16) > 0 and tgattr::text = ''
  and tgrelid in ('support.agents'::regclass, 'support.organizations'::regclass, 'support.visitors'::regclass, 'support.canned_responses'::regclass,
    'support.telegram_chats'::regclass)), 0::bigint, 'and every such trigger has a list');
select is_empty($$ select from pg_trigger where tgname = 'audit' and tgrelid in ('support.conversations'::regclass, 'support.messages'::regclass) $$,
  'Conversations and messages have no such trigger at all');
select public.support_ban_visitor(story.id('Sam'), story.id('Mika'), 'Spam', null);
select results_eq($$ select action, entity_id, actor_id, change -> 'ban_reason' from story.logged() $$,
  $$ values ('visitors.banned', story.id('Sam')::text, story.id('Mika'), '[null, "Spam"]'::jsonb) $$, 'A ban is');
select public.support_unban_visitor(story.id('Sam'), story.id('Mika'));
select is(array(select action from story.logged()), array['visitors.banned', 'visitors.unbanned'], 'and its end');

-- 5. Leaving

select story.empty_log();
select story.post('Robin', 'Where is my lamp?');
select story.reply('Mika', 'Robin', 'On its way.');
select story.reply('Mika', 'Sam', 'We do.');
select public.support_close_conversation((story.conversation('Sam')).id, story.id('Mika'));
select public.support_create_telegram_link(story.actor('Mika'), story.id('Mika'), story.hash('link'));
select story.silence();
create table story.before as select story.conversation('Robin') as robin, story.conversation('Sam') as sam;
select is((public.support_deactivate_agent(story.actor('Jo'), story.id('Mika')) ->> 'released')::integer, 1, 'Mika leaves one open conversation behind');
select results_eq($$ select status, agent_id, claimed_at from story.conversation('Robin') $$,
  $$ values ('queued', null::uuid, null::timestamptz) $$, 'which goes back to the queue');
select is((story.conversation('Robin')).revision, (select (robin).revision + 1 from story.before), 'as one revision');
select is((select array_agg(payload #>> '{conversation,status}') from story.heard(story.topic('Robin'))), array['queued'], 'that Robin hears of');
select is((select array_agg(payload ->> 'agent_name') from support.outbox where payload ->> 'state' = 'passed'), array['Mika L.'], 'and the group');
select results_eq($$
  select agent_id, ended_reason from support.conversation_assignments where conversation_id = (story.conversation('Robin')).id
$$, $$ values (story.id('Mika'), 'unassigned') $$, 'Who had it before is on record');
select is(story.conversation('Sam'), (select sam from story.before), 'What had ended stays Mika''s');
select is((story.agent('Mika')).is_active, false, 'Mika is out');
select is_empty($$ select from support.agent_invitations where agent_id = story.id('Mika') $$, 'and their open link is worth nothing');
select throws_ok($$ select story.reply('Mika', 'Robin', 'One more thing') $$, 'SC050', null, 'They say nothing more');
select throws_ok($$ select public.support_claim_conversation((story.conversation('Robin')).id, story.id('Mika')) $$, 'SC050', null, 'take nothing more');
select throws_ok($$ update support.conversations set agent_id = story.id('Mika') where id = (story.conversation('Robin')).id $$, 'SC050', null,
  'nor are given anything, in whatever way');
select is(public.support_deactivate_agent(story.actor('Jo'), story.id('Mika')) ->> 'released', '0', 'Saying it again changes nothing');
select is((select array_agg(action order by id) from story.logged() where action like 'agents.%'), array['agents.deactivated'], 'and is logged once');
select is(jsonb_array_length(public.support_list_agents(story.actor('Jo'), story.id('Harbor Goods'), false) -> 'agents'), 2, 'The team may be listed without them');
select throws_ok($$ select public.support_deactivate_agent(story.actor('Olga'), story.id('Jo')) $$, 'SC050', null, 'Olga sends nobody away here');
select throws_ok($$ select public.support_activate_agent(story.actor('Olga'), story.id('Mika')) $$, 'SC050', null, 'nor asks anybody back');

-- 6. Coming back, and the limits of the plan

select public.support_save_plan(story.actor(), '{"id": "pair", "max_agents": 2}');
update support.organizations set plan = 'pair' where id = story.id('Harbor Goods');
select throws_ok($$ select public.support_activate_agent(story.actor('Jo'), story.id('Mika')) $$, 'SC005', null, 'The plan has room for two');
select throws_ok($$ select public.support_activate_agent(story.actor('Jo'), story.id('Mika')) $$, 'the plan allows 2 agents', 'and says so');
select is((story.agent('Mika')).is_active, false, 'so Mika stays out');
select is(public.support_activate_agent(story.actor('Jo'), story.id('Ana')) #>> '{agent,name}', 'Ana', 'Who is in needs no room');
update support.organizations set plan = 'free' where id = story.id('Harbor Goods');
select is(public.support_activate_agent(story.actor('Jo'), story.id('Mika')) #> '{agent,is_active}', 'true', 'With room for three they come back');
select is((story.agent('Mika')).role, 'admin', 'as what they were');

-- 7. The end of a department

select story.post('Robin', 'About my order', null, null, story.id('Orders'));
update support.conversations set department_id = story.id('Orders') where id = (story.conversation('Robin')).id;
select is(public.support_delete_department(story.actor('Jo'), story.id('Orders')), '{"outcome": "deactivated"}', 'A department with a past is only switched off');
select is((story.conversation('Robin')).department_id, story.id('Orders'), 'and its conversations still belong to it');
select is(public.support_delete_department(story.actor('Jo'), story.wholesale()), '{"outcome": "deleted"}', 'One without is gone');
select throws_ok($$ select public.support_delete_department(story.actor('Jo'), story.wholesale()) $$, 'SC021', null, 'once');
select throws_ok($$ select public.support_delete_department(story.actor('Jo'), story.id('Elsewhere')) $$, 'SC021', null, 'Somebody else''s is as good as none');
select throws_ok($$ select public.support_delete_department(story.actor('Ana'), null) $$, 'SC021', null, 'and so is nothing');

select * from finish();
rollback;
