-- How people and groups come to the team: invitations, Telegram accounts, Telegram groups.
begin;
select plan(93);
\ir fixtures/harbor-goods.psql
update support.agents set role = 'owner' where id = story.id('Ana');
insert into support.agents (id, organization_id, user_id, name, role) values
  (story.id('Jo'), story.id('Harbor Goods'), story.id('Jo user'), 'Jo', 'admin');
update support.agents set role = 'admin' where id = story.id('Olga');
select story.empty_log();

create function story.agent(p_agent text) returns support.agents
language sql
as $$ select agent.* from support.agents as agent where agent.id = story.id(p_agent) $$;
create function story.invite(
  p_link text, p_email text default null, p_role text default 'agent', p_actor text default 'Jo', p_hours integer default 168, p_url text default null
) returns jsonb
language sql
as $$
  select public.support_invite_agent(story.actor(p_actor), story.id('Harbor Goods'), story.hash(p_link), p_email, p_role, p_hours, p_url) -> 'invitation'
$$;
create function story.accept(p_link text, p_user text default null, p_telegram_user_id bigint default null, p_name text default null) returns jsonb
language sql
as $$ select public.support_accept_invitation(story.hash(p_link), story.id(p_user), p_telegram_user_id, p_name) $$;
create function story.run_out(p_link text) returns void
language sql
as $$ update support.agent_invitations set expires_at = now() where token_hash = story.hash(p_link) $$;

-- 1. Inviting

select is(story.invite('Max link', 'max@harbor.example') - array['id', 'created_at'], jsonb_build_object(
  'organization_id', story.id('Harbor Goods'), 'agent_id', null, 'purpose', 'join', 'email', 'max@harbor.example', 'role', 'agent',
  'invited_by', story.id('Jo'), 'expires_at', now() + interval '168 hours', 'accepted_at', null), 'Jo invites Max for a week');
select is_empty($$ select from support.outbox where channel = 'email' $$, 'Without the link nothing is sent: Jo passes it on');
select story.invite('Max second link', 'MAX@harbor.example', 'admin', 'Jo', 24, 'https://harbor.example/join#secret');
select is((select jsonb_agg(invitation -> 'role') from jsonb_array_elements(
  public.support_list_invitations(story.actor('Jo'), story.id('Harbor Goods')) -> 'invitations') as invitation), '["admin"]',
  'Inviting Max again takes the place of the first time');
select results_eq($$ select kind, recipient, payload from support.outbox where channel = 'email' $$, $$
  values ('email_invitation', 'MAX@harbor.example', '{"link": "https://harbor.example/join#secret", "role": "admin", "invited_by": "Jo",
    "organization_name": "Harbor Goods"}'::jsonb)
$$, 'With the link it goes out by e-mail');
select ok(not exists (select from story.logged() where change ? 'token_hash' or change::text ~ story.hash('Max link')), 'The log does not know the secret');
select is((select array_agg(action order by id) from story.logged()),
  array['agent_invitations.created', 'agent_invitations.deleted', 'agent_invitations.created'], 'only what happened');
select throws_ok($$ select story.invite('Max second link') $$, 'SC006', null, 'A secret is drawn anew each time');
select throws_ok($$ select story.invite('x', 'jo.example') $$, 'SC090', null, 'An address is an address');
select throws_ok($$ select story.invite('x', 'x@x.example', 'boss') $$, 'SC090', null, 'a role one of three');
select throws_ok($$ select story.invite('x', 'x@x.example', null) $$, 'SC090', null, 'and not empty');
select throws_ok($$ select story.invite('x', 'x@x.example', 'agent', 'Jo', 0) $$, 'SC090', null, 'a time not over before it began');
select throws_ok($$ select story.invite('x', 'x@x.example', 'agent', 'Jo', 721) $$, 'SC090', null, 'nor longer than a month');
select throws_ok($$ select story.invite('x', 'x@x.example', 'agent', 'Jo', 1, repeat('x', 2001)) $$, 'SC090', null, 'a link not endless');
select throws_ok($$ select public.support_invite_agent(story.actor('Jo'), story.id('Harbor Goods'), 'secret') $$, 'SC090', null, 'The secret itself is not taken');
select throws_ok($$ select public.support_invite_agent(story.actor('Jo'), story.id('Harbor Goods'), null) $$, 'SC090', null, 'nor nothing');
select throws_ok($$ select story.invite('x', 'x@x.example', 'agent', 'Mika') $$, 'SC051', null, 'Mika invites nobody');
select throws_ok($$ select story.invite('x', 'x@x.example', 'agent', 'Olga') $$, 'SC003', null, 'nor does Olga, into somebody else''s team');
select throws_ok($$ select story.invite('x', 'x@x.example', 'owner', 'Jo') $$, 'SC051', null, 'An admin invites no owner');
select lives_ok($$ select story.invite('Owner link', 'kit@harbor.example', 'owner', 'Ana') $$, 'an owner does');
select throws_ok($$ select public.support_list_invitations(story.actor('Mika'), story.id('Harbor Goods')) $$, 'SC051', null, 'Mika does not see them');

