-- Everything about me: what a visitor gets, what an admin gets.
begin;
select plan(22);
\ir fixtures/harbor-goods.psql
update support.agents set role = 'admin' where id = story.id('Ana');

create function story.export(p_visitor text) returns jsonb
language sql
as $$
  select public.support_export_visitor(session.id, session.visitor_id, session.widget_id)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.export_by(p_agent text, p_visitor text) returns jsonb
language sql
as $$ select public.support_export_visitor_by_agent(jsonb_build_object('kind', 'agent', 'agent_id', story.id(p_agent)), story.id(p_visitor)) $$;

update support.visitors set name = 'Robin', email = 'robin@mail.example', traits = '{"plan": "gold"}' where id = story.id('Robin');
select story.post('Robin', 'Where is my lamp?', 'lamp');
select story.reply('Mika', 'Robin', 'On its way.');
select story.reply('Mika', 'Robin', 'Robin is impatient.', 'note', true);
insert into support.attachments (id, organization_id, widget_id, visitor_id, conversation_id, message_id, uploaded_by, agent_id, path, name, media_type, byte_size, state)
select story.id(name), organization_id, story.id('Harbor widget'), visitor_id, conversation_id, story.id(message), side, story.id(agent), name, name, 'image/png', 5, 'stored'
from support.messages, (values ('lamp.png', 'lamp', 'visitor', null), ('plan.png', 'note', 'agent', 'Mika')) as file (name, message, side, agent)
where id = story.id('lamp');
insert into support.visitor_consents (visitor_id, widget_id, decision, text_version) values (story.id('Robin'), story.id('Harbor widget'), 'granted', 'v1');
insert into support.visitor_events (organization_id, widget_id, visitor_id, kind, page_url)
values (story.id('Harbor Goods'), story.id('Harbor widget'), story.id('Robin'), 'page_view', 'https://harbor.example/lamps');
select story.post('Sam', 'I am not Robin');

select is(story.export('Robin') #>> '{visitor,email}', 'robin@mail.example', 'Robin gets what is known of Robin');
select is(story.export('Robin') #>> '{visitor,traits,plan}', 'gold', 'what the site told too');
select is(story.export('Robin') ->> 'organization', 'Harbor Goods', 'and who knows it');
select is(story.export('Robin') #>> '{sessions,0,id}', story.id('Robin session')::text, 'the browsers');
select is(story.export('Robin') #>> '{consents,0,text_version}', 'v1', 'the decisions');
select is(story.export('Robin') #>> '{events,0,page_url}', 'https://harbor.example/lamps', 'the trail');
select is(story.export('Robin') #>> '{conversations,0,messages,1,text}', 'On its way.', 'every word said to each other');
select is(jsonb_array_length(story.export('Robin') #> '{conversations,0,messages}'), 2, 'and no word about them');
select is((select array_agg(file ->> 'name') from jsonb_array_elements(story.export('Robin') -> 'attachments') as file), array['lamp.png'], 'nor a file of a note');
select ok(story.export('Robin')::text not like '%not Robin%', 'Nothing in it is Sam''s');
select throws_ok($$ select public.support_export_visitor(story.id('Sam session'), story.id('Robin'), story.id('Harbor widget')) $$, 'SC010', null,
  'Sam cannot have it');
update support.visitors set banned_at = now() where id = story.id('Robin');
select lives_ok($$ select story.export('Robin') $$, 'Who is blocked may still have their data');
update support.widgets set is_enabled = false where id = story.id('Harbor widget');
select lives_ok($$ select story.export('Robin') $$, 'also from a widget that is off');
update support.sessions set revoked_at = now() where id = story.id('Robin session');
select throws_ok($$ select story.export('Robin') $$, 'SC011', null, 'but not with a session that was ended');

select is(jsonb_array_length(story.export_by('Ana', 'Robin') #> '{conversations,0,messages}'), 3, 'An admin gets the notes as well');
select is(jsonb_array_length(story.export_by('Ana', 'Robin') -> 'attachments'), 2, 'and their files');
select is(public.support_export_visitor_by_agent('{"kind": "service"}', story.id('Robin')) #>> '{visitor,name}', 'Robin', 'So does the operator');
select throws_ok($$ select story.export_by('Mika', 'Robin') $$, 'SC051', null, 'Mika is no admin');
select throws_ok($$ select story.export_by('Olga', 'Robin') $$, 'SC013', null, 'To Olga of Other Shop Robin is unknown');
select throws_ok($$ select story.export_by('Ana', 'nobody') $$, 'SC013', null, 'as nobody is to Ana');
select throws_ok($$ select story.export_by('nobody', 'Robin') $$, 'SC050', null, 'Nobody is no agent');
select throws_ok($$ select public.support_export_visitor_by_agent(null, story.id('Robin')) $$, 'SC090', null, 'and no actor is none');

select * from finish();
rollback;
