-- Who may join which channel. Realtime decides by probing: it inserts rows that carry only a topic and an extension, takes
-- the token's role and claims, and looks which of them it can see.
begin;
select plan(19);
\ir fixtures/harbor-goods.psql

create function story.probe(p_role text, p_claims jsonb, p_topic text) returns text[]
language plpgsql
as $$
declare
  v_ids uuid[];
  v_extensions text[];
begin
  with probes as (
    insert into realtime.messages (topic, extension) values (p_topic, 'broadcast'), (p_topic, 'presence') returning id
  )
  select array_agg(id) into v_ids from probes;
  perform set_config('realtime.topic', p_topic, true);
  perform story.act(p_role, p_claims);
  select coalesce(array_agg(extension order by extension), '{}') into v_extensions
  from realtime.messages where id = any (v_ids);
  perform story.act_as_owner();
  return v_extensions;
end
$$;
create function story.claims(p_visitor text) returns jsonb
language sql
as $$ select jsonb_build_object('role', 'support_visitor', 'visitor_id', story.id(p_visitor)) $$;

select is(story.probe('support_visitor', story.claims('Robin'), story.topic('Robin')), array['broadcast'],
  'Robin may listen to their own channel, to broadcasts only');
select is(story.probe('support_visitor', story.claims('Robin'), story.topic('Sam')), '{}',
  'Robin may not listen to Sam''s channel');
select is(story.probe('support_visitor', story.claims('Robin'), 'support:org:' || story.id('Harbor Goods')), '{}',
  'Robin may not listen to the team''s channel');
select is(story.probe('support_visitor', story.claims('Robin'), story.topic('Robin') || ':typing'), '{}',
  'A channel that only begins like Robin''s is not Robin''s');
select is(story.probe('support_visitor', story.claims('Robin'), 'support:visitor:'), '{}',
  'A channel of nobody is nobody''s');
select is(story.probe('support_visitor', null, story.topic('Robin')), '{}',
  'A visitor''s role without claims listens to nothing');
select is(story.probe('support_visitor', '{"visitor_id": ""}', 'support:visitor:'), '{}',
  'An empty claim listens to nothing');
select is(story.probe('anon', story.claims('Robin'), story.topic('Robin')), '{}',
  'The anonymous role listens to nothing, even with Robin''s claim');
select is(story.probe('authenticated', story.claims('Robin') || jsonb_build_object('sub', story.id('Mika user')), story.topic('Robin')), '{}',
  'A signed-in user listens to nothing, even with Robin''s claim');

-- The team's channel

create function story.agent_claims(p_agent text) returns jsonb
language sql
as $$ select jsonb_build_object('role', 'authenticated', 'sub', story.id(p_agent || ' user')) $$;
select is(story.probe('authenticated', story.agent_claims('Mika'), 'support:org:' || story.id('Harbor Goods')), array['broadcast'],
  'Mika may listen to the team''s channel, to broadcasts only');
select is(story.probe('authenticated', story.agent_claims('Olga'), 'support:org:' || story.id('Harbor Goods')), '{}',
  'Olga of Other Shop may not');
select is(story.probe('authenticated', story.agent_claims('Mika'), 'support:org:'), '{}', 'The channel of no team is nobody''s');
update support.agents set is_active = false where id = story.id('Mika');
select is(story.probe('authenticated', story.agent_claims('Mika'), 'support:org:' || story.id('Harbor Goods')), '{}',
  'nor may Mika once they are switched off');

-- Blocked visitors

update support.visitors set banned_at = now() where id = story.id('Robin');
select is(story.probe('support_visitor', story.claims('Robin'), story.topic('Robin')), '{}',
  'Robin may not listen any more once the team has blocked them');
update support.visitors set banned_until = now() - interval '1 second' where id = story.id('Robin');
select is(story.probe('support_visitor', story.claims('Robin'), story.topic('Robin')), array['broadcast'],
  'and may again when the ban is over');
update support.visitors set banned_until = now() + interval '1 day' where id = story.id('Robin');
select is(story.probe('support_visitor', story.claims('Robin'), story.topic('Robin')), '{}', 'but not before');
update support.visitors set banned_at = null, banned_until = null where id = story.id('Robin');

-- What was sent to others cannot be read through the probe either.
select story.post('Sam', 'Do you ship to Malta?');
select set_config('realtime.topic', '', true);
select story.act_as_visitor('Robin');
select is_empty('select * from realtime.messages', 'Robin reads no broadcast outside a channel');
select throws_ok($$
  insert into realtime.messages (topic, extension, event, payload, private)
  values (story.topic('Sam'), 'broadcast', 'message.created', '{}', true)
$$, '42501', null, 'Robin cannot broadcast to Sam');
select throws_ok($$
  insert into realtime.messages (topic, extension, event, payload, private)
  values (story.topic('Robin'), 'broadcast', 'message.created', '{}', true)
$$, '42501', null, 'Robin cannot broadcast to their own channel');

select story.act_as_owner();
select * from finish();
rollback;
