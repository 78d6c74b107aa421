-- Who has a conversation: assigned, handed over, given out by load; how it ends and begins again.
begin;
select plan(107);
\ir fixtures/harbor-goods.psql

insert into support.agents (id, organization_id, telegram_user_id, name) values
  (story.id('Lena'), story.id('Harbor Goods'), 7010, 'Lena'), (story.id('Noor'), story.id('Harbor Goods'), null, 'Noor');
update support.agents set is_active = false where id = story.id('Noor');

create function story.of(p_visitor text) returns uuid
language sql
as $$ select (story.conversation(p_visitor)).id $$;
create function story.assign(p_visitor text, p_agent text, p_by text default null) returns jsonb
language sql
as $$ select public.support_assign_conversation(story.of(p_visitor), story.id(p_agent), story.id(p_by)) $$;
create function story.transfer(
  p_visitor text, p_by text, p_to text default null, p_department text default null, p_note text default null
) returns jsonb
language sql
as $$ select public.support_transfer_conversation(story.of(p_visitor), story.id(p_by), story.id(p_to), story.id(p_department), p_note) $$;
create function story.holder(p_visitor text) returns text
language sql
as $$ select agent.name from support.agents as agent where agent.id = (story.conversation(p_visitor)).agent_id $$;
create function story.record(p_visitor text) returns text[]
language sql
as $$
  select array_agg(agent.name || ' ' || had.reason || coalesce(' by ' || giver.name, '') || coalesce(', ' || had.ended_reason, '') order by had.id)
  from support.conversation_assignments as had
  join support.agents as agent on agent.id = had.agent_id
  left join support.agents as giver on giver.id = had.assigned_by
  where had.conversation_id = story.of(p_visitor)
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

-- 1. Assigning

select story.post('Robin', 'My lamp is broken.');
select story.silence();
select is(story.assign('Robin', 'Mika', 'Ana') ->> 'outcome', 'assigned', 'Ana gives Robin''s conversation to Mika');
select results_eq(
  $$ select status, seen_seq, claimed_at is not null from story.conversation('Robin') $$, $$ values ('active', 0::bigint, true) $$,
  'It is Mika''s now, who has not seen it yet');
select results_eq(
  $$ select event, payload #>> '{conversation,agent,name}', revision from story.heard(story.topic('Robin')) $$,
  $$ select 'conversation.updated', 'Mika', revision from story.conversation('Robin') $$, 'Robin hears it once, with its revision');
select is(story.assign('Robin', 'Mika') ->> 'outcome', 'already_theirs', 'Twice is once');
select is(story.assign('Robin', 'Ana', 'Ana') ->> 'outcome', 'assigned', 'Ana takes it herself');
select is((story.conversation('Robin')).seen_seq, 1::bigint, 'and has seen it, because she looked');
select is(story.record('Robin'), array['Mika assigned by Ana, transferred', 'Ana assigned by Ana'], 'The record knows all of it');
select is((story.conversation('Robin')).wait_seconds, 0, 'From hand to hand nobody waits');
select throws_ok($$ select story.assign('Robin', 'Olga', 'Ana') $$, 'SC050', null, 'Olga of Other Shop cannot be given it');
select throws_ok($$ select story.assign('Robin', 'Mika', 'Olga') $$, 'SC050', null, 'nor give it');
select throws_ok($$ select story.assign('Robin', 'Noor', 'Ana') $$, 'SC050', null, 'Who left the team is given nothing');
select throws_ok($$ select public.support_assign_conversation(story.of('Robin'), null) $$, 'SC050', null, 'Nobody is nobody');
select throws_ok($$ select public.support_assign_conversation(story.id('nothing'), story.id('Mika')) $$, 'SC020', null, 'Nothing is nothing');
update support.agents set presence = 'away' where id = story.id('Mika');
select throws_ok($$ select story.assign('Robin', 'Mika', 'Ana') $$, 'SC023', null, 'Who is away is not given anything');
select is(story.assign('Robin', 'Mika', 'Mika') ->> 'outcome', 'assigned', 'but may take it');
update support.agents set presence = 'auto' where id = story.id('Mika');

