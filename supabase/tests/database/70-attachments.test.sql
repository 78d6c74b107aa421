-- Files: announced, looked at, sent, shown to whom they concern, and removed to the last byte.
begin;
select plan(81);
\ir fixtures/harbor-goods.psql

create function story.announce(p_visitor text, p_name text, p_media_type text default 'image/png', p_bytes bigint default 1000) returns jsonb
language sql
as $$
  select public.support_create_attachment(session.id, session.visitor_id, session.widget_id, p_name, p_media_type, p_bytes)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.agent_announces(p_agent text, p_visitor text, p_name text, p_media_type text default 'image/png', p_bytes bigint default 1000)
returns jsonb
language sql
as $$ select public.support_create_agent_attachment(story.id(p_agent), (story.conversation(p_visitor)).id, p_name, p_media_type, p_bytes) $$;
create function story.file(p_name text) returns support.attachments
language sql
as $$ select attachment.* from support.attachments as attachment where attachment.name = p_name $$;
create function story.settle(
  p_name text, p_outcome text, p_media_type text default 'image/png', p_bytes bigint default 1000, p_sha256 text default null,
  p_width integer default null, p_seconds numeric default null
) returns jsonb
language sql
as $$ select public.support_settle_attachment((story.file(p_name)).id, p_outcome, p_media_type, p_bytes, p_sha256, p_width, p_width, p_seconds, 'too odd') $$;
create function story.send(p_visitor text, p_name text) returns jsonb
language sql
as $$
  select public.support_post_visitor_message(
    session.id, session.visitor_id, session.widget_id, story.id('with ' || p_name), null, p_attachment_ids => array[(story.file(p_name)).id])
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.look(p_visitor text, p_name text) returns jsonb
language sql
as $$
  select public.support_get_attachment(session.id, session.visitor_id, session.widget_id, (story.file(p_name)).id)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.upload(p_visitor text, p_name text) returns jsonb
language sql
as $$
  select public.support_get_upload(session.id, session.visitor_id, session.widget_id, (story.file(p_name)).id)
  from support.sessions as session where session.id = story.id(p_visitor || ' session')
$$;
create function story.detail(p_statement text) returns text
language plpgsql
as $$
declare
  v_detail text;
begin
  execute p_statement;
  return 'no refusal';
exception when others then
  get stacked diagnostics v_detail = pg_exception_detail;
  return sqlstate || ' ' || v_detail;
end
$$;

-- 1. A visitor announces

create table story.first as select story.announce('Robin', 'lamp.png') as answer;
select is(
  (select answer from story.first),
  (select jsonb_build_object('attachment_id', id, 'path', story.id('Harbor Goods') || '/' || id, 'name', 'lamp.png', 'media_type', 'image/png',
    'byte_size', 1000, 'state', 'pending', 'max_bytes', 10485760) from story.file('lamp.png')),
  'Robin gets a place that is named after nobody');
select is((story.announce('Robin', E' ../bi\u0007ll.pdf ', 'Application/PDF; charset=x')) - array['attachment_id', 'path', 'max_bytes'],
  '{"name": "../bill.pdf", "media_type": "application/pdf", "byte_size": 1000, "state": "pending"}', 'A name is shown and is never a path');
select throws_ok($$ select story.announce('Robin', ' ') $$, 'SC090', null, 'A file has a name');
select throws_ok($$ select story.announce('Robin', null) $$, 'SC090', null, 'always');
select throws_ok($$ select story.announce('Robin', repeat('a', 256)) $$, 'SC090', null, 'that ends');
select throws_ok($$ select story.announce('Robin', 'a', 'picture') $$, 'SC090', null, 'a type that is one');
select throws_ok($$ select story.announce('Robin', 'a', 'image/' || repeat('a', 200)) $$, 'SC090', null, 'and ends');
select throws_ok($$ select story.announce('Robin', 'a', 'image/png', 0) $$, 'SC090', null, 'and at least a byte');
select throws_ok($$ select story.announce('Robin', 'a', 'image/png', -1) $$, 'SC090', null, 'not less');
select throws_ok($$ select story.announce('Robin', 'a', 'image/png', null) $$, 'SC090', null, 'and not an unknown number');
select is(story.detail($$ select story.announce('Robin', 'a', 'image/png', 10485761) $$), 'SC061 10485760', 'Too large is refused with what would not be');
select throws_ok($$ select story.announce('Robin', 'a', 'text/html') $$, 'SC062', null, 'What a browser would run is refused');
select throws_ok($$ select story.announce('Robin', 'a', 'image/svg+xml') $$, 'SC062', null, 'also when it is a picture');
select throws_ok($$ select story.announce('Robin', 'a', null) $$, 'SC062', null, 'as is what has no type');
select throws_ok($$ select public.support_create_attachment(story.id('Sam session'), story.id('Robin'), story.id('Harbor widget'), 'a', 'image/png', 1) $$,
  'SC010', null, 'Sam cannot announce for Robin');

