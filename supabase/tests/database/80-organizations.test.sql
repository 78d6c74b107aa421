-- The operator and the owners: organizations, plans, identity secrets, and the log of who changed what.
begin;
select plan(112);
\ir fixtures/harbor-goods.psql
update support.agents set role = 'owner' where id = story.id('Ana');
update support.agents set role = 'admin' where id = story.id('Olga');

create function story.change(p_actor text, p_change jsonb, p_version integer, p_organization text default 'Harbor Goods') returns jsonb
language sql
as $$ select public.support_update_organization(story.actor(p_actor), story.id(p_organization), p_change, p_version) -> 'organization' $$;
create function story.organization() returns support.organizations
language sql
as $$ select organization.* from support.organizations as organization where organization.id = story.id('Harbor Goods') $$;
select story.empty_log();

-- 1. Who acts

select throws_ok($$ select public.support_get_organization(null, story.id('Harbor Goods')) $$, 'SC090', null, 'Nobody gets nothing');
select throws_ok($$ select public.support_get_organization('[]', story.id('Harbor Goods')) $$, 'SC090', null, 'nor does a list');
select throws_ok($$ select public.support_get_organization('{"kind": "visitor"}', story.id('Harbor Goods')) $$, 'SC090', null, 'nor a visitor');
select throws_ok($$ select public.support_get_organization('{"kind": "agent"}', story.id('Harbor Goods')) $$, 'SC050', null,
  'An agent without an id is none');
select throws_ok($$ select public.support_get_organization('{"kind": "agent", "agent_id": "Ana"}', story.id('Harbor Goods')) $$,
  'SC050', null, 'nor is one whose id is no id');
select throws_ok($$ select public.support_get_organization(story.actor('Nobody'), story.id('Harbor Goods')) $$, 'SC050', null,
  'nor one who does not exist');
select throws_ok($$ select public.support_get_organization(story.actor('Mika'), story.id('Harbor Goods')) $$, 'SC051', null,
  'Mika, who answers, does not administer');
select throws_ok($$ select public.support_get_organization(story.actor('Olga'), story.id('Harbor Goods')) $$, 'SC003', null,
  'Olga administers Other Shop: for her Harbor Goods does not exist');
select throws_ok($$ select public.support_get_organization(story.actor('Olga'), story.id('Nothing')) $$, 'SC003', null,
  'which is what she hears of an organization that does not');
select throws_ok($$ select public.support_get_organization(story.actor(), story.id('Nothing')) $$, 'SC003', null, 'and what the operator hears');
select throws_ok($$ select public.support_get_organization(story.actor(), null) $$, 'SC003', null, 'also of none');
update support.agents set is_active = false where id = story.id('Ana');
select throws_ok($$ select public.support_get_organization(story.actor('Ana'), story.id('Harbor Goods')) $$, 'SC050', null,
  'Somebody who was switched off does nothing any more');
update support.agents set is_active = true where id = story.id('Ana');
select is((support.act_as_agent(story.id('Mika'))).name, 'Mika', 'What an agent does for a visitor needs no role');
select throws_ok($$ select support.act_as_agent(story.id('Nobody')) $$, 'SC050', null, 'only an agent');

-- 2. Making one

create table story.made as
  select public.support_create_organization(
    story.actor(), ' Lamp House ', jsonb_build_object('name', 'Jo', 'email', 'jo@lamps.example', 'user_id', story.id('Jo user')),
    'Europe/Malta') as answer;
