-- The organization of the demo site. Safe to run at every start: it adds what is missing and changes nothing.
insert into support.organizations (id, name)
values ('5eed0000-0000-4000-8000-000000000001', 'Harbor Goods')
on conflict (id) do nothing;

insert into support.departments (id, organization_id, name, position) values
  ('5eed0000-0000-4000-8000-000000000011', '5eed0000-0000-4000-8000-000000000001', 'Orders', 1),
  ('5eed0000-0000-4000-8000-000000000012', '5eed0000-0000-4000-8000-000000000001', 'Returns', 2)
on conflict (id) do nothing;

insert into support.widgets (id, organization_id, key, name, allowed_domains, branding, localization) values (
  '5eed0000-0000-4000-8000-000000000021', '5eed0000-0000-4000-8000-000000000001', 'wk_demo', 'Harbor Goods',
  '{localhost,127.0.0.1}',
  '{"team_name": "Harbor Goods", "greeting_title": "Hi there 👋\nHow can we help?", "greeting_text": "We usually answer in a few minutes."}',
  '{"default_locale": "en"}'
) on conflict (id) do nothing;