select is(public.support_unassign_conversation(story.of('Robin'), story.id('Ana')) ->> 'outcome', 'unassigned', 'Ana puts it back');
select results_eq($$ select status, agent_id, claimed_at from story.conversation('Robin') $$,
  $$ values ('queued', null::uuid, null::timestamptz) $$, 'It waits again');
select is((select payload ->> 'agent_name' from support.outbox order by id desc limit 1), 'Mika', 'The group is told who had it');
select is(public.support_unassign_conversation(story.of('Robin')) ->> 'outcome', 'not_assigned', 'Twice is once');
select throws_ok($$ select public.support_unassign_conversation(story.of('Robin'), story.id('Olga')) $$, 'SC050', null, 'Olga cannot');
select throws_ok($$ select public.support_unassign_conversation(story.id('nothing')) $$, 'SC020', null, 'Nothing is nothing');
select is(story.record('Robin'), array['Mika assigned by Ana, transferred', 'Ana assigned by Ana, transferred', 'Mika assigned by Mika, unassigned'],
  'The record goes on');

-- 2. Handing over

insert into support.agent_departments values (story.id('Lena'), story.id('Returns'));
update support.departments set required_skills = '{refunds}' where id = story.id('Returns');
select public.support_claim_conversation(story.of('Robin'), story.id('Ana'));
select is(story.transfer('Robin', 'Ana', 'Mika', null, 'Please be kind, it is the third time.') ->> 'outcome', 'transferred', 'Ana hands over to Mika');
select results_eq(
  $$ select body, is_internal, sender_name from support.messages where conversation_id = story.of('Robin') order by seq desc limit 1 $$,
  $$ values ('Please be kind, it is the third time.', true, 'Ana') $$, 'with a note');
select is((select count(*) from story.heard(story.topic('Robin')) where payload::text like '%third time%'), 0::bigint, 'that Robin never sees');
select is(story.holder('Robin'), 'Mika', 'Mika has it');
select is(story.transfer('Robin', 'Mika', null, 'Returns') ->> 'outcome', 'transferred', 'Mika hands over to Returns');
select results_eq(
  $$ select status, department_id, agent_id, required_skills from story.conversation('Robin') $$,
  $$ values ('queued', story.id('Returns'), null::uuid, '{refunds}'::text[]) $$, 'where it waits for somebody who can do refunds');
select is((select count(*) from story.heard(story.topic('Robin'))), (select count(distinct revision) from story.heard(story.topic('Robin'))),
  'Every revision was announced once');
select is(story.transfer('Robin', 'Ana', null, 'Returns') ->> 'outcome', 'unchanged', 'Where it is already it stays');
select is(story.transfer('Robin', 'Ana', 'Lena', 'Returns') ->> 'outcome', 'transferred', 'An agent and a department together');
select throws_ok($$ select story.transfer('Robin', 'Lena', 'Lena', 'Orders') $$, 'SC023', null, 'must fit: Lena answers for Returns only');
select is(story.transfer('Robin', 'Lena', 'Ana', 'Orders') ->> 'outcome', 'transferred', 'Ana answers for everything');
select throws_ok($$ select story.transfer('Robin', 'Ana', 'Olga') $$, 'SC050', null, 'Not to another organization''s agent');
select throws_ok($$ select story.transfer('Robin', 'Ana', null, 'Elsewhere') $$, 'SC021', null, 'nor to its department');
select throws_ok($$ select story.transfer('Robin', 'Olga', 'Mika') $$, 'SC050', null, 'nor by its agent');
update support.departments set is_active = false where id = story.id('Returns');
select throws_ok($$ select story.transfer('Robin', 'Ana', null, 'Returns') $$, 'SC021', null, 'nor to a department that is closed');
update support.departments set is_active = true where id = story.id('Returns');
select story.refused($$ select story.transfer('Robin', 'Ana') $$, 'p_to_agent_id');
select story.refused($$ select story.transfer('Robin', null, 'Mika', null, 'A note of nobody') $$, 'p_by_agent_id');
select throws_ok($$ select story.transfer('Robin', 'Ana', 'Mika', null, repeat('x', 16001)) $$, 'SC032', null, 'A note may be too long');
select is(story.holder('Robin'), 'Ana', 'and then nothing happens at all');

-- 3. The end, and a new beginning

