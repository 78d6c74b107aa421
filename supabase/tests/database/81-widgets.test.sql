-- Admins and their widgets: making, configuring, changing keys, removing.
begin;
select plan(123);
\ir fixtures/harbor-goods.psql
update support.agents set role = 'admin' where id in (story.id('Ana'), story.id('Olga'));

create function story.make(p_widget jsonb, p_actor text default 'Ana', p_organization text default 'Harbor Goods') returns jsonb
language sql
as $$ select public.support_create_widget(story.actor(p_actor), story.id(p_organization), p_widget) -> 'widget' $$;
create function story.change(p_change jsonb, p_version integer, p_actor text default 'Ana', p_widget text default 'Harbor widget') returns jsonb
language sql
as $$ select public.support_update_widget(story.actor(p_actor), story.id(p_widget), p_change, p_version) -> 'widget' $$;
create function story.widget() returns support.widgets
language sql
as $$ select widget.* from support.widgets as widget where widget.id = story.id('Harbor widget') $$;

-- The path of the setting that a widget with these settings is refused for; null when it is taken.
create function story.refused(p_change jsonb) returns text
language plpgsql
as $$
declare
  v_path text;
begin
  perform story.change(p_change, (story.widget()).version);
  return null;
exception when sqlstate 'SC090' then
  get stacked diagnostics v_path = pg_exception_detail;
  return v_path;
end
$$;

-- 1. Making one

create table story.made as select story.make('{"name": " Lamps ", "allowed_domains": ["Shop.example", "*.shop.example", "shop.example"]}') as widget;
select matches((select widget ->> 'key' from story.made), '^wk_[A-Za-z0-9]{20}$', 'A new widget has a key of its own');
select is((select widget ->> 'name' from story.made), 'Lamps', 'the name it was given');
select is((select widget -> 'allowed_domains' from story.made), '["shop.example", "*.shop.example"]', 'its hosts, each once and in small letters');
select is((select widget -> 'branding' from story.made), '{}', 'and defaults for the rest');
select is((select array[widget ->> 'is_enabled', widget ->> 'version'] from story.made), array['true', '1'], 'It works from the start');
select is(public.support_get_widget((select widget ->> 'key' from story.made)) ->> 'name', 'Lamps', 'also for visitors');
select is((select count(distinct support.make_widget_key()) from generate_series(1, 200)), 200::bigint, 'Keys do not repeat');
select is((
  select count(distinct letter) from (
    select support.make_widget_key() as key, n from generate_series(1, 100) as n offset 0
  ) as drawn, regexp_split_to_table(substr(drawn.key, 4), '') as letter
), 62::bigint, 'and use every letter and digit');
select throws_ok($$ select story.make('{}') $$, 'SC090', null, 'It needs a name');
select throws_ok($$ select story.make(null) $$, 'SC090', null, 'Nothing is no widget');
select throws_ok($$ select story.make('[]') $$, 'SC090', null, 'nor is a list');
select throws_ok($$ select story.make('{"name": "X", "key": "wk_mine"}') $$, 'SC090', null, 'Nobody chooses a key');
select throws_ok($$ select story.make('{"name": "X"}', 'Mika') $$, 'SC051', null, 'Mika makes none');
select throws_ok($$ select story.make('{"name": "X"}', 'Olga') $$, 'SC003', null, 'nor does Olga, in somebody else''s shop');
select is((select jsonb_agg(widget -> 'name' order by widget -> 'name') from jsonb_array_elements(
  public.support_list_widgets(story.actor('Ana'), story.id('Harbor Goods')) -> 'widgets') as widget),
  '["Harbor Goods", "Lamps"]', 'Admins see their widgets');
