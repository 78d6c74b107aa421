-- What a visitor hears: every change they can see is exactly one event with a revision of its own, without gaps. A client
-- that holds revision N and hears N + 1 has missed nothing.
begin;
select plan(20);
\ir fixtures/harbor-goods.psql

-- One line per event on a visitor's channel since the last call.
create function story.news(p_visitor text) returns text[]
language plpgsql
as $$
declare
  v_news text[];
begin
  select coalesce(array_agg(event || ' ' || revision order by revision), '{}') into v_news from story.heard(story.topic(p_visitor));
  perform story.silence();
  return v_news;
end
$$;

-- 1. A conversation from beginning to end

select public.support_start_conversation(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'));
select is(story.news('Robin'), '{}', 'Opening the chat is no news to the one who opens it');
select story.post('Robin', 'Where is my lamp?', 'lamp');
select is(story.news('Robin'), array['message.created 1'], 'A message');
select public.support_lease_outbox();
select public.support_settle_outbox(id, 'sent') from support.outbox;
select is(story.news('Robin'), array['read.updated 2'], 'Its delivery');
select public.support_claim_conversation((story.conversation('Robin')).id, story.id('Mika'));
select is(story.news('Robin'), array['conversation.updated 3'], 'A claim, which is also a receipt');
select public.support_post_agent_message(
  (story.conversation('Robin')).id, story.id('Mika'), story.id('answer'), 'On its way.', false, '{"chat_id": -1001, "message_id": 9}');
select is(story.news('Robin'), array['message.created 4'], 'An answer of the one who has claimed it');
select public.support_mark_read(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), (story.conversation('Robin')).id, 2);
select is(story.news('Robin'), array['read.updated 5'], 'A reading mark');
select public.support_edit_agent_message(-1001, 9, 'On its way, number 5.');
select is(story.news('Robin'), array['message.updated 6'], 'An edit');
select story.post('Robin', 'Thanks');
select story.reply('Ana', 'Robin', 'You are welcome');
select is(story.news('Robin'), array['message.created 7', 'message.created 8', 'read.updated 9'], 'An answer by a colleague, who has seen the thanks');
select public.support_pass_conversation((story.conversation('Robin')).id, story.id('Mika'));
select is(story.news('Robin'), array['conversation.updated 10'], 'Passing on');
select story.reply('Ana', 'Robin', 'I am Ana');
select is(story.news('Robin'), array['message.created 11', 'conversation.updated 12'], 'An answer that claims');
select public.support_close_conversation((story.conversation('Robin')).id, story.id('Ana'));
select is(story.news('Robin'), array['conversation.updated 13'], 'The end');
select public.support_reopen_conversation((story.conversation('Robin')).id, story.id('Ana'));
select is(story.news('Robin'), array['conversation.updated 14'], 'Opening again');
select is((story.conversation('Robin')).revision, 14::bigint, 'Fourteen events, fourteen revisions');

-- 2. No news

select story.post('Robin', 'Where is my lamp?', 'lamp');
select public.support_edit_agent_message(-1001, 9, 'On its way, number 5.');
select public.support_claim_conversation((story.conversation('Robin')).id, story.id('Mika'));
select public.support_reopen_conversation((story.conversation('Robin')).id);
select public.support_mark_read(story.id('Robin session'), story.id('Robin'), story.id('Harbor widget'), (story.conversation('Robin')).id, 1);
select is(story.news('Robin'), '{}', 'What changes nothing is no news');
update support.messages set agent_id = null where agent_id = story.id('Ana');
select is(story.news('Robin'), '{}', 'Neither is housekeeping that takes no revision, such as forgetting an agent');
select story.reply('Ana', 'Robin', 'A note', null, true);
select is(story.news('Robin'), '{}', 'nor is a note');
select is(story.poll('Robin', 14) -> 'messages', '[]', 'A client that wonders about the revision a note took');
select is(story.poll('Robin', 14) #> '{conversation,revision}', '15', 'finds it in the conversation and nothing else');

-- 3. The shape of an event, and who hears it

select story.wait('10 seconds');
select story.post('Robin', 'One more', 'more');
select results_eq(
  $$ select topic, event, private, extension, payload - 'id' from realtime.messages order by topic desc $$,
  $$ select topic, 'message.created', true, 'broadcast', payload
     from (values
       (story.topic('Robin'), jsonb_build_object('message', (select support.message_json(m) from support.messages as m where id = story.id('more')))),
       ('support:org:' || story.id('Harbor Goods'), jsonb_build_object(
         'message', (select support.message_json(m) || '{"agent_id": null}' from support.messages as m where id = story.id('more')),
         'is_internal', false))
     ) as expected (topic, payload) $$,
  'A message goes to its visitor and to its team, on private channels, and to nobody else');
select story.silence();
select public.support_close_conversation((story.conversation('Robin')).id, story.id('Ana'));
select results_eq(
  $$ select topic, payload - 'id' from realtime.messages order by topic desc $$,
  $$ select topic, payload
     from (values
       (story.topic('Robin'), jsonb_build_object('conversation', support.conversation_json(story.conversation('Robin')))),
       ('support:org:' || story.id('Harbor Goods'), jsonb_build_object('conversation', support.agent_conversation_json(story.conversation('Robin'))))
     ) as expected (topic, payload) $$,
  'So does a conversation, to each as they may know it: no agent''s id or account reaches a visitor');

select * from finish();
rollback;
