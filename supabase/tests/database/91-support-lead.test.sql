-- What a support lead asks: how were we, how is each of us doing, what is going on now; and who may ask.
begin;
select plan(59);
\ir fixtures/harbor-goods.psql

update support.agents set role = 'admin' where id = story.id('Ana');
create function story.analytics(p_actor jsonb, p_from date, p_to date, p_widget text default null) returns jsonb
language sql
as $$ select public.support_get_analytics(p_actor, story.id('Harbor Goods'), p_from, p_to, story.id(p_widget)) $$;
create function story.performance(p_actor jsonb, p_from date, p_to date, p_agent text default null, p_widget text default null) returns jsonb
language sql
as $$ select public.support_get_agent_performance(p_actor, story.id('Harbor Goods'), p_from, p_to, story.id(p_agent), story.id(p_widget)) $$;
create function story.live(p_actor jsonb) returns jsonb
language sql
as $$ select public.support_get_live_state(p_actor, story.id('Harbor Goods')) $$;

-- 1. The figures of a range

insert into support.widgets (id, organization_id, key, name) values
  (story.id('Outlet widget'), story.id('Harbor Goods'), 'wk_outlet', 'Outlet');
insert into support.widget_analytics (
  widget_id, day, organization_id, visitors, conversations, answered, first_response_seconds_sum,
  first_response_seconds_median, first_response_seconds_p90, resolved, resolution_seconds_sum, resolution_seconds_median,
  ratings, ratings_sum, nps_answers, nps_promoters, nps_detractors, conversations_by_hour
)
select story.id(widget), day::date, story.id(organization), visitors, conversations, answered, seconds, median, p90,
  answered, 2 * seconds, median, ratings, stars, ratings, promoters, detractors,
  array_fill(0, array[8]) || conversations || array_fill(0, array[15])
from (values
  ('Harbor widget', 'Harbor Goods', '2026-03-01', 10, 4, 2, 100, 50, 60, 2, 9, 1, 0),
  ('Harbor widget', 'Harbor Goods', '2026-03-03', 5, 2, 2, 20, 10, 11, 0, 0, 0, 0),
  ('Outlet widget', 'Harbor Goods', '2026-03-03', 1, 1, 1, 400, 400, 400, 1, 1, 0, 1),
  ('Harbor widget', 'Harbor Goods', '2026-03-04', 99, 99, 99, 99, 99, 99, 0, 0, 0, 0),
  ('Other widget', 'Other Shop', '2026-03-03', 77, 77, 77, 77, 77, 77, 0, 0, 0, 0)
) as figures (widget, organization, day, visitors, conversations, answered, seconds, median, p90, ratings, stars, promoters, detractors);

create table story.range as select story.analytics(story.actor('Mika'), '2026-03-01', '2026-03-03') as answer;
select is((select answer -> 'totals' from story.range) - array['computed_at', 'conversations_by_hour'],
  '{"visitors": 16, "page_views": 0, "conversations": 7, "offline_conversations": 0, "answered": 5, "missed": 0, "escalated": 0,
    "resolved": 5, "visitor_messages": 0, "agent_messages": 0, "first_response_seconds_mean": 104,
    "first_response_seconds_median": null, "first_response_seconds_p90": null, "resolution_seconds_mean": 208,
    "resolution_seconds_median": null, "ratings": 3, "rating_mean": 3.33, "nps_answers": 3, "nps": 0}',
  'The totals are sums, and means over what was counted; a median of medians is not told');