select throws_ok($$ select public.support_list_widgets(story.actor('Mika'), story.id('Harbor Goods')) $$, 'SC051', null, 'Mika does not');
select is(public.support_get_widget_settings(story.actor('Ana'), story.id('Harbor widget')) #>> '{widget,key}', 'wk_harbor', 'One of them');
select throws_ok($$ select public.support_get_widget_settings(story.actor('Olga'), story.id('Harbor widget')) $$, 'SC001', null,
  'Somebody else''s is as good as none');
select throws_ok($$ select public.support_get_widget_settings(story.actor('Mika'), story.id('Harbor widget')) $$, 'SC051', null,
  'and Mika is told that this takes an admin');

update support.organizations set plan = 'free' where id = story.id('Other Shop');
select throws_ok($$ select story.make('{"name": "Second"}', 'Olga', 'Other Shop') $$, 'SC005', null, 'The free plan has room for one widget');
select public.support_delete_widget(story.actor('Olga'), story.id('Other widget'));
select lives_ok($$ select story.make('{"name": "Second"}', 'Olga', 'Other Shop') $$, 'One that was deleted takes no room');

-- 2. Changing one

select story.empty_log();
create table story.full_settings as select jsonb_build_object(
  'name', 'Harbor', 'is_enabled', true,
  'allowed_domains', '["harbor.example", "*.harbor.example:8443", "localhost:3000", "[::1]:3000", "bücher.example"]'::jsonb,
  'blocked_domains', '["old.harbor.example"]'::jsonb,
  'branding', '{"team_name": "Harbor", "accent": "#1d4ed8", "logo_url": "https://harbor.example/logo.svg", "greeting_title": "Hi",
    "greeting_text": "Ask us", "font": "system-ui", "radius": 12, "theme": "auto",
    "launcher": {"position": "bottom-start", "label": "Help", "size": 56, "offset_inline": 20, "offset_block": 20, "is_hidden": false}}'::jsonb,
  'behavior', '{"reopen_hours": 168, "edit_window_minutes": 15, "visitor_idle_minutes": 30, "sound": true, "response_promise": "Within the hour"}'::jsonb,
  'localization', '{"default_locale": "en", "locales": ["en", "de", "pt-BR"], "texts": {"de": {"composer.placeholder": "Nachricht"}}}'::jsonb,
  'features', '{"attachments": {"enabled": true, "max_bytes": 10485760, "max_files": 5, "types": ["image/*", "application/pdf"]},
    "feedback": true, "transcript": true, "typing": true, "receipts": false}'::jsonb,
  'working_hours', '{"time_zone": "Europe/Berlin", "days": {"mon": [["09:00", "12:30"], ["13:00", "17:30"]], "fri": [["22:00", "02:00"]], "sun": []},
    "holidays": [{"date": "2026-12-25", "name": "Christmas", "hours": []}, {"date": "2026-12-31", "hours": [["09:00", "24:00"]]}]}'::jsonb,
  'routing_rules', jsonb_build_object('strategy', 'least_busy', 'department_id', story.id('Orders'), 'escalate_after_minutes', 5,
    'skills', jsonb_build_object(story.id('Returns'), '["refunds"]'::jsonb)),
  'prechat', '{"is_required": true, "fields": [{"name": "email", "label": "E-mail", "labels": {"de": "E-Mail"}, "kind": "email", "is_required": true},
    {"name": "topic", "label": "Topic", "kind": "select", "options": ["Order", "Other"]},
    {"name": "order", "label": "Order number", "kind": "text", "max_characters": 20, "pattern": "[A-Z]{2}-\\d{4}"}],
    "consent": {"is_required": true, "text": "I agree", "link": "https://harbor.example/privacy", "text_version": "1"}}'::jsonb,
  'triggers', '[{"id": "cart", "text": "Questions about your cart?", "texts": {"de": "Fragen?"}, "frequency": "session", "is_enabled": true,
    "conditions": {"pages": ["/cart*"], "seconds_on_page": 30, "devices": ["desktop"], "availability": "online"}}]'::jsonb
) as change;
select is(story.change((select change from story.full_settings), 1) -
    array['id', 'organization_id', 'key', 'version', 'created_at', 'updated_at', 'deleted_at', 'retired_keys'],
  (select change from story.full_settings), 'Everything that can be configured is saved as it was sent');
