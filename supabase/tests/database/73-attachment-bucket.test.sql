-- The bucket in which files lie: private, limited, and open to nobody but the server.
begin;
select plan(13);
\ir fixtures/harbor-goods.psql

select results_eq(
  $$ select name, public, file_size_limit, allowed_mime_types from storage.buckets where id = 'support-attachments' $$,
  $$ values ('support-attachments', false, 52428800::bigint, null::text[]) $$,
  'There is a private bucket of 50 MB per file; which types are taken is each widget''s to say');

-- Whoever has the publishable key can ask the Storage API as anon; its questions are these.
insert into storage.objects (bucket_id, name) values ('support-attachments', 'harbor/lamp');
create function story.refuses(p_role text, p_statement text) returns text
language plpgsql
as $$
begin
  execute format('set local role %I', p_role);
  execute p_statement;
  return 'no refusal';
exception when insufficient_privilege then
  return 'refused';
end
$$;
create function story.sees(p_role text, p_table text) returns bigint
language plpgsql
as $$
declare
  v_count bigint;
begin
  execute format('set local role %I', p_role);
  execute format('select count(*) from storage.%I', p_table) into v_count;
  reset role;
  return v_count;
end
$$;
select is(story.sees('anon', 'objects'), 0::bigint, 'A stranger lists no files');
select is(story.sees('authenticated', 'objects'), 0::bigint, 'nor does a user of the site');
select is(story.sees('support_visitor', 'objects'), 0::bigint, 'nor a visitor');
select is(story.sees('anon', 'buckets'), 0::bigint, 'and none of them sees the bucket');
select is(story.refuses('anon', $$ insert into storage.objects (bucket_id, name) values ('support-attachments', 'x') $$), 'refused',
  'A stranger puts nothing there');
reset role;
select is(story.refuses('support_visitor', $$ insert into storage.objects (bucket_id, name) values ('support-attachments', 'x') $$), 'refused',
  'nor a visitor without a signed address');
reset role;
select is_empty(
  $$ select policyname from pg_policies where schemaname = 'storage' and (qual like '%support%' or with_check like '%support%') $$,
  'No policy speaks of the bucket');

-- A picture's size goes wherever the file is told
create table story.lamp as
  select public.support_create_attachment(session.id, session.visitor_id, session.widget_id, 'lamp.png', 'image/png', 1000) as file
  from support.sessions as session where session.id = story.id('Robin session');
select is((select file ? 'width' from story.lamp), false, 'What has not arrived has no size');
select is(
  (select public.support_settle_attachment((file ->> 'attachment_id')::uuid, 'stored', 'image/png', 1000, null, 640, 480) from story.lamp)
    - array['attachment_id', 'path'],
  '{"name": "lamp.png", "media_type": "image/png", "byte_size": 1000, "state": "stored", "width": 640, "height": 480, "refusal": null}',
  'Once it is looked at, it has');
select is(
  (select public.support_get_upload(session.id, session.visitor_id, session.widget_id, (lamp.file ->> 'attachment_id')::uuid)
    from support.sessions as session, story.lamp where session.id = story.id('Robin session')) -> 'width',
  '640', 'also when its sender asks again');
select is(
  (select public.support_get_attachment(session.id, session.visitor_id, session.widget_id, (lamp.file ->> 'attachment_id')::uuid)
    from support.sessions as session, story.lamp where session.id = story.id('Robin session')) -> 'height',
  '480', 'and when it is to be shown');
select is(has_function_privilege('anon', 'support.file_json(support.attachments)', 'execute'), false, 'Nobody asks for a file past the entry points');

select * from finish();
rollback;