select is((select answer #>> '{organization,name}' from story.made), 'Lamp House', 'The operator makes an organization');
select is((select answer #>> '{organization,time_zone}' from story.made), 'Europe/Malta', 'in its time zone');
select is((select answer #>> '{organization,version}' from story.made), '1', 'at its first version');
select is((select answer #> '{organization,limits}' from story.made),
  '{"max_widgets": null, "max_agents": null, "messages_per_minute": null}', 'with no limits unless a plan sets some');
select is((select answer #> '{organization,usage}' from story.made), '{"widgets": 0, "agents": 1}', 'and one agent');
select is((select array[answer #>> '{owner,name}', answer #>> '{owner,role}'] from story.made), array['Jo', 'owner'], 'Jo, who owns it');
select ok(not (select answer -> 'organization' ? 'last_conversation_number' from story.made), 'How many tickets there were is nobody''s setting');
select is(public.support_create_organization(story.actor(), 'Bare') -> 'owner', 'null', 'An owner may come later');
select throws_ok($$ select public.support_create_organization(story.actor('Ana'), 'Second Shop') $$, 'SC051', null, 'Ana cannot make tenants');
select throws_ok($$ select public.support_create_organization(story.actor(), null) $$, 'SC090', null, 'It needs a name');
select throws_ok($$ select public.support_create_organization(story.actor(), '  ') $$, 'SC090', null, 'that says something');
select throws_ok($$ select public.support_create_organization(story.actor(), repeat('x', 201)) $$, 'SC090', null, 'in 200 characters');
select throws_ok($$ select public.support_create_organization(story.actor(), 'X', null, 'Mars/Olympus') $$, 'SC090', null, 'and a zone that exists');
select throws_ok($$ select public.support_create_organization(story.actor(), 'X', null, null) $$, 'SC090', null, 'none is none');
select throws_ok($$ select public.support_create_organization(story.actor(), 'X', '{"email": "jo@x.example"}') $$, 'SC090', null,
  'An owner needs a name');
select throws_ok($$ select public.support_create_organization(story.actor(), 'X', '{"name": "Jo", "user_id": "jo"}') $$, 'SC090', null,
  'and ids that are ids');
select throws_ok($$ select public.support_create_organization(story.actor(), 'X', '"Jo"') $$, 'SC090', null, 'and is an object');

-- 3. Settings

select story.empty_log();
select is(story.change('Ana', '{"name": "Harbor & Co", "conversation_retention_days": 365}', 1) ->> 'version', '2', 'A change takes a version');
select results_eq(
  $$ select name, conversation_retention_days, event_retention_days from story.organization() $$,
  $$ values ('Harbor & Co', 365, 90) $$, 'and changes what it names');
select throws_ok($$ select story.change('Ana', '{"name": "Mine"}', 1) $$, 'SC004', null, 'Who saw the first version is too late');
select is((story.organization()).name, 'Harbor & Co', 'and changes nothing');
select throws_ok($$ select story.change('Ana', '{"name": "Mine"}', null) $$, 'SC090', null, 'Who saw none is refused');
select is(story.change('Ana', '{"name": "Harbor & Co"}', 2) ->> 'version', '2', 'A change that changes nothing takes none');
select is(story.change('Ana', '{}', 2) ->> 'version', '2', 'nor does an empty one');
select is(story.change('Ana', '{"conversation_retention_days": null}', 2) -> 'conversation_retention_days', 'null', 'What may be empty can be emptied');
select throws_ok($$ select story.change('Ana', '{"event_retention_days": null}', 3) $$, 'SC090', null, 'and what may not cannot');
select throws_ok($$ select story.change('Ana', '{"audit_retention_days": 29}', 3) $$, 'SC090', null, 'The log is kept for a month at least');
select throws_ok($$ select story.change('Ana', '{"event_retention_days": 1.5}', 3) $$, 'SC090', null, 'Days are whole');
select throws_ok($$ select story.change('Ana', '{"event_retention_days": "7"}', 3) $$, 'SC090', null, 'and numbers');
select throws_ok($$ select story.change('Ana', '{"event_retention_days": 1e30}', 3) $$, 'SC090', null, 'of a sensible size');
select throws_ok($$ select story.change('Ana', '{"time_zone": "CEST"}', 3) $$, 'SC090', null, 'A zone has the name of a place');
select throws_ok($$ select story.change('Ana', '{"version": 9}', 3) $$, 'SC090', null, 'What is no setting is refused');
select throws_ok($$ select story.change('Ana', 'null', 3) $$, 'SC090', null, 'So is no change at all');
select throws_ok($$ select story.change('Mika', '{"name": "Mine"}', 3) $$, 'SC051', null, 'Mika changes nothing');
select throws_ok($$ select story.change('Olga', '{"name": "Mine"}', 3) $$, 'SC003', null, 'Olga finds nothing to change');

create table story.numbered as select (story.organization()).version as version;
select story.post('Robin', 'Where is my lamp?');
select is((story.organization()).version, (select version from story.numbered), 'A new conversation is no change of the settings');

select results_eq($$ select action, actor_kind, actor_id, entity_id, change from story.logged() $$, $$
  values
    ('organizations.updated', 'agent', story.id('Ana'), story.id('Harbor Goods')::text,
      '{"name": ["Harbor Goods", "Harbor & Co"], "conversation_retention_days": [null, 365]}'::jsonb),
    ('organizations.updated', 'agent', story.id('Ana'), story.id('Harbor Goods')::text, '{"conversation_retention_days": [365, null]}')
$$, 'The log says what changed and who did it, and nothing of what did not change');
select results_eq($$ select distinct ip_hash, user_agent from story.logged() $$, $$ values ('hash of an address', 'Browser/1') $$,
  'and from where, without the address');

-- 4. Plans

select throws_ok($$ select story.change('Ana', '{"plan": "team"}', 3) $$, 'SC051', null, 'Ana does not choose her plan herself');
select throws_ok($$ select story.change(null, '{"plan": "golden"}', 3) $$, 'SC007', null, 'It has to exist');
select is(story.change(null, '{"plan": "free"}', 3) -> 'limits', '{"max_widgets": 1, "max_agents": 3, "messages_per_minute": 60}',
  'The operator chooses it');
select is(public.support_save_plan(story.actor(), '{"id": "tiny", "max_widgets": 2, "max_agents": 2}') -> 'plan',
  '{"id": "tiny", "max_widgets": 2, "max_agents": 2, "messages_per_minute": null}', 'makes plans');
select is(public.support_save_plan(story.actor(), '{"id": "tiny", "max_agents": 4}') -> 'plan',
  '{"id": "tiny", "max_widgets": null, "max_agents": 4, "messages_per_minute": null}', 'and changes them');
select is((select jsonb_agg(plan -> 'id') from jsonb_array_elements(public.support_list_plans(story.actor('Ana')) -> 'plans') as plan),
  '["free", "team", "tiny", "unlimited"]', 'Everybody may look at them');
select throws_ok($$ select public.support_save_plan(story.actor('Ana'), '{"id": "mine"}') $$, 'SC051', null, 'Ana makes none');
select throws_ok($$ select public.support_save_plan(story.actor(), '{"max_agents": 1}') $$, 'SC090', null, 'A plan has a name');
select throws_ok($$ select public.support_save_plan(story.actor(), '{"id": "Big Plan"}') $$, 'SC090', null, 'in small letters');
select throws_ok($$ select public.support_save_plan(story.actor(), '{"id": "none", "max_agents": 0}') $$, 'SC090', null, 'and allows something');
select throws_ok($$ select public.support_list_plans('{}') $$, 'SC090', null, 'Nobody lists nothing');

-- 5. Identity secrets

select story.empty_log();
create table story.secret as select public.support_create_identity_secret(story.actor('Ana'), story.id('Harbor Goods')) -> 'identity_secret' as made;
select matches((select made ->> 'secret' from story.secret), '^[0-9a-f]{64}$', 'A secret is drawn and shown this once');
select matches((select made ->> 'kid' from story.secret), '^k[0-9a-f]{12}$', 'with a name');
select is(public.support_create_identity_secret(story.actor('Ana'), story.id('Harbor Goods'), 'site', repeat('s', 32)) #>> '{identity_secret,kid}',
  'site', 'The site may bring its own');
select throws_ok($$ select public.support_create_identity_secret(story.actor('Ana'), story.id('Harbor Goods'), 'site') $$, 'SC006', null,
  'under a name that is free');
select throws_ok($$ select public.support_create_identity_secret(story.actor('Ana'), story.id('Harbor Goods'), 'a b') $$, 'SC090', null,
  'without spaces');
select throws_ok($$ select public.support_create_identity_secret(story.actor('Ana'), story.id('Harbor Goods'), 'x', 'short') $$, 'SC090', null,
  'and long enough');
select throws_ok($$ select public.support_create_identity_secret(story.actor('Mika'), story.id('Harbor Goods')) $$, 'SC051', null, 'Mika makes none');
select throws_ok($$ select public.support_create_identity_secret(story.actor('Olga'), story.id('Harbor Goods')) $$, 'SC003', null, 'nor does Olga');
select is((select array_agg(secret ->> 'kid' order by secret ->> 'kid') from jsonb_array_elements(
  public.support_get_organization(story.actor('Ana'), story.id('Harbor Goods')) #> '{organization,identity_secrets}') as secret),
  (select array[made ->> 'kid', 'site'] from story.secret), 'Later their names are listed');
select ok(public.support_get_organization(story.actor('Ana'), story.id('Harbor Goods'))::text !~ repeat('s', 32), 'and nothing else of them');
select is(public.support_retire_identity_secret(story.actor('Ana'), story.id('Harbor Goods'), 'site', now() + interval '1 day')
  #>> '{identity_secret,retires_at}', to_jsonb(now() + interval '1 day') #>> '{}', 'A secret retires when the new one is everywhere');
select is(public.support_retire_identity_secret(story.actor('Ana'), story.id('Harbor Goods'), 'site') #>> '{identity_secret,retires_at}',
  to_jsonb(now()) #>> '{}', 'or at once');
select is(public.support_retire_identity_secret(story.actor('Ana'), story.id('Harbor Goods'), 'site', now() + interval '1 year')
  #>> '{identity_secret,retires_at}', to_jsonb(now()) #>> '{}', 'and does not come back');
select throws_ok($$ select public.support_retire_identity_secret(story.actor('Ana'), story.id('Harbor Goods'), 'nothing') $$, 'SC007', null,
  'One that does not exist cannot retire');
select throws_ok($$ select public.support_retire_identity_secret(story.actor('Olga'), story.id('Harbor Goods'), 'site') $$, 'SC003', null,
  'nor does somebody else''s');
select is(array(select action from story.logged()), array[
  'organization_identity_secrets.created', 'organization_identity_secrets.created', 'organization_identity_secrets.retired',
  'organization_identity_secrets.retired'], 'The log says when secrets came and went');
select ok(not exists (select from story.logged() where change ? 'secret' or change::text ~ repeat('s', 32)), 'and never what they were');

-- 6. Reading the log

select story.empty_log();
create function story.read_log(p_actor text default 'Ana', p_action text default null, p_before_id bigint default null, p_limit integer default 50)
returns jsonb
language sql
as $$
  select public.support_list_audit_logs(story.actor(p_actor), story.id('Harbor Goods'), p_action,
    p_before_id => p_before_id, p_limit => p_limit)
$$;
select story.change('Ana', '{"name": "One"}', (story.organization()).version);
select story.change(null, '{"name": "Two"}', (story.organization()).version);
select set_config('support.actor', '', true);
update support.organizations set name = 'Three' where id = story.id('Harbor Goods');
select is((select jsonb_agg(jsonb_build_array(line #> '{change,name,1}', line -> 'actor_kind', line -> 'actor_name'))
  from jsonb_array_elements(story.read_log() -> 'audit_logs') as line),
  '[["Three", "system", null], ["Two", "service", null], ["One", "agent", "Ana"]]', 'Newest first, with who did it');
select is(jsonb_path_query_array(story.read_log(p_limit => 2), '$.audit_logs[*].change.name[1]'), '["Three", "Two"]', 'A page at a time');
select is(story.read_log(p_limit => 2) -> 'has_more', 'true', 'as long as there is more');
select is(jsonb_path_query_array(story.read_log(p_limit => 2, p_before_id => (story.read_log(p_limit => 2) ->> 'next_cursor')::bigint),
  '$.audit_logs[*].change.name[1]'), '["One"]', 'The next page goes on where this one ends');
select is(story.read_log(p_limit => 3) - 'audit_logs', '{"has_more": false, "next_cursor": null}', 'and the last one says so');
select is(jsonb_array_length(story.read_log(p_action => 'organizations') -> 'audit_logs'), 3, 'One may ask for what was changed');
select is(jsonb_array_length(story.read_log(p_action => 'organizations.created') -> 'audit_logs'), 0, 'or how');
select is(jsonb_array_length(public.support_list_audit_logs(story.actor('Ana'), story.id('Harbor Goods'), p_actor_id => story.id('Ana')) -> 'audit_logs'), 1,
  'or by whom');
select is(jsonb_array_length(public.support_list_audit_logs(story.actor('Ana'), story.id('Harbor Goods'), p_entity_id => 'x') -> 'audit_logs'), 0,
  'or to what');
select is(jsonb_array_length(public.support_list_audit_logs(story.actor('Ana'), story.id('Harbor Goods'), p_until => now() - interval '1 day') -> 'audit_logs'), 0,
  'or when');
select is(jsonb_array_length(story.read_log(p_limit => -1) -> 'audit_logs'), 1, 'A page has a line at least');
select throws_ok($$ select story.read_log('Mika') $$, 'SC051', null, 'Mika does not read it');
select throws_ok($$ select story.read_log('Olga') $$, 'SC003', null, 'nor does Olga');

-- 7. Who a signed-in user is

select is(public.support_find_agent(story.id('Mika user')) #>> '{agent,name}', 'Mika', 'A Supabase account leads to its agent');
select is(public.support_find_agent(story.id('Mika user')) #>> '{organization,name}', 'Three', 'and the organization');
select throws_ok($$ select public.support_find_agent(story.id('Robin')) $$, 'SC050', null, 'A stranger''s account leads nowhere');
select throws_ok($$ select public.support_find_agent(null) $$, 'SC050', null, 'nor does none');
select throws_ok($$ select public.support_find_agent(story.id('Mika user'), story.id('Other Shop')) $$, 'SC050', null, 'Mika is nobody at Other Shop');
insert into support.agents (organization_id, user_id, name, role, created_at)
values (story.id('Other Shop'), story.id('Mika user'), 'Mika L.', 'admin', now() + interval '1 second');
select is(public.support_find_agent(story.id('Mika user'), story.id('Other Shop')) #>> '{agent,name}', 'Mika L.', 'unless they joined there too');
select is(public.support_find_agent(story.id('Mika user')) #>> '{agent,name}', 'Mika', 'Unasked it is where they joined first');
select is(jsonb_path_query_array(public.support_find_agent(story.id('Mika user')), '$.organizations[*].role'), '["agent", "admin"]',
  'with a choice of all of theirs');
update support.agents set is_active = false where id = story.id('Mika');
select throws_ok($$ select public.support_find_agent(story.id('Mika user'), story.id('Harbor Goods')) $$, 'SC050', null, 'Who was switched off is nobody');

-- 8. The end of an organization

select throws_ok($$ select public.support_delete_organization(story.actor('Olga'), story.id('Other Shop')) $$, 'SC051', null,
  'Olga, an admin, cannot remove Other Shop');
select throws_ok($$ select public.support_delete_organization(story.actor('Olga'), story.id('Harbor Goods')) $$, 'SC003', null,
  'nor Harbor Goods, which does not exist for her');
select story.post('Sam', 'Do you ship to Malta?');
select is(public.support_delete_organization(story.actor('Ana'), story.id('Harbor Goods'), 1),
  '{"outcome": "deleting", "removed": 1, "has_more": true}', 'Ana, an owner, removes hers, a part at a time');
select throws_ok($$ select story.post('Robin', 'Hello?') $$, 'SC001', null, 'Visitors lose it at once');
select is(public.support_delete_organization(story.actor('Ana'), story.id('Harbor Goods')) ->> 'outcome', 'deleted', 'until all of it is gone');
select is_empty($$ select from support.visitors where organization_id = story.id('Harbor Goods') $$, 'with everything in it');
select is_empty($$ select from story.logged() $$, 'and its log');
select is((select count(*) from support.widgets), 1::bigint, 'Other Shop is as it was');
select throws_ok($$ select public.support_delete_organization(story.actor('Ana'), story.id('Harbor Goods')) $$, 'SC050', null, 'Ana is nobody now');
select throws_ok($$ select public.support_delete_organization(story.actor(), story.id('Harbor Goods')) $$, 'SC003', null,
  'and the operator finds nothing more to remove');

select * from finish();
rollback;