select is((story.widget()).version, 2, 'as one version');
select is(story.change((select change from story.full_settings), 2) ->> 'version', '2', 'Saving it again changes nothing and takes no version');
select is((select count(*) from story.logged()), 1::bigint, 'nor a line in the log');
select is(story.change('{"branding": {"accent": "#c026d3"}}', 2) -> 'branding', '{"accent": "#c026d3"}', 'A setting is replaced as a whole');
select is((story.widget()).behavior ->> 'reopen_hours', '168', 'and the others stay');
select is(story.change('{"branding": {"accent": null, "team_name": "Harbor"}}', 3) -> 'branding', '{"team_name": "Harbor"}', 'Empty means not set');
select is((select change -> 'branding' from story.logged() offset 1 limit 1),
  (select jsonb_build_array(change -> 'branding', '{"accent": "#c026d3"}'::jsonb) from story.full_settings), 'The log has both sides of a change');
select throws_ok($$ select story.change('{"name": "Mine"}', 3) $$, 'SC004', null, 'Who saw an older version is too late');
create function story.current_version_in_refusal() returns text
language plpgsql
as $$
declare
  v_detail text;
begin
  perform story.change('{"name": "Mine"}', 1);
  return null;
exception when sqlstate 'SC004' then
  get stacked diagnostics v_detail = pg_exception_detail;
  return v_detail;
end
$$;
select is(story.current_version_in_refusal(), '4', 'and learns the current one');
select throws_ok($$ select story.change('{"name": "Mine"}', null) $$, 'SC090', null, 'Who saw none is refused');
select throws_ok($$ select story.change('{"name": "Mine"}', 4, 'Mika') $$, 'SC051', null, 'Mika changes nothing');
select throws_ok($$ select story.change('{"name": "Mine"}', 4, 'Olga') $$, 'SC001', null, 'Olga finds nothing to change');
select throws_ok($$ select story.change('{"name": "Mine"}', 4, 'Ana', 'Other widget') $$, 'SC001', null, 'nor does Ana elsewhere');
select is((story.widget()).name, 'Harbor', 'None of them left a trace');

-- 3. What is refused, each with its place

select is(story.refused('{"colour": "red"}'), 'colour', 'A setting that does not exist');
select is(story.refused('{"branding": {"accent": "#1d4ed8", "sparkles": true}}'), 'branding.sparkles', 'also inside another');
select is(story.refused('{"branding": {"launcher.size": 50}}'), 'branding.launcher.size', 'also with a name that looks like a path');
select is(story.refused('{"branding": {"launcher": {"*": 50}}}'), 'branding.launcher.*', 'or like a rule');
select is(story.refused('{"branding": null}'), 'branding', 'no setting at all');
select is(story.refused('{"branding": "blue"}'), 'branding', 'a text for an object');
select is(story.refused('{"branding": {"accent": "blue"}}'), 'branding.accent', 'a colour by name');
select is(story.refused('{"branding": {"accent": "#12345"}}'), 'branding.accent', 'a colour with five digits');
select is(story.refused('{"branding": {"accent": "#1d4ed8\n"}}'), 'branding.accent', 'a colour with a line after it');
select is(story.refused('{"branding": {"logo_url": "http://harbor.example/logo.svg"}}'), 'branding.logo_url', 'a picture without encryption');
select is(story.refused('{"branding": {"logo_url": "javascript:alert(1)"}}'), 'branding.logo_url', 'a picture that is a program');
select is(story.refused('{"branding": {"team_name": "  "}}'), 'branding.team_name', 'a name of spaces');
select is(story.refused('{"branding": {"radius": 12.5}}'), 'branding.radius', 'half a pixel');
select is(story.refused('{"branding": {"launcher": {"position": "middle"}}}'), 'branding.launcher.position', 'a place that is none');
select is(story.refused('{"behavior": {"reopen_hours": -1}}'), 'behavior.reopen_hours', 'negative hours');
select is(story.refused('{"behavior": {"edit_window_minutes": "15"}}'), 'behavior.edit_window_minutes', 'a number in quotes');
select is(story.refused('{"behavior": {"sound": "yes"}}'), 'behavior.sound', 'yes for true');
select is(story.refused('{"allowed_domains": ["harbor.example", "https://harbor.example"]}'), 'allowed_domains[1]', 'an address for a host');
select is(story.refused('{"allowed_domains": ["*"]}'), 'allowed_domains[0]', 'a star alone');
select is(story.refused('{"allowed_domains": ["a.*.example"]}'), 'allowed_domains[0]', 'a star in the middle');
select is(story.refused('{"allowed_domains": ["harbor.example/shop"]}'), 'allowed_domains[0]', 'a path');
select is(story.refused('{"allowed_domains": [null]}'), 'allowed_domains[0]', 'nothing in a list');
select is(story.refused(jsonb_build_object('blocked_domains', array(select n || '.example' from generate_series(1, 201) as n))), 'blocked_domains',
  'more hosts than two hundred');
