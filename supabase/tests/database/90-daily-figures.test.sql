-- What the daily figures say, whose days they are, and that computing them again changes nothing.
begin;
select plan(47);
\ir fixtures/harbor-goods.psql

-- What happened is written into the tables as it would have come to be; what writes it has stories of its own. The
-- trigger that keeps assignments is out of the way, so that they can be dated.
alter table support.conversations disable trigger user;
alter table support.messages disable trigger user;
delete from support.visitors where id = story.id('Kim');

create function story.begins(
  p_conversation text, p_visitor text, p_at timestamptz, p_widget text default 'Harbor widget', p_is_offline boolean default false
) returns void
language sql
as $$
  update support.organizations as organization set last_conversation_number = last_conversation_number + 1
  from support.widgets as widget where widget.id = story.id(p_widget) and organization.id = widget.organization_id;
  insert into support.conversations (
    id, organization_id, widget_id, visitor_id, number, status, created_at, updated_at, queued_at, is_offline)
  select story.id(p_conversation), widget.organization_id, widget.id, story.id(p_visitor),
    organization.last_conversation_number, 'queued', p_at, p_at, p_at, p_is_offline
  from support.widgets as widget join support.organizations as organization on organization.id = widget.organization_id
  where widget.id = story.id(p_widget);
$$;
create function story.says(p_conversation text, p_agent text, p_at timestamptz, p_is_internal boolean default false) returns void
language sql
as $$
  update support.conversations set
    last_seq = last_seq + 1, revision = revision + 1, updated_at = p_at,
    first_response_at = case when p_agent is null or p_is_internal then first_response_at
      else coalesce(first_response_at, p_at) end
  where id = story.id(p_conversation);
  insert into support.messages (
    conversation_id, seq, id, organization_id, visitor_id, agent_id, revision, sender_kind, body, is_internal, created_at)
  select id, last_seq, gen_random_uuid(), organization_id, visitor_id, story.id(p_agent), revision,
    case when p_agent is null then 'visitor' else 'agent' end, 'Words', p_is_internal, p_at
  from support.conversations where id = story.id(p_conversation);
$$;
create function story.has(p_agent text, p_conversation text, p_from timestamptz, p_to timestamptz, p_reason text) returns void
language sql
as $$
  update support.conversations set agent_id = story.id(p_agent), claimed_at = p_from where id = story.id(p_conversation);
  insert into support.conversation_assignments (
    organization_id, conversation_id, agent_id, reason, started_at, ended_at, ended_reason)
  select organization_id, id, story.id(p_agent), 'claimed', p_from, p_to, p_reason
  from support.conversations where id = story.id(p_conversation);
$$;
create function story.ends(p_conversation text, p_at timestamptz) returns void
language sql
as $$
  update support.conversations set status = 'closed', closed_at = p_at, updated_at = p_at where id = story.id(p_conversation)
$$;
create function story.sees(p_visitor text, p_at timestamptz, p_kind text default 'page_view') returns void
language sql
as $$
  insert into support.visitor_events (organization_id, widget_id, visitor_id, kind, name, created_at)
  select organization_id, story.id('Harbor widget'), id, p_kind, case p_kind when 'custom' then 'added to cart' end, p_at
  from support.visitors where id = story.id(p_visitor)
$$;
create function story.day(p_day date, p_widget text default 'Harbor widget') returns jsonb
language sql
as $$
  select to_jsonb(figures) - array['widget_id', 'organization_id', 'computed_at', 'day'] from support.widget_analytics as figures
  where widget_id = story.id(p_widget) and day = p_day
$$;
create function story.agent_day(p_agent text, p_day date) returns jsonb
language sql
as $$
  select to_jsonb(figures) - array['agent_id', 'widget_id', 'organization_id', 'computed_at', 'day']
  from support.agent_analytics as figures
  where agent_id = story.id(p_agent) and widget_id = story.id('Harbor widget') and day = p_day
$$;

-- 1. A day at Harbor Goods, in UTC

