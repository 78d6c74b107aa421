-- What an agent formats: with the message, at the visitor's, in Telegram elsewhere, after an edit; and what is refused.
begin;
select plan(36);
\ir fixtures/harbor-goods.psql

create function story.bold(p_offset integer default 0, p_length integer default 2) returns jsonb
language sql
as $$ select jsonb_build_array(jsonb_build_object('type', 'bold', 'offset', p_offset, 'length', p_length)) $$;
create function story.formats(p_text text, p_content jsonb, p_message text, p_telegram bigint default null) returns jsonb
language sql
as $$
  select public.support_post_agent_message(
    (story.conversation('Robin')).id, story.id('Mika'), story.id(p_message), p_text, p_content => p_content,
    p_telegram => case when p_telegram is not null then
      jsonb_build_object('chat_id', -1001, 'message_id', p_telegram, 'thread_id', 55) end) -> 'message'
$$;
create function story.seen(p_message text) returns jsonb
language sql
as $$
  select message from jsonb_array_elements(story.poll('Robin') -> 'messages') as message
  where message ->> 'id' = story.id(p_message)::text
$$;

select story.post('Robin', 'Where is my lamp?', 'lamp');
select public.support_record_telegram_topic(story.id('Robin'), story.id('Harbor widget'), -1001, 55, 'Robin');
delete from support.outbox where true;

-- 1. With the message

select is(story.formats('Hi there', jsonb_build_object('entities', story.bold()), 'hi', 61) -> 'entities', story.bold(),
  'Mika writes Hi in bold');
select ok(not story.seen('hi') ? 'content', 'which is no content of its own');
select is(story.seen('hi') -> 'entities', story.bold(), 'Robin''s browser asks and gets it');
select is((select heard.payload #> '{message,entities}' from story.heard(story.topic('Robin')) as heard where heard.payload #>> '{message,text}' = 'Hi there'),
  story.bold(), 'and hears of it');
select is((select message -> 'entities' from support.export_visitor((select visitor from support.visitors as visitor where id = story.id('Robin')), false) as export,
  jsonb_path_query(export, '$.conversations[*].messages[*]') as message where message ->> 'text' = 'Hi there'), story.bold(), 'An export has it');
select is(story.formats('Two', jsonb_build_object('entities', story.bold(), 'replies', '["Yes"]'::jsonb), 'two') -> 'content',
  '{"replies": ["Yes"]}', 'Other content stays content');
select is(story.seen('two') -> 'entities', story.bold(), 'beside the formatting');
select ok(not story.formats('Plain', null, 'plain') ?| array['content', 'entities'], 'A plain text has neither');

-- 2. In Telegram elsewhere

delete from support.outbox where true;
select story.formats('Web', jsonb_build_object('entities', story.bold()), 'web');
create temporary table leased as select jsonb_array_elements(public.support_lease_outbox()) as job;
select is((select job #> '{context,message,entities}' from leased where job ->> 'kind' = 'agent_message'), story.bold(), 'The topic is told how it looks');
select is((select line -> 'entities' from leased, jsonb_array_elements(job #> '{context,tail}') as line where line ->> 'text' = 'Hi there'),
  story.bold(), 'and what was said before looks as it did');
select ok(not (select line ? 'entities' from leased, jsonb_array_elements(job #> '{context,tail}') as line where line ->> 'text' = 'Plain'),
  'but plain texts say nothing about it');

-- 3. After an edit

select is(public.support_edit_agent_message(-1001, 61, 'Hi there', story.bold()), '{"outcome": "unchanged"}', 'The same words in the same letters are no edit');
select is(public.support_edit_agent_message(-1001, 61, 'Hi there', story.bold(3, 5)) #> '{message,entities}', story.bold(3, 5), 'Other letters are one');
select is(story.seen('hi') -> 'entities', story.bold(3, 5), 'Robin sees it');
select isnt(story.seen('hi') ->> 'edited_at', null, 'as an edit');
select is(public.support_edit_agent_message(-1001, 61, 'Hi you', story.bold(3, 3)) #> '{message,entities}', story.bold(3, 3), 'Words and letters at once');
select ok(not public.support_edit_agent_message(-1001, 61, 'Hi you') -> 'message' ? 'entities', 'None: it is plain');
select is((select content from support.messages where id = story.id('hi')), null, 'and nothing of it is left');
select is(public.support_edit_agent_message(-1001, 61, 'Hi you', '[]'), '{"outcome": "unchanged"}', 'An empty list is none');
select is(public.support_edit_agent_message(-1001, 61, 'Hi you', 'null'), '{"outcome": "unchanged"}', 'and so is nothing');
select ok(not public.support_edit_message_by_agent(story.id('two'), story.id('Mika'), 'Twice') -> 'message' ? 'entities',
  'New words from elsewhere are plain: the old ranges mean nothing in them');
select is(story.seen('two') -> 'content', '{"replies": ["Yes"]}', 'Other content stays');

-- 4. Taken back

select public.support_edit_agent_message(-1001, 61, 'Hi you', story.bold());
select public.support_delete_telegram_message(-1001, 61, story.id('Mika'));
select ok(not story.seen('hi') ? 'entities', 'What was taken back has no letters');

-- 5. Nobody else's, and nothing else

select public.support_post_visitor_message(
  session.id, session.visitor_id, session.widget_id, story.id('trick'), 'Click here',
  p_content => '{"entities": [{"type": "link", "offset": 0, "length": 5, "url": "https://trick.example/"}]}')
from support.sessions as session where session.id = story.id('Robin session');
select ok(not story.seen('trick') ? 'entities', 'A visitor''s words are words');
create temporary table more as select jsonb_array_elements(public.support_lease_outbox()) as job;
select ok(not exists (select from more where job #> '{context,message}' ? 'entities' and job #>> '{context,message,text}' = 'Click here'), 'in Telegram, too');

select throws_ok(format($$ select story.formats('Hi', %L, 'bad') $$, jsonb_build_object('entities', refused.entities)), 'SC090', null, refused.why)
from (values
  ('{}'::jsonb, 'Formatting is a list'),
  ('[7]', 'of objects'),
  ('[{"type": "blink", "offset": 0, "length": 1}]', 'of kinds that we know'),
  ('[{"type": "bold", "offset": -1, "length": 1}]', 'that begin in the text'),
  ('[{"type": "bold", "offset": 0, "length": 0}]', 'and are not empty'),
  ('[{"type": "bold", "offset": 0, "length": 1, "onclick": "x"}]', 'and say nothing else'),
  ('[{"type": "link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}]', 'No link runs anything'),
  ('[{"type": "link", "offset": 0, "length": 1}]', 'and each leads somewhere'),
  ('[{"type": "pre", "offset": 0, "length": 1, "language": "<b>"}]', 'A language is a word')
) as refused (entities, why);
select throws_ok($$ select story.formats('Hi', (select jsonb_build_object('entities', jsonb_agg(story.bold(0, 1) -> 0)) from generate_series(1, 101)), 'bad') $$,
  'SC090', null, 'There are at most a hundred');
select throws_ok($$ select public.support_edit_agent_message(-1001, 61, 'Hi', '[{"type": "link", "offset": 0, "length": 1, "url": "data:text/html,x"}]') $$,
  'SC090', null, 'An edit may do no more');

select * from finish();
rollback;