select is(story.refused('{"localization": {"texts": {"German!": {"a": "b"}}}}'), 'localization.texts', 'a language that is none');
select is(story.refused('{"localization": {"texts": {"de": {"a": 1}}}}'), 'localization.texts.de.a', 'a number for a text');
select is(story.refused('{"localization": {"default_locale": "fr", "locales": ["en", "de"]}}'), 'localization.default_locale',
  'a default that is not offered');
select is(story.refused(jsonb_build_object('localization', jsonb_build_object('texts', (
  select jsonb_object_agg('x' || n, jsonb_build_object('k', repeat('y', 1000))) from generate_series(100, 170) as n)))), 'localization.texts',
  'languages with three letters and digits');
select is(story.refused(jsonb_build_object('localization', jsonb_build_object('texts', jsonb_build_object('de', (
  select jsonb_object_agg('k' || n, repeat('y', 1000)) from generate_series(1, 80) as n))))), 'localization', 'more texts than fit');
select is(story.refused('{"features": {"attachments": {"max_bytes": 0}}}'), 'features.attachments.max_bytes', 'files without bytes');
select is(story.refused('{"features": {"attachments": {"types": ["pdf"]}}}'), 'features.attachments.types[0]', 'a type that is none');
select is(story.refused('{"features": {"attachments": true}}'), 'features.attachments', 'a switch for an object');
select is(story.refused('{"working_hours": {"time_zone": "Berlin"}}'), 'working_hours.time_zone', 'a zone that is none');
select is(story.refused('{"working_hours": {"days": {"monday": []}}}'), 'working_hours.days', 'a day by its long name');
select is(story.refused('{"working_hours": {"days": {"mon": ["09:00", "17:00"]}}}'), 'working_hours.days.mon[0]', 'a shift outside a list');
select is(story.refused('{"working_hours": {"days": {"mon": [["09:00"]]}}}'), 'working_hours.days.mon[0]', 'a shift without an end');
select is(story.refused('{"working_hours": {"days": {"mon": [["9:00", "17:00"]]}}}'), 'working_hours.days.mon[0][0]', 'a time with one digit');
select is(story.refused('{"working_hours": {"days": {"mon": [["09:00", "24:01"]]}}}'), 'working_hours.days.mon[0][1]', 'a time after midnight''s midnight');
select is(story.refused('{"working_hours": {"days": {"mon": [["09:00", "09:00"]]}}}'), 'working_hours.days.mon[0]', 'a shift of no time');
select is(story.refused('{"working_hours": {"days": {"mon": [["24:00", "02:00"]]}}}'), 'working_hours.days.mon[0]', 'a shift that begins on the next day');
select is(story.refused('{"working_hours": {"holidays": [{"name": "Christmas"}]}}'), 'working_hours.holidays[0].date', 'a holiday without a date');
select is(story.refused('{"working_hours": {"holidays": [{"date": "2026-02-30"}]}}'), 'working_hours.holidays[0].date', 'a date that does not exist');
select is(story.refused('{"working_hours": {"holidays": [{"date": "2026-12-25"}, {"date": "2026-12-25"}]}}'), 'working_hours.holidays[1].date',
  'a date twice');
