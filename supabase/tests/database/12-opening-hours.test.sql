-- Whether the team is there: working hours, and what a page learns of a widget in one call.
begin;
select plan(70);
\ir fixtures/harbor-goods.psql

create function story.is_open(p_hours jsonb, p_at timestamptz) returns boolean
language sql
as $$
  select support.widget_is_open(jsonb_populate_record(widget, jsonb_build_object('working_hours', p_hours)), p_at)
  from support.widgets as widget where widget.id = story.id('Harbor widget')
$$;
create function story.hours(p_hours jsonb, p_at timestamptz) returns jsonb
language sql
as $$
  select support.widget_hours_json(jsonb_populate_record(widget, jsonb_build_object('working_hours', p_hours)), p_at)
  from support.widgets as widget where widget.id = story.id('Harbor widget')
$$;

-- 1. Working hours, case by case: the instant, whether it is open, when that changes

create table story.plan (name text primary key, hours jsonb);
insert into story.plan values
  ('split', '{"time_zone": "Europe/Berlin", "days": {"mon": [["09:00", "12:00"], ["13:30", "17:30"]], "fri": [["09:00", "12:00"]]}}'),
  ('night', '{"time_zone": "Europe/Berlin", "days": {"fri": [["22:00", "02:00"]], "sat": [["22:00", "02:00"]]}}'),
  ('touching', '{"time_zone": "UTC", "days": {"mon": [["20:00", "24:00"]], "tue": [["00:00", "03:00"], ["03:00", "04:00"]]}}'),
  ('holidays', '{"time_zone": "Europe/Berlin", "days": {"thu": [["09:00", "17:00"]], "fri": [["09:00", "17:00"]], "sat": []},
    "holidays": [{"date": "2026-12-24", "name": "Christmas Eve", "hours": [["10:00", "13:00"]]}, {"date": "2026-12-25", "hours": []}]}'),
  ('holidays only', '{"time_zone": "UTC", "holidays": [{"date": "2026-12-25"}]}'),
  ('night before a holiday', '{"time_zone": "UTC", "days": {"thu": [["22:00", "02:00"]]}, "holidays": [{"date": "2026-12-25"}]}'),
  ('round the clock', '{"time_zone": "UTC", "days": {"mon": [["00:00", "24:00"]], "tue": [["00:00", "24:00"]], "wed": [["00:00", "24:00"]],
    "thu": [["00:00", "24:00"]], "fri": [["00:00", "24:00"]], "sat": [["00:00", "24:00"]], "sun": [["00:00", "24:00"]]}}'),
  ('sundays', '{"time_zone": "Europe/Berlin", "days": {"sat": [["22:00", "04:00"]], "sun": [["09:00", "17:00"]]}}'),
  ('gap', '{"time_zone": "Europe/Berlin", "days": {"sun": [["02:30", "03:10"], ["02:15", "10:00"]]}}'),
  ('east', '{"time_zone": "Pacific/Kiritimati", "days": {"mon": [["09:00", "17:00"]]}}'),
  ('west', '{"time_zone": "America/Los_Angeles", "days": {"mon": [["09:00", "17:00"]]}}'),
  ('half hour', '{"time_zone": "Asia/Kolkata", "days": {"mon": [["09:00", "17:00"]]}}'),
  ('never', '{"time_zone": "UTC", "days": {"mon": []}}'),
  ('nothing', '{}'),
  ('no days', '{"time_zone": "Europe/Berlin", "days": {}}'),
  ('nowhere', '{"time_zone": "Mars/Olympus", "days": {"mon": [["09:00", "17:00"]]}}'),
  ('nonsense', '{"time_zone": "UTC", "days": {"mon": [["9", "17:00"], ["25:00", "26:00"], "all day", 7, null, ["09:00"], ["10:00", "11:00"]], "tue": "x"},
    "holidays": [1, {"date": 3}, {"date": "2026-11-24", "hours": "x"}]}');