create function story.invitation_id(p_link text) returns uuid
language sql
as $$ select invitation.id from support.agent_invitations as invitation where invitation.token_hash = story.hash(p_link) $$;
select throws_ok($$ select public.support_delete_invitation(story.actor('Mika'), story.invitation_id('Owner link')) $$, 'SC051', null, 'Mika takes none back');
select throws_ok($$ select public.support_delete_invitation(story.actor('Olga'), story.invitation_id('Owner link')) $$, 'SC007', null, 'for Olga there is none');
select is(public.support_delete_invitation(story.actor('Jo'), story.invitation_id('Owner link')), '{"outcome": "deleted"}', 'Jo does');
select throws_ok($$ select public.support_delete_invitation(story.actor('Jo'), story.id('nothing')) $$, 'SC007', null, 'where there is one');
select throws_ok($$ select story.accept('Owner link', 'Kit user') $$, 'SC052', null, 'and then it is worth nothing');

-- 2. Accepting

select throws_ok($$ select story.accept('Max second link') $$, 'SC090', null, 'It takes an account');
select throws_ok($$ select story.accept('Max second link', 'Max user', null, repeat('x', 101)) $$, 'SC090', null, 'and a name of sensible length');
select throws_ok($$ select story.accept('made up', 'Max user') $$, 'SC052', null, 'and a link that somebody made');
select throws_ok($$ select story.accept('Max link', 'Max user') $$, 'SC052', null, 'not one that was replaced');
select throws_ok($$ select public.support_accept_invitation(null, story.id('Max user')) $$, 'SC052', null, 'nor none');
create table story.joined as select story.accept('Max second link', 'Max user', null, ' Max ') as answer;
select is((select answer ->> 'outcome' from story.joined), 'joined', 'Max joins');
select is((select (answer -> 'agent') - array['id', 'created_at', 'updated_at', 'department_ids', 'skills', 'languages', 'locale', 'presence',
  'snoozed_until', 'last_assigned_at', 'last_seen_at', 'telegram_conversation_id', 'max_concurrent_chats', 'dm_started', 'avatar_url', 'telegram_username'] from story.joined),
  jsonb_build_object('organization_id', story.id('Harbor Goods'), 'user_id', story.id('Max user'), 'telegram_user_id', null, 'name', 'Max',
    'role', 'admin', 'is_active', true, 'email', 'MAX@harbor.example', 'version', 1), 'as the admin they were asked to be');