select is(public.support_resolve_conversation(story.of('Robin'), story.id('Ana')) ->> 'outcome', 'resolved', 'Ana is done');
select results_eq($$ select status, ended_by, closed_at is not null from story.conversation('Robin') $$, $$ values ('resolved', 'agent', true) $$, 'It is resolved');
select is(public.support_resolve_conversation(story.of('Robin'), story.id('Ana')) ->> 'outcome', 'already_ended', 'Twice is once');
select throws_ok($$ select public.support_resolve_conversation(story.of('Robin'), story.id('Olga')) $$, 'SC050', null, 'Olga cannot');
select throws_ok($$ select story.assign('Robin', 'Mika') $$, 'SC022', null, 'What has ended is given to nobody');
select throws_ok($$ select story.transfer('Robin', 'Ana', 'Mika') $$, 'SC022', null, 'nor handed over');
select throws_ok($$ select public.support_unassign_conversation(story.of('Robin')) $$, 'SC022', null, 'nor taken away');
select is(public.support_close_conversation(story.of('Robin'), story.id('Mika')) ->> 'outcome', 'closed', 'What is resolved can be closed');
select is((select array[ended_by, status] from story.conversation('Robin')), '{agent,closed}', 'for good');
select story.post('Robin', 'It is broken again.');
select results_eq(
  $$ select status, reopened_count, ended_by, closed_at from story.conversation('Robin') $$,
  $$ values ('active', 1, null::text, null::timestamptz) $$, 'Robin is back soon and goes on');
select is(story.holder('Robin'), 'Ana', 'with Ana, who had it');
select is((story.record('Robin'))[array_upper(story.record('Robin'), 1) - 1:], array['Ana transferred by Lena, ended', 'Ana reopened'], 'The record says so');
select is(
  public.support_end_conversation(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), story.of('Robin')) ->> 'outcome',
  'resolved', 'Robin may end it too');
select is((story.conversation('Robin')).ended_by, 'visitor', 'and then Robin did');
select is(
  public.support_end_conversation(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), story.of('Robin')) ->> 'outcome',
  'already_ended', 'once');
select throws_ok(
  $$ select public.support_end_conversation(story.id('Sam session'), story.id('Sam'), story.id('Harbor widget'), story.of('Robin')) $$,
  'SC020', null, 'Sam cannot end what is Robin''s');
update support.agents set is_active = false where id = story.id('Ana');
select story.wait('10 seconds');
select story.post('Robin', 'And again.');
select is((select array[status, agent_id::text] from story.conversation('Robin')), '{queued,null}', 'Whoever left the team does not get it back');
update support.agents set is_active = true where id = story.id('Ana');
select throws_ok($$ select story.post('Sam', 'Hello', null, null, story.id('Elsewhere')) $$, 'SC021', null, 'Nobody begins in another shop''s department');
update support.departments set is_active = false where id = story.id('Orders');
select throws_ok($$ select story.post('Sam', 'Hello', null, null, story.id('Orders')) $$, 'SC021', null, 'nor in one that is closed');
update support.departments set is_active = true where id = story.id('Orders');

create table story.started as select public.support_start_conversation(
  story.id('Sam session'), story.id('Sam'), story.id('Harbor widget'), story.id('Orders'), '{"page_url": "https://harbor.example/"}',
  'Lamps', 'sales', '{"name": "Sam", "colour": "blue"}') as answer;
select results_eq(
  $$ select subject, category, prechat, department_id from story.conversation('Sam') $$,
  $$ values ('Lamps', 'sales', '{"name": "Sam", "colour": "blue"}'::jsonb, story.id('Orders')) $$, 'Sam begins with a form');