update support.widgets set features = '{"attachments": {"max_bytes": 500, "types": ["image/*"], "max_files": 1}}' where id = story.id('Harbor widget');
select is(story.detail($$ select story.announce('Robin', 'a') $$), 'SC061 500', 'A widget may take less');
select lives_ok($$ select story.announce('Robin', 'b.tiff', 'image/tiff', 500) $$, 'or whole families');
select throws_ok($$ select story.announce('Robin', 'a', 'image/svg+xml', 500) $$, 'SC062', null, 'which include no picture with a script in it');
select throws_ok($$ select story.announce('Robin', 'a', 'application/pdf', 500) $$, 'SC062', null, 'and not the others');
update support.widgets set features = '{"attachments": {"types": ["image/svg+xml", "*/*"]}}' where id = story.id('Harbor widget');
select lives_ok($$ select story.announce('Robin', 'c.svg', 'image/svg+xml') $$, 'unless it is asked for by name');
update support.widgets set features = '{"attachments": {"enabled": false}}' where id = story.id('Harbor widget');
select throws_ok($$ select story.announce('Robin', 'a') $$, 'SC062', null, 'A widget may take none');
update support.widgets set features = '{"attachments": {"max_bytes": "many", "max_files": -4, "types": "all"}}' where id = story.id('Harbor widget');
select is(support.attachment_rules(widget) - 'types', '{"enabled": true, "max_bytes": 10485760, "max_files": 1}', 'Senseless settings are the default, or the nearest sense')
from support.widgets as widget where id = story.id('Harbor widget');
update support.widgets set features = '{}' where id = story.id('Harbor widget');

select throws_ok($$ select count(story.announce('Robin', 'many ' || n)) from generate_series(1, 20) as n $$, 'SC064', null, 'No more than twenty files may wait');
select count(story.announce('Robin', 'some ' || n)) from generate_series(1, 10) as n;
update support.attachments set state = 'refused' where name like 'some %';
select throws_ok($$ select count(story.announce('Robin', 'more ' || n)) from generate_series(1, 17) as n $$, 'SC040', null,
  'and no more than thirty be announced in ten minutes, whatever became of them');
delete from support.attachments where name like 'some %';

-- 2. What the bytes are

select is(story.settle('lamp.png', 'stored', 'image/jpeg', 900, repeat('A', 64), 20) - array['attachment_id', 'path'],
  '{"name": "lamp.png", "media_type": "image/jpeg", "byte_size": 900, "state": "stored", "width": 20, "height": 20, "refusal": null}', 'The bytes say what it is');