select is(story.refused('{"routing_rules": {"strategy": "random"}}'), 'routing_rules.strategy', 'a strategy that is none');
select is(story.refused(jsonb_build_object('routing_rules', jsonb_build_object('department_id', story.id('Elsewhere')))), 'routing_rules.department_id',
  'somebody else''s department');
select is(story.refused('{"routing_rules": {"department_id": "orders"}}'), 'routing_rules.department_id', 'a department by name');
select is(story.refused(jsonb_build_object('routing_rules', jsonb_build_object('skills', jsonb_build_object(story.id('Elsewhere'), '[]'::jsonb)))),
  'routing_rules.skills.' || story.id('Elsewhere'), 'skills for somebody else''s department');
select is(story.refused('{"prechat": {"fields": [{"name": "email", "kind": "email"}]}}'), 'prechat.fields[0].label', 'a field without a label');
select is(story.refused('{"prechat": {"fields": [{"name": "E-Mail", "label": "E-mail", "kind": "email"}]}}'), 'prechat.fields[0].name', 'a field with a name for people');
select is(story.refused('{"prechat": {"fields": [{"name": "a", "label": "A", "kind": "password"}]}}'), 'prechat.fields[0].kind', 'a field for passwords');
select is(story.refused('{"prechat": {"fields": [{"name": "a", "label": "A", "kind": "select"}]}}'), 'prechat.fields[0].options', 'a choice of nothing');
select is(story.refused('{"prechat": {"fields": [{"name": "a", "label": "A", "kind": "text", "pattern": ["a"]}]}}'), 'prechat.fields[0].pattern', 'a list of patterns');
select is(story.refused('{"prechat": {"fields": [{"name": "a", "label": "A", "kind": "text"}, {"name": "a", "label": "B", "kind": "text"}]}}'),
  'prechat.fields[1].name', 'two fields of one name');
select is(story.refused('{"triggers": {}}'), 'triggers', 'an object for a list');
select is(story.refused('{"triggers": [{"id": "a"}]}'), 'triggers[0].text', 'a trigger that says nothing');
select is(story.refused('{"triggers": [{"id": "a", "text": "Hi", "frequency": "constantly"}]}'), 'triggers[0].frequency', 'a trigger that never stops');
select is(story.refused('{"triggers": [{"id": "a", "text": "Hi", "conditions": {"scroll_percent": 101}}]}'), 'triggers[0].conditions.scroll_percent',
  'more than the whole page');
select is(story.refused('{"triggers": [{"id": "a", "text": "Hi"}, {"id": "a", "text": "Ho"}]}'), 'triggers[1].id', 'two triggers of one name');
select is(story.refused('{"name": "x", "is_enabled": null}'), 'is_enabled', 'neither on nor off');
select is((story.widget()).version, 4, 'None of these changed anything');

-- Every rule can be obeyed, every kind is known: a value of the wrong type is refused everywhere and never breaks anything.
select is_empty($$
  select rule.path from support.setting_rules() as rule,
    lateral (values ('{}'::jsonb), ('[]'), ('"text"'), ('""'), ('1'), ('-1.5'), ('1e400'), ('true'), ('null'), ('{"a": 1}'), ('[[]]')) as wrong (value)
  where support.setting_problem(wrong.value, rule.kind, rule.low, rule.high, rule.words) = ''
$$, 'Any value meets any rule without a failure');
select is_empty($$
  select rule.path from support.setting_rules() as rule
  where (rule.path ~ '\.[^.]+$' and not exists (
    select from support.setting_rules() as parent
    where parent.path = regexp_replace(rule.path, '(\[\]|\.[^.\[]+)$', '')))
$$, 'Every rule hangs below another');
select is_empty($$ select path from support.setting_rules() group by path having count(*) > 1 $$, 'and no setting has two');
select is_empty($$
  select rule.path from support.setting_rules() as rule
  where (rtrim(rule.kind, '!?') in ('text', 'list', 'map') and (rule.low is null or rule.high is null))
    or (rtrim(rule.kind, '!?') in ('choice', 'map') and rule.words is null)
$$, 'and none lacks a bound it needs');