select is(story.accept('Max second link', 'Max user') ->> 'outcome', 'already', 'A repeat is answered the same way');
select is((select count(*) from support.agents where user_id = story.id('Max user')), 1::bigint, 'and makes nobody twice');
select throws_ok($$ select story.accept('Max second link', 'Thief user') $$, 'SC052', null, 'Somebody else comes too late');
select throws_ok($$ select story.invite('x', 'max@harbor.example') $$, 'SC006', null, 'Who is there need not be invited');
select story.invite('Late link', 'late@harbor.example');
select story.run_out('Late link');
select throws_ok($$ select story.accept('Late link', 'Late user') $$, 'SC052', null, 'An invitation runs out');
select story.invite('Nameless link', 'kit@harbor.example');
select is(story.accept('Nameless link', 'Kit user') #>> '{agent,name}', 'kit', 'Without a name the address lends one');

-- Jo is asked again, as less; Mika, known from Telegram, gets a web account; Max comes back after leaving.
select story.invite('Jo link');
select is(story.accept('Jo link', 'Jo user') #>> '{agent,role}', 'admin', 'Nobody''s role gets smaller by accepting');
update support.agents set email = 'mika@harbor.example', user_id = null where id = story.id('Mika');
select is(story.invite('Mika link', 'mika@harbor.example') ->> 'agent_id', story.id('Mika')::text, 'Mika, known from Telegram, is known by address');
select is(story.accept('Mika link', 'Mika user') - 'agent' || jsonb_build_object('id', (story.agent('Mika')).id, 'user', (story.agent('Mika')).user_id),
  jsonb_build_object('outcome', 'linked', 'id', story.id('Mika'), 'user', story.id('Mika user')), 'and gets a web account, not a second self');
select public.support_deactivate_agent(story.actor('Jo'), ((select answer from story.joined) #>> '{agent,id}')::uuid);
select throws_ok($$ select story.accept('Max second link', 'Max user') $$, 'SC052', null, 'Who was sent away cannot use the old link');
select story.invite('Max third link', 'max@harbor.example');
select is(story.accept('Max third link', 'Max user') #> '{agent,id}', (select answer #> '{agent,id}' from story.joined), 'but comes back as themselves with a new one');
select is((select role from support.agents where user_id = story.id('Max user')), 'agent', 'as what they were asked to be this time');

-- 3. Room

select public.support_save_plan(story.actor(), jsonb_build_object('id', 'full', 'max_agents',
  (select count(*) + 1 from support.agents where organization_id = story.id('Harbor Goods') and is_active)));
update support.organizations set plan = 'full' where id = story.id('Harbor Goods');
select lives_ok($$ select story.invite('Last link', 'last@harbor.example') $$, 'There is room for one more');
select throws_ok($$ select story.invite('One too many', 'more@harbor.example') $$, 'SC005', null, 'which an open invitation takes');
select lives_ok($$ select story.invite('Last link again', 'last@harbor.example') $$, 'Asking the same person again takes no more');
select is(story.accept('Last link again', 'Last user') ->> 'outcome', 'joined', 'and there is room for them when they come');
select throws_ok($$ select story.invite('One too many', 'more@harbor.example') $$, 'SC005', null, 'Then it is full');
update support.organizations set plan = 'unlimited' where id = story.id('Harbor Goods');

-- 4. Telegram accounts

create function story.link(p_actor text, p_agent text, p_link text, p_hours integer default 1) returns jsonb
language sql
as $$ select public.support_create_telegram_link(story.actor(p_actor), story.id(p_agent), story.hash(p_link), p_hours) -> 'invitation' $$;
select is(story.link('Jo', 'Jo', 'Jo telegram') ->> 'purpose', 'link_telegram', 'Jo wants to answer in Telegram too');
select is(story.link('Mika', 'Mika', 'Mika telegram') ->> 'agent_id', story.id('Mika')::text, 'Everybody may do that for themselves');
select throws_ok($$ select story.link('Mika', 'Jo', 'x') $$, 'SC051', null, 'not for others');
select throws_ok($$ select story.link('Jo', 'Ana', 'x') $$, 'SC051', null, 'an admin not for an owner');
select throws_ok($$ select story.link('Olga', 'Mika', 'x') $$, 'SC050', null, 'and not for strangers');
select throws_ok($$ select story.link('Jo', 'Jo', 'x', null) $$, 'SC090', null, 'The link ends some time');
select throws_ok($$ select story.accept('Jo telegram', 'Jo user') $$, 'SC090', null, 'It takes a Telegram account');

-- Before that, Jo wrote in the group once: there is an agent of that account, with a conversation.
select public.support_upsert_telegram_agent(story.id('Harbor Goods'), 7099, 'Jo in Telegram');
select story.post('Robin', 'Where is my lamp?');
select public.support_claim_conversation((story.conversation('Robin')).id, (select id from support.agents where telegram_user_id = 7099));
select story.silence();
select is(story.accept('Jo telegram', null, 7099) ->> 'outcome', 'linked', 'Jo links the account');
select is((story.agent('Jo')).telegram_user_id, 7099::bigint, 'Telegram knows Jo now');
select is((story.conversation('Robin')).agent_id, story.id('Jo'), 'The conversation is theirs');
select is((select array_agg(payload #>> '{conversation,agent,name}') from story.heard(story.topic('Robin'))), array['Jo'], 'as Robin hears');
select results_eq($$ select telegram_user_id, is_active from support.agents where name = 'Jo in Telegram' $$, $$ values (null::bigint, false) $$,
  'and the second self is gone');
select is(public.support_upsert_telegram_agent(story.id('Harbor Goods'), 7099, 'Jo in Telegram') ->> 'id', story.id('Jo')::text, 'for good');
select is((select count(*) from support.conversation_assignments where conversation_id = (story.conversation('Robin')).id and ended_at is null), 1::bigint,
  'with one assignment at a time');
select is(story.accept('Jo telegram', null, 7099) ->> 'outcome', 'already', 'Linking twice is no failure');
select throws_ok($$ select story.accept('Mika telegram', null, 7099) $$, 'SC006', null, 'An account is one person''s');
select is((story.agent('Mika')).telegram_user_id, 7001::bigint, 'and Mika keeps theirs');

-- 5. Telegram groups

create function story.connect(p_chat jsonb, p_actor text default 'Jo') returns jsonb
language sql
as $$ select public.support_upsert_telegram_chat(story.actor(p_actor), story.id('Harbor Goods'), p_chat) $$;
select story.empty_log();
create table story.connected as
  select story.connect(jsonb_build_object('chat_id', -1005, 'department_id', story.id('Returns'), 'mode', 'claims', 'title', 'Returns')) as answer;
select is((select answer ->> 'outcome' from story.connected), 'created', 'Jo connects a group');
select is((select array[answer #>> '{telegram_chat,mode}', answer #>> '{telegram_chat,state}'] from story.connected), array['claims', 'active'], 'that works at once');
select is((support.telegram_chat_for(story.id('Harbor Goods'), story.id('Returns'))).chat_id, -1005::bigint, 'for its department');
select is(story.connect('{"chat_id": -1005, "mode": "topics"}') #>> '{telegram_chat,department_id}', story.id('Returns')::text,
  'Connecting it again changes what is named');
select is((story.connect('{"chat_id": -1005}') ->> 'outcome'), 'updated', 'and is no second group');
select throws_ok($$ select story.connect(jsonb_build_object('chat_id', -1006, 'department_id', story.id('Returns'))) $$, 'SC006', null,
  'A department has one group');
select throws_ok($$ select story.connect('{"chat_id": -1006}') $$, 'SC006', null, 'and so have all the others');
select throws_ok($$ select story.connect('{"chat_id": -1002}') $$, 'SC006', null, 'Other Shop''s group stays Other Shop''s');
select is((select organization_id from support.telegram_chats where chat_id = -1002), story.id('Other Shop'), 'untouched');
select throws_ok($$ select story.connect(jsonb_build_object('chat_id', -1006, 'department_id', story.id('Elsewhere'))) $$, 'SC090', null, 'as does its department');
select throws_ok($$ select story.connect('{}') $$, 'SC090', null, 'A group has an id');
select throws_ok($$ select story.connect('{"chat_id": "-1006"}') $$, 'SC090', null, 'that is a number');
select throws_ok($$ select story.connect('{"chat_id": 1e300}') $$, 'SC090', null, 'of Telegram''s size');
select throws_ok($$ select story.connect('{"chat_id": -1006, "mode": "shouting"}') $$, 'SC090', null, 'and a mode of two');
select throws_ok($$ select story.connect('{"chat_id": -1006, "state": "paused"}') $$, 'SC090', null, 'Pauses are not configured');
select throws_ok($$ select story.connect('{"chat_id": -1006}', 'Mika') $$, 'SC051', null, 'Mika connects none');
select throws_ok($$ select story.connect('{"chat_id": -1006}', 'Olga') $$, 'SC003', null, 'nor does Olga');
select is((select jsonb_agg(chat -> 'chat_id' order by chat -> 'chat_id') from jsonb_array_elements(
  public.support_list_telegram_chats(story.actor('Jo'), story.id('Harbor Goods')) -> 'telegram_chats') as chat), '[-1005, -1001]', 'Jo sees both');
select throws_ok($$ select public.support_list_telegram_chats(story.actor('Mika'), story.id('Harbor Goods')) $$, 'SC051', null, 'Mika does not');

select story.post('Sam', 'Do you ship to Malta?');
select throws_ok($$ select public.support_delete_telegram_chat(story.actor('Olga'), story.id('Other Shop'), -1001) $$, 'SC007', null, 'Olga disconnects nobody else''s');
select throws_ok($$ select public.support_delete_telegram_chat(story.actor('Olga'), story.id('Harbor Goods'), -1001) $$, 'SC003', null, 'in neither way');
select throws_ok($$ select public.support_delete_telegram_chat(story.actor('Mika'), story.id('Harbor Goods'), -1001) $$, 'SC051', null, 'nor does Mika');
select is(public.support_delete_telegram_chat(story.actor('Jo'), story.id('Harbor Goods'), -1001), '{"outcome": "deleted"}', 'Jo disconnects the group');
select is_empty($$ select from support.outbox where chat_id = -1001 and state = 'pending' $$, 'Nothing waits for it any more');
select is((story.conversation('Sam')).status, 'queued', 'but Sam still waits for an answer');
select throws_ok($$ select public.support_delete_telegram_chat(story.actor('Jo'), story.id('Harbor Goods'), -1001) $$, 'SC007', null, 'It is gone');
select is((select array_agg(distinct action) from story.logged() where action like 'telegram%'),
  array['telegram_chats.created', 'telegram_chats.deleted', 'telegram_chats.updated'], 'All of it is in the log');

select * from finish();
rollback;