select results_eq($$ select sha256, width, height from story.file('lamp.png') $$, $$ values (repeat('a', 64), 20, 20) $$, 'and how large');
select is(story.settle('lamp.png', 'refused') ->> 'state', 'stored', 'What was said first holds');
select is(story.settle('../bill.pdf', 'stored', 'text/html') ->> 'state', 'refused', 'Bytes that are something else are refused, whoever says "stored"');
select is((story.file('../bill.pdf')).refusal, 'its bytes are text/html', 'with the reason');
select is((select count(*) from support.storage_deletions where path = (story.file('../bill.pdf')).path), 1::bigint, 'and are removed');
select story.announce('Sam', 'big.png', 'image/png', 5);
select is(story.settle('big.png', 'stored', 'image/png', 10485761) ->> 'state', 'refused', 'Nor can more bytes come than were announced');
select story.announce('Sam', 'odd.png');
select throws_ok($$ select story.settle('odd.png', 'perhaps') $$, 'SC090', null, 'A file is stored or refused');
select throws_ok($$ select story.settle('odd.png', null) $$, 'SC090', null, 'one of the two');
select throws_ok($$ select story.settle('odd.png', 'stored', null) $$, 'SC090', null, 'and stored with a type');
select throws_ok($$ select story.settle('odd.png', 'stored', 'png') $$, 'SC090', null, 'that is one');
select throws_ok($$ select story.settle('odd.png', 'stored', 'image/png', 0) $$, 'SC090', null, 'a size');
select throws_ok($$ select story.settle('odd.png', 'stored', 'image/png', 5, 'abc') $$, 'SC090', null, 'a sum that is one');
select throws_ok($$ select story.settle('odd.png', 'stored', 'image/png', 5, null, 0) $$, 'SC090', null, 'pixels');
select throws_ok($$ select story.settle('odd.png', 'stored', 'audio/ogg', 5, null, null, -1) $$, 'SC090', null, 'and no negative time');
select throws_ok($$ select story.settle('odd.png', 'stored', 'audio/ogg', 5, null, null, 'NaN') $$, 'SC090', null, 'that is a number');
select throws_ok($$ select public.support_settle_attachment(story.id('nothing'), 'refused') $$, 'SC060', null, 'What was never announced cannot be settled');
select is(public.support_settle_attachment((story.file('odd.png')).id, 'refused', p_refusal => ' ') ->> 'refusal', 'not accepted', 'A refusal needs no words');

-- 3. Who may see it