create function story.check(
  p_title text, p_plan text, p_at timestamptz, p_is_open boolean, p_opens_at timestamptz, p_closes_at timestamptz
) returns text
language sql
as $$
  select is(
    (story.hours(plan.hours, p_at) - 'time_zone') || jsonb_build_object('quick', story.is_open(plan.hours, p_at)),
    jsonb_build_object('is_open', p_is_open, 'opens_at', p_opens_at, 'closes_at', p_closes_at, 'quick', p_is_open), p_title)
  from story.plan as plan where plan.name = p_plan
$$;

select story.check('Before opening', 'split', '2026-11-23 08:59:59+01', false, '2026-11-23 09:00+01', null);
select story.check('From the first second', 'split', '2026-11-23 09:00+01', true, null, '2026-11-23 12:00+01');
select story.check('The lunch break', 'split', '2026-11-23 12:00+01', false, '2026-11-23 13:30+01', null);
select story.check('After lunch', 'split', '2026-11-23 17:29:59+01', true, null, '2026-11-23 17:30+01');
select story.check('Closing time is closed already, and Friday is next', 'split', '2026-11-23 17:30+01', false, '2026-11-27 09:00+01', null);
select story.check('After Friday comes Monday', 'split', '2026-11-27 12:00+01', false, '2026-11-30 09:00+01', null);
select story.check('Past midnight it is still Friday''s shift', 'night', '2026-11-28 01:59+01', true, null, '2026-11-28 02:00+01');
select story.check('which ends at two', 'night', '2026-11-28 02:00+01', false, '2026-11-28 22:00+01', null);
select story.check('and Sunday is the end of Saturday''s', 'night', '2026-11-29 00:00+01', true, null, '2026-11-29 02:00+01');
select story.check('Shifts that touch are one, over midnight too', 'touching', '2026-11-23 21:00+00', true, null, '2026-11-24 04:00+00');
select story.check('A holiday with hours of its own', 'holidays', '2026-12-24 09:30+01', false, '2026-12-24 10:00+01', null);
select story.check('is open in those', 'holidays', '2026-12-24 12:00+01', true, null, '2026-12-24 13:00+01');
select story.check('A holiday without hours is closed; the next Thursday counts again', 'holidays', '2026-12-25 10:00+01', false,
  '2026-12-31 09:00+01', null);
select story.check('With holidays only, every other day is open', 'holidays only', '2026-12-20 12:00+00', true, null, '2026-12-25 00:00+00');
select story.check('and the holiday is not', 'holidays only', '2026-12-25 23:59+00', false, '2026-12-26 00:00+00', null);
select story.check('A shift that began before a holiday goes on to its end', 'night before a holiday', '2026-12-25 01:00+00', true, null,
  '2026-12-25 02:00+00');
select story.check('Round the clock never closes', 'round the clock', '2026-11-25 00:00+00', true, null, null);
select story.check('What changes in more than 14 days is not told', 'holidays only', '2026-12-01 12:00+00', true, null, null);

-- Clocks go forward on 28 March 2027 at two, back on 25 October 2026 at three.
select story.check('The night when clocks go forward ends at four by the clock', 'sundays', '2027-03-28 03:30+02', true, null,
  '2027-03-28 04:00+02');
select is('2027-03-28 04:00+02'::timestamptz - '2027-03-27 22:00+01', interval '5 hours', '(an hour shorter)');
select story.check('and Sunday opens at nine of the new time', 'sundays', '2027-03-28 06:30+00', false, '2027-03-28 09:00+02', null);
select story.check('The night when clocks go back ends at four by the clock', 'sundays', '2026-10-24 23:00+02', true, null,
  '2026-10-25 04:00+01');
select story.check('through the hour that comes twice', 'sundays', '2026-10-25 02:30+02', true, null, '2026-10-25 04:00+01');
select story.check('and Sunday opens at nine of the old time', 'sundays', '2026-10-25 07:30+00', false, '2026-10-25 09:00+01', null);
select story.check('A shift that begins in the hour that does not exist begins that much later', 'gap', '2027-03-28 01:59+01', false,
  '2027-03-28 03:15+02', null);
