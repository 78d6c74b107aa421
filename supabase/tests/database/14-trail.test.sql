-- The trail: pages a visitor saw and things they did, for the team to see while they talk.
begin;
select plan(40);
\ir fixtures/harbor-goods.psql

create function story.track(p_visitor text, p_events jsonb) returns jsonb
language sql
as $$
  select public.support_track_events(session.id, session.visitor_id, session.widget_id, p_events)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.trail(p_agent text, p_visitor text, p_before_id bigint default null, p_limit integer default 50) returns jsonb
language sql
as $$ select public.support_list_visitor_events(story.id(p_agent), story.id(p_visitor), p_before_id, p_limit) $$;

-- 1. Robin looks around

update support.visitors set context = '{"language": "en", "page_url": "https://harbor.example/"}', last_seen_at = now() - interval '1 day'
where id = story.id('Robin');
select is(
  story.track('Robin', '[
    {"kind": "page_view", "page_url": "https://harbor.example/lamps", "page_title": "Lamps"},
    {"kind": "custom", "name": "added to cart", "page_url": "https://harbor.example/lamps", "data": {"lamp": 5}},
    {"kind": "page_view", "page_url": "https://harbor.example/cart", "page_title": null}]'),
  '{"stored": 3}', 'Three things happened');
select results_eq(
  $$ select kind, name, page_url, page_title, data, organization_id, widget_id from support.visitor_events order by id $$,
  $$ values
    ('page_view', null, 'https://harbor.example/lamps', 'Lamps', '{}'::jsonb, story.id('Harbor Goods'), story.id('Harbor widget')),
    ('custom', 'added to cart', 'https://harbor.example/lamps', null, '{"lamp": 5}', story.id('Harbor Goods'), story.id('Harbor widget')),
    ('page_view', null, 'https://harbor.example/cart', null, '{}', story.id('Harbor Goods'), story.id('Harbor widget')) $$,
  'in this order');
select is((select context from support.visitors where id = story.id('Robin')),
  '{"language": "en", "page_url": "https://harbor.example/cart"}', 'The team sees Robin on the last page');
select is((select last_seen_at from support.visitors where id = story.id('Robin')), now(), 'a moment ago');
select is(story.track('Robin', '[{"kind": "custom", "name": "paid"}]'), '{"stored": 1}', 'Something happens without a page');
select is((select context ->> 'page_url' from support.visitors where id = story.id('Robin')), 'https://harbor.example/cart',
  'which moves Robin nowhere');
select is(story.track('Robin', '[]'), '{"stored": 0}', 'Nothing may happen too');
update support.visitors set consent = 'denied' where id = story.id('Sam');
select is(story.track('Sam', '[{"kind": "page_view", "page_url": "https://harbor.example/secret"}]'), '{"stored": 0}',
  'Sam does not want to be followed: nothing is stored, which is no error');
select is((select context from support.visitors where id = story.id('Sam')), '{}', 'not even the page they are on');

-- 2. The team looks

select is(
  (select array_agg(coalesce(event ->> 'name', event ->> 'page_url')) from jsonb_array_elements(story.trail('Mika', 'Robin') -> 'events') as event),
  array['paid', 'https://harbor.example/cart', 'added to cart', 'https://harbor.example/lamps'], 'Mika sees the trail, newest first');
select is((select array_agg(key order by key) from jsonb_object_keys(story.trail('Mika', 'Robin') #> '{events,0}') as key),
  array['created_at', 'data', 'id', 'kind', 'name', 'page_title', 'page_url', 'widget_id'], 'with everything that is known');
select is(story.trail('Mika', 'Robin') - 'events', '{"has_more": false, "next_cursor": null}', 'That is all of it');
create table story.page as select story.trail('Mika', 'Robin', null, 3) as page;
select is((select jsonb_array_length(page -> 'events') from story.page), 3, 'In pages of three');
select is((select page -> 'has_more' from story.page), 'true', 'there is one more');
select is(
  (select array_agg(event ->> 'page_url') from story.page,
    jsonb_array_elements(story.trail('Mika', 'Robin', (page ->> 'next_cursor')::bigint, 3) -> 'events') as event),
  array['https://harbor.example/lamps'], 'with what is left');
select is(jsonb_array_length(story.trail('Mika', 'Robin', null, 0) -> 'events'), 1, 'A page holds one event at least');
select is(jsonb_array_length(story.trail('Mika', 'Robin', null, null) -> 'events'), 4, 'and 50 when nothing is said');
select is(story.trail('Mika', 'Sam') -> 'events', '[]', 'Of Sam there is nothing to see');
insert into support.merged_visitors (id, visitor_id) values (story.id('Robin before'), story.id('Robin'));
select is(story.trail('Mika', 'Robin before'), story.trail('Mika', 'Robin'), 'An inbox that still has an old id sees the same');
select throws_ok($$ select story.trail('Olga', 'Robin') $$, 'SC013', null, 'Olga of Other Shop sees nothing');
select throws_ok($$ select story.trail('nothing', 'Robin') $$, 'SC050', null, 'nor does nobody');
select throws_ok($$ select story.trail('Mika', 'nothing') $$, 'SC013', null, 'Who does not exist left no trail');
select throws_ok($$ select public.support_list_visitor_events(null, null) $$, 'SC050', null, 'Nothing at all is nobody');

-- 3. What is no trail

select throws_ok(format('select story.track(''Robin'', %L)', bad), 'SC090', null, 'This is refused: ' || left(bad, 60))
from unnest(array[
  '{"kind": "page_view"}', '[1]', '[{"kind": "click"}]', '[{}]', '[{"kind": 1}]', '[{"kind": "custom"}]', '[{"kind": "page_view", "name": "x"}]',
  '[{"kind": "page_view", "page_url": 5}]', '[{"kind": "page_view", "data": []}]',
  jsonb_build_array(jsonb_build_object('kind', 'custom', 'name', repeat('x', 101)))::text,
  jsonb_build_array(jsonb_build_object('kind', 'page_view', 'page_url', repeat('x', 2049)))::text,
  jsonb_build_array(jsonb_build_object('kind', 'page_view', 'page_title', repeat('x', 301)))::text,
  jsonb_build_array(jsonb_build_object('kind', 'page_view', 'data', jsonb_build_object('x', repeat('x', 4096))))::text,
  (select jsonb_agg('{"kind": "page_view"}'::jsonb) from generate_series(1, 51))::text
]) as bad;
select throws_ok($$ select story.track('Robin', '[{"kind": "page_view"}, {"kind": "page_view"}, {"kind": "click"}]') $$, 'SC090',
  'an event is a page_view or custom', 'Two good events and a bad one are three refused');
select is((select count(*) from support.visitor_events where visitor_id = story.id('Robin')), 4::bigint, 'Nothing of what was refused is stored');
select throws_ok($$ select public.support_track_events(story.id('Sam session'), story.id('Robin'), story.id('Harbor widget'), '[]') $$,
  'SC010', null, 'Sam cannot leave a trail for Robin');

select * from finish();
rollback;