insert into support.visitors (id, organization_id) select story.id(name), story.id('Harbor Goods')
from unnest(array['Jo', 'Lee', 'Max']) as name;

-- Robin is answered by Mika after a minute, and rates; Sam waits five minutes for Ana, and the conversation goes on.
select story.begins('robins', 'Robin', '2026-03-02 09:00:00Z');
select story.says('robins', null, '2026-03-02 09:00:00Z');
select story.has('Mika', 'robins', '2026-03-02 09:00:30Z', '2026-03-02 09:30:00Z', 'ended');
select story.says('robins', 'Mika', '2026-03-02 09:00:50Z', true);
select story.says('robins', 'Mika', '2026-03-02 09:01:00Z');
select story.says('robins', null, '2026-03-02 09:02:00Z');
select story.says('robins', 'Mika', '2026-03-02 09:03:00Z');
select story.ends('robins', '2026-03-02 09:30:00Z');
update support.conversations set rating = 5, nps = 10, rated_at = '2026-03-02 09:31:00Z' where id = story.id('robins');
select story.begins('sams', 'Sam', '2026-03-02 09:10:00Z');
select story.says('sams', null, '2026-03-02 09:10:00Z');
select story.has('Mika', 'sams', '2026-03-02 09:11:00Z', '2026-03-02 09:12:00Z', 'passed');
select story.has('Ana', 'sams', '2026-03-02 09:12:00Z', null, null);
select story.says('sams', 'Ana', '2026-03-02 09:15:00Z');
-- Jo gave up at night; nobody had been there, the team was reminded.
select story.begins('jos', 'Jo', '2026-03-02 23:10:00Z', p_is_offline => true);
select story.says('jos', null, '2026-03-02 23:10:00Z');
update support.conversations set escalations = 1, escalated_at = '2026-03-02 23:15:00Z' where id = story.id('jos');
select story.ends('jos', '2026-03-02 23:40:00Z');
-- Lee only looked around, and so did Robin before asking.
select story.sees('Robin', '2026-03-02 08:59:00Z');
select story.sees('Lee', '2026-03-02 10:00:00Z');
select story.sees('Lee', '2026-03-02 10:01:00Z');
select story.sees('Max', '2026-03-02 10:01:00Z', 'custom');

select support.roll_up_day(story.id('Harbor widget'), '2026-03-02');
create function story.figure(p_day date, variadic p_keys text[]) returns text
language sql
as $$ select string_agg(coalesce(story.day(p_day) ->> key, '-'), ' ' order by place) from unnest(p_keys) with ordinality as k (key, place) $$;

select is(story.figure('2026-03-02', 'visitors', 'page_views'), '4 3',
  'Robin, Sam and Jo wrote, Lee looked: four visitors, three pages; a custom event is neither');
select is(story.figure('2026-03-02', 'conversations', 'answered', 'missed', 'offline_conversations', 'escalated'), '3 2 1 1 1',
  'Of three conversations two were answered, one was missed, at night and after a reminder');
select is(story.figure('2026-03-02', 'visitor_messages', 'agent_messages'), '4 3', 'Messages are counted, a note is none');
select is(story.figure('2026-03-02', 'first_response_seconds_sum', 'first_response_seconds_median', 'first_response_seconds_p90'),
  '360 180 276', 'First answers took 60 and 300 seconds');
select is(story.figure('2026-03-02', 'resolved', 'resolution_seconds_sum', 'resolution_seconds_median'), '2 3600 1800',
  'Two conversations ended, after half an hour each');
select is(story.figure('2026-03-02', 'ratings', 'ratings_sum', 'nps_answers', 'nps_promoters', 'nps_detractors'), '1 5 1 1 0',
  'Robin gave five stars and would recommend Harbor Goods');
select is(
  (select array_agg(hour - 1 || ':' || value order by hour) from jsonb_array_elements_text(story.day('2026-03-02') -> 'conversations_by_hour')
    with ordinality as h (value, hour) where value <> '0'),
  array['9:2', '23:1'], 'Two began between nine and ten, one in the last hour');