select story.check('and one that would end before it begins is left out', 'gap', '2027-03-28 03:20+02', true, null, '2027-03-28 10:00+02');

select story.check('In Kiritimati it is Monday already', 'east', '2026-11-22 19:30+00', true, null, '2026-11-23 03:00+00');
select story.check('In Los Angeles it still is', 'west', '2026-11-24 00:30+00', true, null, '2026-11-24 01:00+00');
select story.check('and not yet', 'west', '2026-11-23 12:00+00', false, '2026-11-23 17:00+00', null);
select story.check('In Kolkata the half hour counts', 'half hour', '2026-11-23 03:29+00', false, '2026-11-23 03:30+00', null);

select story.check('Days without hours never open', 'never', '2026-11-23 12:00+00', false, null, null);
select story.check('Without working hours it is always open', 'nothing', '2026-11-22 03:00+00', true, null, null);
select story.check('as with no days', 'no days', '2026-11-22 03:00+00', true, null, null);
select story.check('as in a zone nobody knows', 'nowhere', '2026-11-22 03:00+00', true, null, null);
select story.check('What makes no sense is left out, the rest counts', 'nonsense', '2026-11-23 10:30+00', true, null, '2026-11-23 11:00+00');
select story.check('and breaks nothing', 'nonsense', '2026-11-24 10:30+00', false, '2026-11-30 10:00+00', null);

select is(story.hours('{"days": {"mon": []}}', now()) ->> 'time_zone', 'UTC', 'Without a zone it is the organization''s');
update support.organizations set time_zone = 'Asia/Tokyo' where id = story.id('Harbor Goods');
select is(story.hours('{}', now()) ->> 'time_zone', 'Asia/Tokyo', 'whatever that is');
select is(story.hours('{"time_zone": "Mars/Olympus"}', now()) -> 'time_zone', 'null', 'A zone nobody knows is not told to browsers');
update support.organizations set time_zone = 'UTC' where id = story.id('Harbor Goods');

-- 2. Somebody is there

create function story.status(p_widget text default 'wk_harbor') returns text
language sql
as $$ select public.support_get_widget(p_widget) #>> '{availability,status}' $$;

select is(story.status(), 'online', 'A team with a Telegram group is there');
update support.agents set presence = 'away' where id = story.id('Mika');
select is(story.status(), 'online', 'while anybody of it is');
update support.agents set snoozed_until = now() + interval '1 hour' where id = story.id('Ana');
select is(story.status(), 'away', 'but not when everybody said that they are away');
update support.agents set snoozed_until = now() - interval '1 second' where id = story.id('Ana');
select is(story.status(), 'online', 'which ends by itself');
update support.telegram_chats set state = 'paused' where chat_id = -1001;
select is(story.status(), 'away', 'A group that is paused is nobody');
insert into support.agent_sessions (agent_id, connection_id, expires_at) values (story.id('Ana'), 'tab', now() + interval '1 minute');
select is(story.status(), 'online', 'Ana in the web inbox is somebody');
select is(public.support_get_widget('wk_harbor') #> '{availability,agents}',
  '[{"name": "Ana", "avatar_url": null}, {"name": "Mika", "avatar_url": null}]', 'and comes first, though not by name');
insert into support.agent_departments values (story.id('Ana'), story.id('Returns'));
select is(
  (select jsonb_object_agg(department ->> 'name', department -> 'is_online')
    from jsonb_array_elements(public.support_get_widget('wk_harbor') -> 'departments') as department),
  '{"Orders": false, "Returns": true}', 'A department is there when somebody who answers for it is');