-- 4. Keys

select story.empty_log();
create table story.rotated as select public.support_rotate_widget_key(story.actor('Ana'), story.id('Harbor widget')) as answer;
select isnt((select answer #>> '{widget,key}' from story.rotated), 'wk_harbor', 'The widget has a new key');
select is((select answer ->> 'retired_key' from story.rotated), 'wk_harbor', 'and the old one retires');
select is((select answer -> 'works_until' from story.rotated), to_jsonb(now() + interval '168 hours'), 'in a week');
select is((select answer #>> '{widget,retired_keys,0,key}' from story.rotated), 'wk_harbor', 'It is shown as long as it works');
select is(public.support_get_widget((select answer #>> '{widget,key}' from story.rotated)) ->> 'id', story.id('Harbor widget')::text, 'The new key works');
select is((select answer #>> '{widget,version}' from story.rotated), '5', 'as a new version');
select is(array(select action from story.logged()), array['retired_widget_keys.created', 'widgets.updated'], 'and the log knows');
select is(public.support_rotate_widget_key(story.actor('Ana'), story.id('Harbor widget'), 0) -> 'works_until', to_jsonb(now()), 'A key may also stop at once');
select is(public.support_get_widget_settings(story.actor('Ana'), story.id('Harbor widget')) #> '{widget,retired_keys}',
  (select jsonb_agg(jsonb_build_object('key', 'wk_harbor', 'retired_at', now(), 'works_until', now() + interval '168 hours'))),
  'One that no longer works is not shown');
select throws_ok($$ select public.support_rotate_widget_key(story.actor('Ana'), story.id('Harbor widget'), -1) $$, 'SC090', null, 'No grace is negative');
select throws_ok($$ select public.support_rotate_widget_key(story.actor('Ana'), story.id('Harbor widget'), 8761) $$, 'SC090', null, 'or longer than a year');
select throws_ok($$ select public.support_rotate_widget_key(story.actor('Ana'), story.id('Harbor widget'), null) $$, 'SC090', null, 'or empty');
select throws_ok($$ select public.support_rotate_widget_key(story.actor('Olga'), story.id('Harbor widget')) $$, 'SC001', null, 'Olga changes no key here');
select throws_ok($$ select public.support_rotate_widget_key(story.actor('Mika'), story.id('Harbor widget')) $$, 'SC051', null, 'nor does Mika');

-- 5. Removing one

select story.empty_log();
select throws_ok($$ select public.support_delete_widget(story.actor('Olga'), story.id('Harbor widget')) $$, 'SC001', null, 'Olga removes nothing');
select throws_ok($$ select public.support_delete_widget(story.actor('Mika'), story.id('Harbor widget')) $$, 'SC051', null, 'nor does Mika');
select is(public.support_delete_widget(story.actor('Ana'), story.id('Harbor widget')),
  jsonb_build_object('outcome', 'deleted', 'deleted_at', now()), 'Ana removes the widget');
select throws_ok($$ select story.post('Robin', 'Hello?') $$, 'SC001', null, 'Visitors are refused at once');
select throws_ok($$ select public.support_delete_widget(story.actor('Ana'), story.id('Harbor widget')) $$, 'SC001', null, 'It is gone for admins too');
select throws_ok($$ select story.change('{"name": "Back"}', 8) $$, 'SC001', null, 'and cannot be changed');
select throws_ok($$ select public.support_rotate_widget_key(story.actor('Ana'), story.id('Harbor widget')) $$, 'SC001', null, 'nor get a key');
select is(jsonb_array_length(public.support_list_widgets(story.actor('Ana'), story.id('Harbor Goods')) -> 'widgets'), 1, 'nor is it listed');
select is(array(select action from story.logged()), array['widgets.deleted'], 'The log says who did it');
select is(array(select key from support.widgets where key = 'wk_harbor' union all select key from support.retired_widget_keys where key = 'wk_harbor'),
  array['wk_harbor'], 'Its keys stay taken');

select * from finish();
rollback;