select is(story.agent_day('Mika', '2026-03-02'),
  '{"conversations": 2, "messages": 2, "resolved": 1, "passed": 1, "first_responses": 1, "first_response_seconds_sum": 60,
    "handling_seconds_sum": 1830, "peak_concurrent": 2, "ratings": 1, "ratings_sum": 5}',
  'Mika got two at once, passed one on, and answered, ended and was rated for the other');
select is(story.agent_day('Ana', '2026-03-02'),
  '{"conversations": 1, "messages": 1, "resolved": 0, "passed": 0, "first_responses": 1, "first_response_seconds_sum": 300,
    "handling_seconds_sum": 0, "peak_concurrent": 1, "ratings": 0, "ratings_sum": 0}',
  'Ana has the other one still');
select is(story.agent_day('Olga', '2026-03-02'), null, 'Olga of Other Shop was not there');

-- 2. The days after

select story.says('sams', 'Ana', '2026-03-03 08:00:00Z');
select story.ends('sams', '2026-03-03 08:05:00Z');
update support.conversation_assignments set ended_at = '2026-03-03 08:05:00Z', ended_reason = 'ended'
where agent_id = story.id('Ana');
update support.conversations set rating = 2, nps = 6, rated_at = '2026-03-03 09:00:00Z' where id = story.id('sams');
create table story.first as select story.day('2026-03-02') as widget, story.agent_day('Ana', '2026-03-02') as ana;
select support.roll_up_day(story.id('Harbor widget'), day) from unnest(array['2026-03-02', '2026-03-03', '2026-03-04']::date[]) as day;
select is(story.day('2026-03-02'), (select widget from story.first), 'What Ana did on the 3rd changes nothing of the 2nd');
select is(story.agent_day('Ana', '2026-03-02'), (select ana from story.first), 'not for her either');
select is(story.figure('2026-03-03', 'conversations', 'resolved', 'agent_messages', 'ratings_sum', 'nps_detractors'), '0 1 1 2 1',
  'The end, the answer and the rating belong to the 3rd');
select is(story.agent_day('Ana', '2026-03-03') -> 'handling_seconds_sum', to_jsonb(22 * 3600 + 53 * 60),
  'She had it overnight');
select is(story.agent_day('Ana', '2026-03-03') -> 'peak_concurrent', '1', 'it was on her desk in the morning');
select is(story.figure('2026-03-04', 'visitors', 'conversations', 'resolved', 'first_response_seconds_median'), '0 0 0 -',
  'On a day on which nothing happened everything is 0, and a median of nothing is none');
select is_empty($$ select from support.agent_analytics where day = '2026-03-04' $$, 'and no agent has figures');

select story.says('jos', 'Ana', '2026-03-04 10:00:00Z');
select support.roll_up_day(story.id('Harbor widget'), '2026-03-02');
select is(story.figure('2026-03-02', 'answered', 'missed'), '3 0', 'A late answer counts for the day on which the question came');

-- 3. Again and again

update support.widget_analytics set computed_at = computed_at - interval '1 day' where true;
update support.agent_analytics set computed_at = computed_at - interval '1 day' where true;
create table story.widget_days as select * from support.widget_analytics;
create table story.agent_days as select * from support.agent_analytics;
select support.roll_up_day(story.id('Harbor widget'), '2026-03-02'), support.roll_up_day(story.id('Harbor widget'), '2026-03-03');
select set_eq($$ select to_jsonb(figures) - 'computed_at' from support.widget_analytics as figures $$,
  $$ select to_jsonb(figures) - 'computed_at' from story.widget_days as figures $$, 'A second run changes no figure of a widget');
select set_eq($$ select to_jsonb(figures) - 'computed_at' from support.agent_analytics as figures $$,
  $$ select to_jsonb(figures) - 'computed_at' from story.agent_days as figures $$, 'nor of an agent');