update support.widgets set working_hours = '{"days": {"mon": []}}' where id = story.id('Harbor widget');
select is(story.status(), 'offline', 'Outside working hours the team is offline, whoever is there');
select ok(not (public.support_get_widget('wk_harbor') #>> '{departments,1,is_online}')::boolean, 'and so are its departments');
select is(public.support_get_widget('wk_harbor') -> 'hours', '{"is_open": false, "opens_at": null, "closes_at": null, "time_zone": "UTC"}',
  'The page learns when that changes');
select is(support.availability_json(story.id('Harbor Goods')) ->> 'status', 'online', 'To the team itself they are there');
select story.post('Robin', 'Anybody?');
select ok((story.conversation('Robin')).is_offline, 'What is asked now came outside working hours');
select is(story.poll('Robin') #>> '{availability,status}', 'offline', 'and Robin sees why nobody answers');
update support.widgets set working_hours = '{}' where id = story.id('Harbor widget');

-- 3. One call gives everything

update support.widgets set
  branding = '{"accent": "teal", "radius": 8, "secret_note": "no"}',
  behavior = '{"reopen_hours": 24, "sound": true}',
  features = '{"feedback": false, "attachments": {"max_files": 2}}',
  localization = '{"default_locale": "pt", "locales": ["pt", "en"]}',
  prechat = '{"is_required": true}',
  triggers = '[{"text": "Hello"}]'
where id = story.id('Harbor widget');
create table story.config as select public.support_get_widget('wk_harbor') as answer;
select is((select answer -> 'branding' from story.config),
  '{"team_name": "Harbor Goods", "accent": "teal", "logo_url": null, "greeting_title": null, "greeting_text": null, "radius": 8}',
  'Branding is what was configured and is branding');
select is((select answer -> 'behavior' from story.config), '{"reopen_hours": 24, "edit_window_minutes": 15, "sound": true}',
  'Behavior comes with its defaults');
select is((select (answer #> '{features,attachments}') - 'types' from story.config), '{"enabled": true, "max_bytes": 10485760, "max_files": 2}',
  'Attachments too');
select is((select answer #> '{features,feedback}' from story.config), 'false', 'A switch that is off is off');
select is((select answer #> '{features,typing}' from story.config), 'true', 'and one that nobody touched is on');
select is((select answer -> 'localization' from story.config), '{"default_locale": "pt", "locales": ["pt", "en"]}', 'The languages');
select is((select answer -> 'prechat' from story.config), '{"is_required": true}', 'The form');
select is((select answer -> 'triggers' from story.config), '[{"text": "Hello"}]', 'The proactive messages');
select is((select answer -> 'limits' from story.config),
  '{"message_characters": 4000, "attachment_bytes": 10485760, "attachments_per_message": 2}', 'The limits');
select is(public.support_get_widget_by_id(story.id('Harbor widget')), (select answer from story.config), 'By id it is the same');
select throws_ok($$ select public.support_get_widget_by_id(story.id('nothing')) $$, 'SC001', null, 'An unknown id is refused');
update support.departments set is_active = false where id = story.id('Orders');
select is(jsonb_array_length(public.support_get_widget('wk_harbor') -> 'departments'), 1, 'Inactive departments are not offered');

-- 4. Keys come and go

insert into support.retired_widget_keys (key, widget_id, works_until) values
  ('wk_old', story.id('Harbor widget'), now() + interval '1 day'), ('wk_older', story.id('Harbor widget'), now());
select is(public.support_get_widget('wk_old') ->> 'key', 'wk_harbor', 'A retired key leads to the widget and its present key');
select throws_ok($$ select public.support_get_widget('wk_older') $$, 'SC001', null, 'until its time is over');
update support.widgets set deleted_at = now() where id = story.id('Harbor widget');
select throws_ok($$ select public.support_get_widget('wk_harbor') $$, 'SC001', null, 'A deleted widget is gone for its key');
select throws_ok($$ select public.support_get_widget('wk_old') $$, 'SC001', null, 'for its retired keys');
select throws_ok($$ select public.support_get_widget_by_id(story.id('Harbor widget')) $$, 'SC001', null, 'and for its id');

select * from finish();
rollback;