select is((select answer #> '{totals,conversations_by_hour,8}' from story.range), '7', 'Hours are summed over days');
select is((select array_agg(day ->> 'day') from story.range, jsonb_array_elements(answer -> 'days') as day),
  array['2026-03-01', '2026-03-02', '2026-03-03'], 'There is an entry for each day, in order');
select is((select answer #> '{days,0,first_response_seconds_median}' from story.range), '50', 'One widget''s day has its median');
select is((select answer #> '{days,2,first_response_seconds_median}' from story.range), 'null', 'two widgets'' day has none');
select is((select answer #> '{days,1}' from story.range) - 'conversations_by_hour',
  '{"day": "2026-03-02", "visitors": 0, "page_views": 0, "conversations": 0, "offline_conversations": 0, "answered": 0, "missed": 0,
    "escalated": 0, "resolved": 0, "visitor_messages": 0, "agent_messages": 0, "first_response_seconds_mean": null,
    "first_response_seconds_median": null, "first_response_seconds_p90": null, "resolution_seconds_mean": null,
    "resolution_seconds_median": null, "ratings": 0, "rating_mean": null, "nps_answers": 0, "nps": null, "computed_at": null}',
  'A day nobody computed is all zeros, with nothing to average');
select is(jsonb_array_length((select answer #> '{days,1,conversations_by_hour}' from story.range)), 24, 'and 24 hours long');
select is(story.analytics(story.actor('Mika'), '2026-03-03', '2026-03-03', 'Outlet widget') #> '{totals,conversations}', '1', 'One widget can be asked for');
select is(jsonb_array_length(story.analytics('{"kind": "service"}', '2026-01-01', '2027-01-01') -> 'days'), 366, 'A year and a day fits');

-- 2. The figures of people

insert into support.agent_analytics (
  agent_id, widget_id, day, organization_id, conversations, messages, resolved, passed, first_responses,
  first_response_seconds_sum, handling_seconds_sum, peak_concurrent, ratings, ratings_sum
)
select story.id(agent), story.id(widget), day::date, story.id('Harbor Goods'), n, n, n, 0, n, 10 * n, 100 * n, n, n, 4 * n
from (values ('Mika', 'Harbor widget', '2026-03-01', 2), ('Mika', 'Outlet widget', '2026-03-02', 3), ('Ana', 'Harbor widget', '2026-03-02', 1),
  ('Mika', 'Harbor widget', '2026-03-04', 9)) as figures (agent, widget, day, n);
select is((story.performance(story.actor('Ana'), '2026-03-01', '2026-03-03') #> '{agents,0}') - 'agent_id',
  '{"name": "Mika", "avatar_url": null, "role": "agent", "is_active": true, "conversations": 5, "messages": 5, "resolved": 5, "passed": 0,
    "first_responses": 5, "first_response_seconds_mean": 10, "handling_seconds_sum": 500, "peak_concurrent": 3, "ratings": 5, "rating_mean": 4.00}',
  'Ana, an admin, sees what Mika did in three days');
select is(jsonb_path_query_array(story.performance(story.actor('Ana'), '2026-03-01', '2026-03-03'), '$.agents[*].name'),
  '["Mika", "Ana"]', 'busiest first');
select is(jsonb_path_query_array(story.performance(story.actor('Ana'), '2026-03-01', '2026-03-03', null, 'Outlet widget'), '$.agents[*].conversations'),
  '[3, 0]', 'at one widget, too');
select is(jsonb_path_query_array(story.performance(story.actor('Ana'), '2026-03-01', '2026-03-03', 'Ana'), '$.agents[*].name'), '["Ana"]', 'or one person');
select is(jsonb_path_query_array(story.performance(story.actor('Mika'), '2026-03-01', '2026-03-03'), '$.agents[*].name'), '["Mika"]', 'Mika sees herself');
select throws_ok($$ select story.performance(story.actor('Mika'), '2026-03-01', '2026-03-03', 'Ana') $$, 'SC051', null, 'and not Ana');
update support.agents set is_active = false where id = story.id('Mika');
select is(jsonb_path_query_array(story.performance(story.actor('Ana'), '2026-03-01', '2026-03-03'), '$.agents[*].is_active'), '[false, true]',
  'Who left is listed for what they did');
select is(jsonb_path_query_array(story.performance(story.actor('Ana'), '2026-04-01', '2026-04-03'), '$.agents[*].name'), '["Ana"]', 'and not after that');
update support.agents set is_active = true where id = story.id('Mika');

-- 3. Now

select is(story.live(story.actor('Mika')) - 'agents' - 'departments' - 'at',
  '{"open": 0, "queued": 0, "active": 0, "snoozed": 0, "unanswered": 0, "escalated": 0, "longest_wait_seconds": null,
    "longest_unanswered_seconds": null}', 'In a quiet hour there is nothing');

alter table support.conversations disable trigger user;
insert into support.visitors (id, organization_id) select story.id(name), story.id('Harbor Goods')
from unnest(array['Jo', 'Lee', 'Max']) as name;
insert into support.conversations (
  id, organization_id, widget_id, visitor_id, number, status, agent_id, department_id, queued_at, waiting_since, snoozed_until, escalations)
select story.id(name || 's'), story.id('Harbor Goods'), story.id('Harbor widget'), story.id(name), number, status, story.id(agent),
  story.id(department), now() - make_interval(mins => waited), now() - make_interval(mins => unanswered),
  now() + make_interval(mins => snoozed), escalations
from (values
  ('Robin', 1, 'queued', null, 'Orders', 7, 7, null, 1),
  ('Sam', 2, 'queued', null, null, 3, 3, -5, 0),
  ('Jo', 3, 'active', 'Mika', 'Orders', 90, 12, null, 1),
  ('Lee', 4, 'active', 'Mika', null, 95, null, null, 0),
  ('Max', 5, 'active', 'Ana', 'Returns', 200, 100, 60, 0)
) as situation (name, number, status, agent, department, waited, unanswered, snoozed, escalations);
insert into support.conversations (organization_id, widget_id, visitor_id, number, status, waiting_since, closed_at)
values (story.id('Harbor Goods'), story.id('Harbor widget'), story.id('Robin'), 6, 'closed', now() - interval '5 hours', now());
insert into support.conversations (organization_id, widget_id, visitor_id, number, status, waiting_since)
values (story.id('Other Shop'), story.id('Other widget'), story.id('Kim'), 1, 'queued', now() - interval '5 hours');
insert into support.agent_sessions (agent_id, connection_id, status, expires_at) values
  (story.id('Mika'), 'tab 1', 'away', now() + interval '1 minute'),
  (story.id('Mika'), 'tab 2', 'online', now() + interval '1 minute'),
  (story.id('Ana'), 'tab 1', 'online', now() - interval '1 second');
insert into support.agent_departments (agent_id, department_id) values (story.id('Mika'), story.id('Returns'));

select is(story.live(story.actor('Mika')) - 'agents' - 'departments' - 'at',
  '{"open": 5, "queued": 2, "active": 2, "snoozed": 1, "unanswered": 3, "escalated": 1, "longest_wait_seconds": 420,
    "longest_unanswered_seconds": 720}', 'Five are open, one of them out of sight; Robin waits longest for somebody, Jo for an answer');
select is(jsonb_path_query_array(story.live(story.actor('Mika')) -> 'agents', '$[*].name'), '["Mika", "Ana"]', 'Who is there comes first');
select is((story.live(story.actor('Mika')) #> '{agents,0}') - 'agent_id' - 'last_seen_at',
  '{"name": "Mika", "avatar_url": null, "role": "agent", "max_concurrent_chats": 5, "presence": "online", "open": 2, "unanswered": 1, "free": 3}',
  'Mika is there in one of her tabs, has two, owes one an answer, and could take three more');
select is(story.live(story.actor('Mika')) #> '{agents,1,presence}', '"offline"', 'Ana''s connection has run out');
select is(story.live(story.actor('Mika')) #> '{agents,1,open}', '1', 'what she snoozed is still hers');
select is(story.live(story.actor('Mika')) #> '{agents,1,unanswered}', '0', 'and does not press');
update support.agents set max_concurrent_chats = 1 where id = story.id('Mika');
select is(story.live(story.actor('Mika')) #> '{agents,0,free}', '0', 'Nobody has less than no room');
update support.agent_sessions set expires_at = now() where connection_id = 'tab 2';
select is(jsonb_path_query_first(story.live(story.actor('Mika')) -> 'agents', '$[*] ? (@.name == "Mika").presence'), '"away"',
  'With only the tab that says so, Mika is away');
update support.agent_sessions set expires_at = now() + interval '1 minute' where true;
update support.agents set snoozed_until = now() + interval '1 hour' where id = story.id('Mika');
update support.agents set presence = 'away' where id = story.id('Ana');
select is(jsonb_path_query_array(story.live(story.actor('Mika')) -> 'agents', '$[*].presence'), '["away", "away"]',
  'What people say of themselves counts more than open tabs');
update support.agents set snoozed_until = null, presence = 'auto' where true;
update support.agents set is_active = false where id = story.id('Ana');
select is(jsonb_array_length(story.live(story.actor('Mika')) -> 'agents'), 1, 'Who left is not in the picture');
update support.agents set is_active = true where true;

select is(jsonb_path_query_array(story.live(story.actor('Mika')) -> 'departments', '$[*].name'), '["Orders", "Returns", null]',
  'Departments come in their order, whoever asked nobody in particular last');
select is((story.live(story.actor('Mika')) #> '{departments,0}') - 'department_id',
  '{"name": "Orders", "queued": 1, "active": 1, "longest_wait_seconds": 420, "agents_online": 1}',
  'In Orders one waits; Ana, who answers for all, is there, and Mika answers for Returns only');
select is((story.live(story.actor('Mika')) #> '{departments,1}') - 'department_id',
  '{"name": "Returns", "queued": 0, "active": 0, "longest_wait_seconds": null, "agents_online": 2}', 'In Returns all is well');
select is(story.live(story.actor('Mika')) #> '{departments,2}',
  '{"department_id": null, "name": null, "queued": 1, "active": 1, "longest_wait_seconds": 180, "agents_online": 2}', 'the rest is for both');
update support.departments set is_active = false where organization_id = story.id('Harbor Goods');
select is(jsonb_path_query_array(story.live(story.actor('Mika')) -> 'departments', '$[*].name'), '["Orders", "Returns", null]',
  'A department that was closed is shown while it has open conversations');
update support.conversations set status = 'closed', closed_at = now() where department_id = story.id('Orders');
select is(jsonb_path_query_array(story.live(story.actor('Mika')) -> 'departments', '$[*].name'), '["Returns", null]', 'and then no more');

-- 4. Who may ask

select is((select count(*) from (values
  (story.analytics('{"kind": "service"}', '2026-03-01', '2026-03-01')), (story.performance('{"kind": "service"}', '2026-03-01', '2026-03-01')),
  (story.live('{"kind": "service"}'))) as answers (answer) where answer is not null), 3::bigint, 'The operator may');
select throws_ok(format($$ select %s $$, call), 'SC003', null, 'Olga of Other Shop learns nothing from ' || call)
from unnest(array[
  $$ story.analytics(story.actor('Olga'), '2026-03-01', '2026-03-01') $$,
  $$ story.performance(story.actor('Olga'), '2026-03-01', '2026-03-01') $$,
  $$ story.live(story.actor('Olga')) $$]) as call;
select throws_ok($$ select story.analytics(story.actor('Mika'), '2026-03-01', '2026-03-01', 'Other widget') $$, 'SC001', null,
  'Mika learns nothing of Other Shop''s widget');
select throws_ok($$ select story.performance(story.actor('Ana'), '2026-03-01', '2026-03-01', null, 'Other widget') $$, 'SC001', null, 'nor does Ana');
select throws_ok($$ select story.performance(story.actor('Ana'), '2026-03-01', '2026-03-01', 'Olga') $$, 'SC050', null, 'nor of Olga');
select throws_ok($$ select story.live(story.actor('nobody')) $$, 'SC050', null, 'Nobody is nobody');
select throws_ok($$ select story.live(null) $$, 'SC090', null, 'and somebody has to ask');
select throws_ok(format($$ select story.%s(story.actor('Ana'), %L, %L) $$, call, first, last), 'SC090', null,
  format('%s from %s to %s makes no sense', call, coalesce(first, 'null'), coalesce(last, 'null')))
from unnest(array['analytics', 'performance']) as call, (values
  (null, '2026-03-01'), ('2026-03-01', null), ('2026-03-02', '2026-03-01'), ('2026-01-01', '2027-01-02'), ('-infinity', 'infinity')
) as range (first, last);

-- 5. What it costs: a year of conversations, and not one table read from end to end. A sequential scan of a big table is
-- counted by Postgres itself, whatever function it happens in.

alter table support.messages disable trigger user;
insert into support.visitors (id, organization_id)
select md5('crowd ' || n)::uuid, story.id('Harbor Goods') from generate_series(1, 4000) as n;
insert into support.conversations (
  id, organization_id, widget_id, visitor_id, number, status, created_at, updated_at, closed_at, last_seq, context)
select md5('chat ' || n)::uuid, story.id('Harbor Goods'), story.id('Harbor widget'), md5('crowd ' || n)::uuid, 100 + n, 'closed',
  at, at, at, 3, jsonb_build_object('page_url', repeat('https://harbor-goods.example/lamps/', 20))
from generate_series(1, 4000) as n, lateral (select now() - n * interval '2 hours' as at) as moment;
insert into support.messages (conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, body, created_at)
select conversation.id, seq, gen_random_uuid(), organization_id, visitor_id, seq, 'visitor', 'Words', created_at
from support.conversations as conversation, generate_series(1, 3) as seq where number > 100;
insert into support.conversation_assignments (organization_id, conversation_id, agent_id, reason, started_at, ended_at, ended_reason)
select organization_id, id, story.id('Mika'), 'claimed', created_at, closed_at, 'ended' from support.conversations where number > 100;
insert into support.visitor_events (organization_id, widget_id, visitor_id, kind, created_at)
select organization_id, story.id('Harbor widget'), id, 'page_view', now() - interval '3 days' from support.visitors where id in (select visitor_id from support.conversations);
insert into support.widget_analytics (widget_id, day, organization_id, computed_at)
select story.id('Harbor widget'), day::date, story.id('Harbor Goods'), now() - interval '3 days'
from generate_series(now() - interval '365 days', now() - interval '3 days', interval '1 day') as day on conflict do nothing;
analyze support.visitors;
analyze support.conversations;
analyze support.messages;
analyze support.conversation_assignments;
analyze support.visitor_events;

create function story.scans() returns jsonb
language sql
as $$
  select jsonb_object_agg(relname, pg_stat_get_xact_numscans(oid)) from pg_class
  where relnamespace = 'support'::regnamespace and relkind = 'r'
    and relname ~ '^(visitors|conversations|messages.*|conversation_assignments|visitor_events)$'
$$;
create function story.scanned(p_call text) returns text[]
language plpgsql
as $$
declare
  v_before jsonb := story.scans();
begin
  execute 'select ' || p_call;
  return array(select now.key from jsonb_each(story.scans()) as now where now.value <> v_before -> now.key order by 1);
end
$$;
select is(story.scanned('count(*) from support.conversations where context = ''{}'''), '{conversations}', 'A table read from end to end is noticed');
select is(story.scanned($$ support.roll_up_day(story.id('Harbor widget'), now()::date - 1) $$), '{}', 'A day is computed from that day alone');
select is(story.scanned('support.roll_up_analytics(500)'), '{}', 'A tick looks for what is new only');
select is(story.scanned($$ story.live(story.actor('Mika')) $$), '{}', 'Now is about what is open');
select is(story.scanned($$ story.analytics(story.actor('Mika'), now()::date - 365, now()::date) $$), '{}', 'The past is in daily figures');
select is(story.scanned($$ story.performance(story.actor('Ana'), now()::date - 365, now()::date) $$), '{}', 'people''s too');

select * from finish();
rollback;