select is((select count(*) from support.widget_analytics where computed_at = now()), 2::bigint, 'It only says when it was');
update support.conversation_assignments set agent_id = story.id('Ana') where agent_id = story.id('Mika');
update support.conversations set agent_id = story.id('Ana') where true;
update support.messages set agent_id = story.id('Ana') where agent_id is not null;
select support.roll_up_day(story.id('Harbor widget'), '2026-03-02');
select is(story.agent_day('Mika', '2026-03-02'), null, 'Figures that nothing stands for any more go away');
select lives_ok($$ select support.roll_up_day(story.id('nothing'), '2026-03-02') $$, 'A widget that is gone is left alone');

-- 4. Hand-overs and peaks

select story.begins('first', 'Jo', '2026-03-05 09:00:00Z');
select story.ends('first', '2026-03-05 12:00:00Z');
select story.begins('second', 'Jo', '2026-03-05 12:01:00Z');
select story.ends('second', '2026-03-05 13:00:00Z');
select story.begins('third', 'Lee', '2026-03-05 09:00:00Z');
select story.has('Mika', 'first', '2026-03-04 23:00:00Z', '2026-03-05 10:00:00Z', 'ended');
select story.has('Mika', 'second', '2026-03-05 10:00:00Z', '2026-03-05 11:00:00Z', 'transferred');
select support.roll_up_day(story.id('Harbor widget'), '2026-03-05');
select is(story.agent_day('Mika', '2026-03-05') -> 'peak_concurrent', '1', 'One that ends as the next begins makes no two at once');
select is(story.agent_day('Mika', '2026-03-05') -> 'conversations', '1', 'What was hers since yesterday is not counted as got today');
select is(story.agent_day('Mika', '2026-03-05') -> 'passed', '1', 'A transfer is passing on');
select story.has('Mika', 'third', '2026-03-05 09:30:00Z', '2026-03-05 10:30:00Z', 'unassigned');
select support.roll_up_day(story.id('Harbor widget'), '2026-03-05');
select is(story.agent_day('Mika', '2026-03-05') -> 'peak_concurrent', '2', 'Two that overlap are two');
select is(story.agent_day('Mika', '2026-03-05') -> 'passed', '1', 'What somebody took from her she did not pass on');

-- 5. Whose midnight

update support.widgets set working_hours = '{"time_zone": "America/New_York"}' where id = story.id('Harbor widget');
delete from support.conversations where true;
-- New York, 8 March 2026: 23 hours, from 05:00Z to 04:00Z. 1 November: 25 hours, from 04:00Z to 05:00Z.
select story.begins('spring ' || n, 'Jo', at), story.ends('spring ' || n, at)
from unnest(array['2026-03-08 04:59:59Z', '2026-03-08 05:00:00Z', '2026-03-08 07:30:00Z', '2026-03-09 03:59:59Z', '2026-03-09 04:00:00Z']::timestamptz[])
  with ordinality as moment (at, n);
select story.begins('autumn ' || n, 'Jo', at), story.ends('autumn ' || n, at)
from unnest(array['2026-11-01 03:59:59Z', '2026-11-01 04:00:00Z', '2026-11-01 05:30:00Z', '2026-11-01 06:30:00Z', '2026-11-02 04:59:59Z', '2026-11-02 05:00:00Z']::timestamptz[])
  with ordinality as moment (at, n);
select support.roll_up_day(story.id('Harbor widget'), day)
from unnest(array['2026-03-07', '2026-03-08', '2026-03-09', '2026-10-31', '2026-11-01', '2026-11-02']::date[]) as day;
select is(
  array(select story.figure(day, 'conversations') from unnest(array['2026-03-07', '2026-03-08', '2026-03-09']::date[]) as day),
  array['1', '3', '1'], 'The day on which clocks go forward has 23 hours');