select story.announce('Robin', 'shade.png');
select is(story.upload('Robin', 'shade.png') ->> 'state', 'pending', 'Robin''s upload can be looked at');
select throws_ok($$ select story.upload('Sam', 'shade.png') $$, 'SC060', null, 'by nobody else');
select throws_ok($$ select story.look('Robin', 'shade.png') $$, 'SC063', null, 'but not shown before it is there');
select is(story.look('Robin', 'lamp.png') ->> 'media_type', 'image/jpeg', 'What is there is shown to Robin before it is sent');
select throws_ok($$ select public.support_get_attachment_for_agent(story.id('Mika'), (story.file('lamp.png')).id) $$, 'SC060', null, 'and to nobody else');
select is(story.send('Robin', 'lamp.png') #>> '{message,type}', 'image', 'Robin sends it');
select is(public.support_get_attachment_for_agent(story.id('Mika'), (story.file('lamp.png')).id) ->> 'path', (story.file('lamp.png')).path, 'Now the team sees it');
select is(public.support_get_attachment_for_agent(story.id('Ana'), (story.file('lamp.png')).id) ->> 'name', 'lamp.png', 'all of the team');
select throws_ok($$ select public.support_get_attachment_for_agent(story.id('Olga'), (story.file('lamp.png')).id) $$, 'SC060', null, 'and no other team');
select throws_ok($$ select public.support_get_attachment_for_agent(story.id('nobody'), (story.file('lamp.png')).id) $$, 'SC050', null, 'nor nobody');
select throws_ok($$ select story.look('Sam', 'lamp.png') $$, 'SC060', null, 'nor Sam');
select throws_ok($$ select story.look('Sam', 'big.png') $$, 'SC060', null, 'What was refused is shown to nobody');

select is(story.agent_announces('Mika', 'Robin', 'plan.pdf', 'application/pdf') ->> 'state', 'pending', 'Mika announces a file');
select throws_ok($$ select story.agent_announces('Olga', 'Robin', 'ad.pdf') $$, 'SC020', null, 'Olga cannot');
select throws_ok($$ select story.agent_announces('nobody', 'Robin', 'ad.pdf') $$, 'SC050', null, 'nor nobody');
select throws_ok($$ select story.agent_announces('Mika', 'Robin', 'a', 'text/html') $$, 'SC062', null, 'The widget''s rules hold for the team too');
select throws_ok($$ select story.agent_announces('Mika', 'Robin', 'a', 'image/png', 99999999) $$, 'SC061', null, 'all of them');
select is(public.support_get_agent_upload(story.id('Mika'), (story.file('plan.pdf')).id) ->> 'state', 'pending', 'Mika''s upload can be looked at');
select throws_ok($$ select public.support_get_agent_upload(story.id('Ana'), (story.file('plan.pdf')).id) $$, 'SC060', null, 'by nobody else');
select throws_ok($$ select public.support_get_attachment_for_agent(story.id('Mika'), (story.file('plan.pdf')).id) $$, 'SC063', null, 'but not shown before it is there');
select story.settle('plan.pdf', 'stored', 'application/pdf');
select throws_ok($$ select story.look('Robin', 'plan.pdf') $$, 'SC060', null, 'Robin sees nothing of it before it is sent');
select public.support_post_agent_message((story.conversation('Robin')).id, story.id('Mika'), story.id('plan'), 'Our plan', true,
  p_attachment_ids => array[(story.file('plan.pdf')).id]);
select throws_ok($$ select story.look('Robin', 'plan.pdf') $$, 'SC060', null, 'nor with a note');
select story.agent_announces('Mika', 'Robin', 'offer.pdf', 'application/pdf');
select story.settle('offer.pdf', 'stored', 'application/pdf');
select public.support_post_agent_message((story.conversation('Robin')).id, story.id('Mika'), story.id('offer'), 'Our offer', false,
  p_attachment_ids => array[(story.file('offer.pdf')).id]);
select is(story.look('Robin', 'offer.pdf') ->> 'name', 'offer.pdf', 'With an answer Robin does');

-- 4. Removal

create table story.paths as select name, path, id from support.attachments;
delete from support.storage_deletions where true;
select is(support.remove_orphaned_attachments(100), 0::bigint, 'What was announced today may still be sent');
update support.attachments set created_at = created_at - interval '25 hours' where true;
select is(support.remove_orphaned_attachments(1), 1::bigint, 'A day later it is forgotten, batch by batch');
select cmp_ok(support.remove_orphaned_attachments(100), '>', 0::bigint, 'until nothing is left');
select set_eq($$ select name from support.attachments $$, array['lamp.png', 'plan.pdf', 'offer.pdf'], 'but what was sent');
select set_eq($$ select path from support.storage_deletions $$, $$ select path from story.paths where name not in ('lamp.png', 'plan.pdf', 'offer.pdf') $$,
  'The bytes of all the others are to be removed');
select story.announce('Sam', 'late.png');
select set_config('story.late', (story.file('late.png')).path, true);
delete from support.attachments where name = 'late.png';
select cmp_ok((select not_before from support.storage_deletions where path = current_setting('story.late')), '>', now() + interval '2 hours',
  'An upload that is allowed for two hours may still come, so its place is cleaned after that');
delete from support.storage_deletions where true;
delete from support.conversations where id = (story.conversation('Robin')).id;
select set_eq($$ select path from support.storage_deletions $$, $$ select path from story.paths where name in ('lamp.png', 'plan.pdf', 'offer.pdf') $$,
  'Whatever removes a file''s row removes its bytes');

create table story.leased as select public.support_lease_storage_deletions(2, 60) as answer;
select is(jsonb_array_length((select answer from story.leased)), 2, 'A worker takes two');
select is(jsonb_array_length(public.support_lease_storage_deletions(10)), 1, 'another gets the rest');
select is(public.support_lease_storage_deletions(-1, -1), '[]', 'and a third none');
select is(public.support_settle_storage_deletion((select answer #>> '{0,path}' from story.leased), 'deleted'), '{"state": "deleted"}', 'One is gone');
select is(public.support_settle_storage_deletion((select answer #>> '{0,path}' from story.leased), 'deleted'), '{"state": null}', 'for good');
select is(public.support_settle_storage_deletion((select answer #>> '{1,path}' from story.leased), 'retry', 'the bucket is away'), '{"state": "pending"}', 'One has to wait');
select results_eq($$ select attempts, error, not_before > clock_timestamp() from support.storage_deletions where path = (select answer #>> '{1,path}' from story.leased) $$,
  $$ values (1, 'the bucket is away', true) $$, 'for a while');
select throws_ok($$ select public.support_settle_storage_deletion('a', 'perhaps') $$, 'SC090', null, 'Gone or not gone');
update support.storage_deletions set leased_until = clock_timestamp() - interval '1 second', not_before = now() where true;
select is(jsonb_array_length(public.support_lease_storage_deletions(null, null)), 2, 'A worker that died holds nothing for ever');

select * from finish();
rollback;