select is((select name from support.visitors where id = story.id('Sam')), 'Sam', 'and so gets a name');
select is((select answer #>> '{conversation,subject}' from story.started), 'Lamps', 'The answer says so');
select throws_ok($$ select public.support_start_conversation(story.id('Sam session'), story.id('Robin'), story.id('Harbor widget')) $$,
  'SC010', null, 'Nobody begins for somebody else');
select story.refused($$ select public.support_start_conversation(story.id('Sam session'), story.id('Sam'), story.id('Harbor widget'), null, '[]') $$, 'p_context');
select story.refused($$ select public.support_start_conversation(story.id('Sam session'), story.id('Sam'), story.id('Harbor widget'), p_prechat => '[]') $$, 'p_prechat');
select story.refused($$ select public.support_start_conversation(story.id('Sam session'), story.id('Sam'), story.id('Harbor widget'), p_subject => repeat('x', 201)) $$, 'p_subject');

-- 4. Given out by load

update support.widgets set routing_rules = jsonb_build_object('strategy', 'least_busy', 'department_id', story.id('Orders'),
  'skills', jsonb_build_object(story.id('Orders'), '["lamps"]'::jsonb)) where id = story.id('Harbor widget');
update support.conversations set status = 'closed', closed_at = now() - interval '1 year' where organization_id = story.id('Harbor Goods');
create function story.at_work(p_agent text, p_status text default 'online') returns jsonb
language sql
as $$ select public.support_heartbeat_agent(story.id(p_agent), 'tab', p_status) $$;
create function story.newcomer(p_visitor text) returns text
language plpgsql
as $$
begin
  perform story.arrives(p_visitor);
  perform story.post(p_visitor, 'Hello');
  return story.holder(p_visitor);
end
$$;

select is(story.newcomer('Guest 1'), null, 'Nobody is at work, so it waits');
select is((select array[department_id::text, required_skills::text] from story.conversation('Guest 1')), array[story.id('Orders')::text, '{lamps}'],
  'in the widget''s own department, for somebody who knows lamps');
select story.at_work('Mika');
select is(story.holder('Guest 1'), null, 'Mika comes, but does not know lamps');
update support.agents set skills = '{lamps,refunds}', max_concurrent_chats = 2 where organization_id = story.id('Harbor Goods');
select story.at_work('Ana');
select ok(story.holder('Guest 1') in ('Ana', 'Mika'), 'Now that they do, somebody is given it');
select is((story.record('Guest 1'))[1] like '% routed', true, 'routed, says the record');
create table story.first as select story.holder('Guest 1') as name;
select isnt(story.newcomer('Guest 2'), (select name from story.first), 'The next goes to the other one, who has less to do');
select is(story.newcomer('Guest 3'), (select name from story.first), 'of equals, whoever waited longest');
select isnt(story.newcomer('Guest 4'), (select name from story.first), 'and so on');
select is(story.newcomer('Guest 5'), null, 'until both have as many as they may');
select story.newcomer('Guest 6');
select public.support_update_conversation(story.of('Guest 6'), story.id('Mika'), '{"priority": "urgent"}');
select is(story.holder('Guest 6'), null, 'An urgent one makes no room');
select public.support_close_conversation(story.of('Guest 1'), story.id('Mika'));
select is(story.holder('Guest 6'), (select name from story.first), 'but it is the first to be given out when there is some');
select is(story.holder('Guest 5'), null, 'before the older one');
select is((select status from story.conversation('Guest 5')), 'queued', 'which waits');
select public.support_pass_conversation(story.of('Guest 6'), (story.conversation('Guest 6')).agent_id);
select is((select array_agg(a.name) from support.agents as a where a.id = (story.conversation('Guest 6')).agent_id), null,
  'Whoever passes it on is not given it back');
select support.route_waiting(story.id('Harbor Goods'));
select is(story.holder('Guest 5'), (select name from story.first), 'they are given another one');
select is(story.newcomer('Guest 7'), null, 'and are full again');

select story.at_work('Mika', 'offline');
select story.at_work('Ana', 'away');
select story.wait('10 seconds');
update support.conversations set status = 'closed', closed_at = now() where organization_id = story.id('Harbor Goods') and status <> 'closed';
select story.post('Guest 5', 'Once more');
select is(story.holder('Guest 5'), null, 'Where conversations are given out, one who is not there does not get theirs back');
select story.at_work('Ana');
select is(story.holder('Guest 5'), 'Ana', 'Whoever comes is given it');
update support.agents set presence = 'away' where id = story.id('Ana');
select is(story.newcomer('Guest 8'), null, 'Away is away, whatever is connected');
select public.support_update_conversation(story.of('Guest 8'), story.id('Mika'), jsonb_build_object('snoozed_until', now() + interval '1 hour'));
select public.support_set_agent_presence(story.id('Ana'), 'auto');
select is(story.holder('Guest 8'), null, 'What is put off is given to nobody');
select is(support.route_waiting(null, 10), 0::bigint, 'not by the tick either');
select is((select count(*) from support.conversations where agent_id is not null and status = 'queued'), 0::bigint, 'Nobody has what waits');
select is(
  (select count(*) from support.conversations as conversation where conversation.status in ('queued', 'active') and conversation.agent_id is not null
    and not exists (select from support.conversation_assignments as had where had.conversation_id = conversation.id
      and had.agent_id = conversation.agent_id and had.ended_at is null)), 0::bigint, 'The record agrees with who has what');
select is(
  (select count(*) from support.conversation_assignments as had join support.conversations as conversation on conversation.id = had.conversation_id
    where had.ended_at is null and (conversation.status not in ('queued', 'active') or conversation.agent_id is distinct from had.agent_id)),
  0::bigint, 'both ways');

-- 5. Comings and goings

select story.refused($$ select public.support_heartbeat_agent(story.id('Ana'), null) $$, 'p_connection_id');
select story.refused($$ select public.support_heartbeat_agent(story.id('Ana'), 'tab', 'busy') $$, 'p_status');
select story.refused($$ select public.support_heartbeat_agent(story.id('Ana'), 'tab', 'online', 'fax') $$, 'p_channel');
select story.refused($$ select public.support_heartbeat_agent(story.id('Ana'), 'tab', 'online', 'web', -1) $$, 'p_ttl_seconds');
select story.refused($$ select public.support_set_agent_presence(story.id('Ana'), 'there') $$, 'p_presence');
select story.refused($$ select public.support_set_agent_presence(story.id('Ana'), 'auto', now() - interval '1 second') $$, 'p_snoozed_until');
select throws_ok($$ select public.support_heartbeat_agent(story.id('Noor'), 'tab') $$, 'SC050', null, 'Who left has no presence');
select throws_ok($$ select public.support_set_agent_presence(story.id('nobody'), 'auto') $$, 'SC050', null, 'nor has nobody');

delete from support.agent_sessions where true;
update support.telegram_chats set state = 'paused' where chat_id = -1001;
select story.silence();
select is(story.at_work('Ana') #>> '{agent,status}', 'online', 'Ana opens her inbox');
select results_eq(
  $$ select event, payload #>> '{availability,status}' from story.heard('support:org:' || story.id('Harbor Goods')) where event = 'availability.updated' $$,
  $$ values ('availability.updated', 'online') $$, 'The team hears that somebody is there');
select results_eq(
  $$ select payload #>> '{availability,status}' from story.heard(story.topic('Guest 5')) where event = 'availability.updated' $$,
  $$ values ('online') $$, 'so does a visitor who is waiting');
select story.silence();
select story.at_work('Ana');
select public.support_heartbeat_agent(story.id('Ana'), 'second tab');
select story.at_work('Mika', 'away');
select public.support_heartbeat_agent(story.id('Ana'), 'second tab', 'offline');
select is((select count(*) from realtime.messages where event = 'availability.updated'), 0::bigint, 'What changes nothing is not announced');
select story.at_work('Mika');
select results_eq(
  $$ select payload #>> '{availability,agents,1,name}' from story.heard(story.topic('Guest 5')) where event = 'availability.updated' $$,
  $$ values ('Mika') $$, 'Visitors hear of a second one who comes');
select story.silence();
update support.agent_sessions set expires_at = now() where agent_id = story.id('Mika');
select support.expire_presence(100);
select results_eq(
  $$ select payload #>> '{availability,status}' from story.heard(story.topic('Guest 5')) where event = 'availability.updated' $$,
  $$ values ('online') $$, 'and of one of two who falls silent');
select story.silence();
update support.agent_sessions set expires_at = now() where true;
select is(support.expire_presence(100), 1::bigint, 'Who falls silent is forgotten');
select results_eq(
  $$ select payload #>> '{availability,status}' from story.heard(story.topic('Guest 5')) where event = 'availability.updated' $$,
  $$ values ('away') $$, 'and visitors hear that nobody is there');

select * from finish();
rollback;