select is(story.day('2026-03-08') #>> '{conversations_by_hour,3}', '1', 'half past two does not exist that night, it is half past three');
select is(
  array(select story.figure(day, 'conversations') from unnest(array['2026-10-31', '2026-11-01', '2026-11-02']::date[]) as day),
  array['1', '4', '1'], 'The day on which clocks go back has 25 hours');
select is(story.day('2026-11-01') #>> '{conversations_by_hour,1}', '2', 'and the hour that comes twice counts both');

-- Beirut, 29 March 2026: there is no midnight, the day begins at one.
update support.widgets set working_hours = '{}' where id = story.id('Harbor widget');
update support.organizations set time_zone = 'Asia/Beirut' where id = story.id('Harbor Goods');
select story.begins('beirut ' || n, 'Jo', at), story.ends('beirut ' || n, at)
from unnest(array['2026-03-28 21:59:59Z', '2026-03-28 22:00:00Z', '2026-03-29 20:59:59Z', '2026-03-29 21:00:00Z']::timestamptz[])
  with ordinality as moment (at, n);
select support.roll_up_day(story.id('Harbor widget'), day) from unnest(array['2026-03-28', '2026-03-29', '2026-03-30']::date[]) as day;
select is(
  array(select story.figure(day, 'conversations') from unnest(array['2026-03-28', '2026-03-29', '2026-03-30']::date[]) as day),
  array['1', '2', '1'], 'Without a zone of its own, a widget''s days are its organization''s, even one that has no midnight');
update support.organizations set time_zone = 'Mars/Olympus' where id = story.id('Harbor Goods');
select is(support.analytics_time_zone(story.id('Harbor widget')), 'UTC', 'A zone that nobody knows counts as UTC');
update support.widgets set working_hours = '{"time_zone": ["UTC"]}' where id = story.id('Harbor widget');
select is(support.analytics_time_zone(story.id('Harbor widget')), 'UTC', 'and so does nonsense');

-- 6. What a tick computes

update support.organizations set time_zone = 'UTC' where true;
update support.widgets set working_hours = '{}' where true;
delete from support.conversations where true;
delete from support.visitor_events where true;
delete from support.widget_analytics where true;
delete from support.agent_analytics where true;
select is(support.roll_up_analytics(500), 0::bigint, 'Where nothing happened, nothing is computed');
select story.begins('now', 'Robin', now());
select is(support.roll_up_analytics(500), 3::bigint + (now()::time < '00:00:01')::integer,
  'A new conversation has today computed, and the days that ended less than 48 hours ago');
select is(story.figure(now()::date, 'conversations'), '1', 'Today shows it');
select story.begins('later', 'Sam', now());
select is(support.roll_up_analytics(500), 0::bigint, 'The next five minutes are quiet');
update support.widget_analytics set computed_at = now() - interval '6 minutes' where true;
select is(support.roll_up_analytics(500), 1::bigint, 'then today is computed again, past days within the hour not');
select is(story.figure(now()::date, 'conversations'), '2', 'and shows the second one');
update support.conversations set updated_at = now() - interval '3 hours' where true;
update support.widget_analytics set computed_at = now() - interval '2 hours' where true;
select is(support.roll_up_analytics(500), 0::bigint, 'Where nothing happened since, nothing is computed');
select story.sees('Robin', now());
select is(support.roll_up_analytics(500) >= 3, true, 'A page view is something new; after an hour past days follow');
insert into support.visitors (id, organization_id) values (story.id('Kim'), story.id('Other Shop'));
select story.begins('kims', 'Kim', now(), 'Other widget');
update support.widget_analytics set computed_at = now() - interval '6 minutes' where true;
select story.sees('Robin', now());
select support.roll_up_analytics(1);
select is((select array_agg(widget_id) from support.widget_analytics where day = now()::date and computed_at = now()),
  array[story.id('Other widget')], 'With a small limit, whoever was never computed comes first');

-- 7. By hand

select throws_ok($$ select public.support_roll_up_analytics(0) $$, 'SC090', null, 'No days cannot be computed');
select throws_ok($$ select public.support_roll_up_analytics(null) $$, 'SC090', null, 'nor an unknown number of them');
select is(public.support_roll_up_analytics(2), '{"computed": 4}', 'Two days of two widgets are four');

select * from finish();
rollback;
