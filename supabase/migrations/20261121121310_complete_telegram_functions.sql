-- Purpose: the inbox with dead letters, and what the bridge remembers of groups, topics and agents.
-- Objects: an index of telegram_updates; support.inbox_heads; public.support_store_telegram_update,
--          support_lease_telegram_updates, support_settle_telegram_update, support_list_dead_updates,
--          support_retry_dead_updates, support_upsert_telegram_agent, support_find_telegram_route,
--          support_set_agent_conversation, support_record_telegram_topic, support_set_telegram_topic_state,
--          support_set_topic_icon, support_record_telegram_card, support_pause_telegram_chat,
--          support_resume_telegram_chat, support_update_telegram_chat_facts, support_migrate_telegram_chat.
-- Undo:    drop what is new; restore the rest from 20261121090600.

create index telegram_updates_dead on support.telegram_updates (bot_id, update_id) where state = 'dead';

-- The inbox

create or replace function public.support_store_telegram_update(
  p_bot_id bigint, p_update_id bigint, p_lane text, p_update jsonb
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  if p_bot_id is null then
    perform support.refuse('p_bot_id', 'name the bot');
  end if;
  if p_update_id is null then
    perform support.refuse('p_update_id', 'an update has a number');
  end if;
  if p_lane is null or char_length(p_lane) not between 1 and 200 then
    perform support.refuse('p_lane', 'an update needs a lane of at most 200 characters');
  end if;
  if p_update is null or jsonb_typeof(p_update) <> 'object' then
    perform support.refuse('p_update', 'an update is an object');
  end if;
  insert into support.telegram_updates (bot_id, update_id, lane, update)
  values (p_bot_id, p_update_id, p_lane, p_update)
  on conflict (bot_id, update_id) do nothing;
  return jsonb_build_object('stored', found);
end
$$;
comment on function public.support_store_telegram_update(bigint, bigint, text, jsonb) is
  'Stores an update before it is answered. Telegram repeats updates; the second one is not stored. Raises SC090.';

create function support.inbox_heads(p_bot_id bigint) returns table (update_id bigint)
language sql stable
set search_path = ''
as $$
  with recursive lanes as (
    (
      select pending.lane from support.telegram_updates as pending
      where pending.bot_id = p_bot_id and pending.state = 'pending' order by pending.lane limit 1
    )
    union all
    select (
      select pending.lane from support.telegram_updates as pending
      where pending.bot_id = p_bot_id and pending.state = 'pending' and pending.lane > lanes.lane
      order by pending.lane limit 1
    )
    from lanes where lanes.lane is not null
  )
  select head.update_id from lanes cross join lateral (
    select pending.update_id from support.telegram_updates as pending
    where pending.bot_id = p_bot_id and pending.lane = lanes.lane and pending.state = 'pending'
    order by pending.update_id limit 1
  ) as head
$$;
comment on function support.inbox_heads(bigint) is 'The oldest pending update of each lane, by one probe of the index per lane.';

create or replace function public.support_lease_telegram_updates(
  p_bot_id bigint, p_limit integer default 20, p_lease_seconds integer default 60
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_leased jsonb;
begin
  if p_bot_id is null then
    perform support.refuse('p_bot_id', 'name the bot');
  end if;
  if p_limit is null or p_limit not between 1 and 100 then
    perform support.refuse('p_limit', 'from 1 to 100 updates are handed out at once');
  end if;
  if p_lease_seconds is null or p_lease_seconds not between 0 and 3600 then
    perform support.refuse('p_lease_seconds', 'a lease lasts from 0 to 3600 seconds');
  end if;

  -- An update whose fifth lease ran out has never been settled: it kills its workers, and must not hold its lane for ever.
  update support.telegram_updates as killer
  set state = 'dead', error = coalesce(killer.error, 'five workers died over it'), leased_until = null,
      settled_at = clock_timestamp()
  where killer.bot_id = p_bot_id and killer.update_id in (select head.update_id from support.inbox_heads(p_bot_id) as head)
    and killer.state = 'pending' and killer.attempts >= 5 and killer.leased_until <= clock_timestamp();

  with due as (
    select pending.update_id
    from support.inbox_heads(p_bot_id) as head
    join support.telegram_updates as pending on pending.bot_id = p_bot_id and pending.update_id = head.update_id
    where pending.state = 'pending' and pending.not_before <= clock_timestamp()
      and (pending.leased_until is null or pending.leased_until <= clock_timestamp())
    order by pending.update_id limit p_limit
    for update of pending skip locked
  ), leased as (
    update support.telegram_updates as inbox
    set leased_until = clock_timestamp() + make_interval(secs => p_lease_seconds), attempts = inbox.attempts + 1
    from due where inbox.bot_id = p_bot_id and inbox.update_id = due.update_id
    returning inbox.update_id, inbox.lane, inbox.update, inbox.attempts
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'update_id', leased.update_id, 'lane', leased.lane, 'update', leased.update, 'attempts', leased.attempts
  ) order by leased.update_id), '[]'::jsonb) into v_leased from leased;
  return v_leased;
end
$$;
comment on function public.support_lease_telegram_updates(bigint, integer, integer) is
  'The oldest pending update of each lane, for one worker at a time. A lane whose oldest update is leased or waits gives '
  'none. An update that was leased five times and never settled is buried. Raises SC090.';

create or replace function public.support_settle_telegram_update(
  p_bot_id bigint, p_update_id bigint, p_outcome text, p_error text default null, p_retry_seconds numeric default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_state text;
begin
  if p_outcome is null or p_outcome not in ('done', 'retry', 'wait', 'dead') then
    perform support.refuse('p_outcome', 'an update ends as done, retry, wait or dead');
  end if;
  if p_retry_seconds < 0 or p_retry_seconds > 86400 then
    perform support.refuse('p_retry_seconds', 'a pause lasts from 0 to 86400 seconds');
  end if;
  update support.telegram_updates set
    state = case
      when p_outcome in ('done', 'dead') then p_outcome
      when p_outcome = 'retry' and attempts >= 5 then 'dead'
      else 'pending' end,
    attempts = case when p_outcome = 'wait' then greatest(attempts - 1, 0) else attempts end,
    error = left(p_error, 1000),
    leased_until = null,
    not_before = clock_timestamp()
      + make_interval(secs => coalesce(p_retry_seconds, power(2, least(attempts, 6)))::double precision),
    settled_at = clock_timestamp()
  where bot_id = p_bot_id and update_id = p_update_id and state = 'pending'
  returning state into v_state;
  return jsonb_build_object('state', v_state);
end
$$;
comment on function public.support_settle_telegram_update(bigint, bigint, text, text, numeric) is
  'done, retry (with backoff; the fifth failure buries it), wait (Telegram asked for silence; no failure) or dead. A dead '
  'update never blocks its lane. Raises SC090.';

create function public.support_list_dead_updates(
  p_bot_id bigint, p_before_update_id bigint default null, p_limit integer default 50
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_updates jsonb;
  v_count integer;
begin
  if p_bot_id is null then
    perform support.refuse('p_bot_id', 'name the bot');
  end if;
  select coalesce(jsonb_agg(page.entry order by page.update_id desc) filter (where page.place <= v_limit), '[]'), count(*)
  into v_updates, v_count
  from (
    select inbox.update_id, row_number() over (order by inbox.update_id desc) as place, jsonb_build_object(
      'update_id', inbox.update_id, 'lane', inbox.lane, 'attempts', inbox.attempts, 'error', inbox.error,
      'created_at', inbox.created_at, 'settled_at', inbox.settled_at) as entry
    from support.telegram_updates as inbox
    where inbox.bot_id = p_bot_id and inbox.state = 'dead'
      and (p_before_update_id is null or inbox.update_id < p_before_update_id)
    order by inbox.update_id desc limit v_limit + 1
  ) as page;
  return jsonb_build_object(
    'updates', v_updates,
    'has_more', v_count > v_limit,
    'next_cursor', case when v_count > v_limit then v_updates -> -1 ->> 'update_id' end
  );
end
$$;
comment on function public.support_list_dead_updates(bigint, bigint, integer) is
  'Updates that were given up, newest first, without their content, which is what people wrote. Raises SC090.';

create function public.support_retry_dead_updates(p_bot_id bigint, p_update_ids bigint[] default null) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_retried integer;
begin
  if p_bot_id is null then
    perform support.refuse('p_bot_id', 'name the bot');
  end if;
  update support.telegram_updates set
    state = 'pending', attempts = 0, not_before = now(), leased_until = null, settled_at = null
  where bot_id = p_bot_id and update_id in (
    select inbox.update_id from support.telegram_updates as inbox
    where inbox.bot_id = p_bot_id and inbox.state = 'dead' and (p_update_ids is null or inbox.update_id = any (p_update_ids))
    order by inbox.update_id limit 500 for update skip locked
  );
  get diagnostics v_retried = row_count;
  return jsonb_build_object('retried', v_retried);
end
$$;
comment on function public.support_retry_dead_updates(bigint, bigint[]) is
  'Makes updates that were given up due again, the named ones or all, at most 500 in a call, oldest first. Raises SC090.';

-- What the bridge remembers

create or replace function public.support_upsert_telegram_agent(
  p_organization_id uuid, p_telegram_user_id bigint, p_name text,
  p_username text default null, p_dm_started boolean default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents;
begin
  if p_telegram_user_id is null then
    perform support.refuse('p_telegram_user_id', 'name the account');
  end if;
  if not exists (select from support.organizations as organization where organization.id = p_organization_id) then
    raise exception 'no such organization' using errcode = 'SC003';
  end if;
  insert into support.agents as agent (organization_id, telegram_user_id, name, telegram_username, dm_started, last_seen_at)
  values (
    p_organization_id, p_telegram_user_id, coalesce(nullif(left(btrim(p_name), 100), ''), 'Support team'), p_username,
    coalesce(p_dm_started, false), now()
  )
  on conflict (organization_id, telegram_user_id) do update set
    telegram_username = coalesce(excluded.telegram_username, agent.telegram_username),
    dm_started = coalesce(p_dm_started, agent.dm_started),
    last_seen_at = now()
  returning agent.* into v_agent;
  return jsonb_build_object(
    'id', v_agent.id, 'name', v_agent.name, 'telegram_user_id', v_agent.telegram_user_id, 'dm_started', v_agent.dm_started);
end
$$;
comment on function public.support_upsert_telegram_agent(uuid, bigint, text, text, boolean) is
  'The agent behind a Telegram account, made on their first action. The name stays as it is once it exists. Raises SC003, SC090.';

create or replace function public.support_find_telegram_route(
  p_chat_id bigint, p_thread_id bigint default null,
  p_reply_to_message_id bigint default null, p_telegram_user_id bigint default null
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_topic support.telegram_topics;
  v_agent support.agents;
  v_conversation support.conversations;
begin
  if p_thread_id is not null then
    select topic.* into v_topic from support.telegram_topics as topic
    where topic.chat_id = p_chat_id and topic.thread_id = p_thread_id;
    if not found then
      return jsonb_build_object('kind', 'none');
    end if;
    select conversation.* into v_conversation from support.conversations as conversation
    where conversation.visitor_id = v_topic.visitor_id
    order by conversation.status in ('queued', 'active') desc, conversation.number desc limit 1;
    if not found then
      return jsonb_build_object('kind', 'none');
    end if;
    return jsonb_build_object(
      'kind', 'topic',
      'organization_id', v_conversation.organization_id,
      'conversation', support.agent_conversation_json(v_conversation),
      'topic_closed', v_topic.state = 'closed'
    );
  end if;

  if p_telegram_user_id is null or p_chat_id is distinct from p_telegram_user_id then
    return jsonb_build_object('kind', 'none');
  end if;

  -- A direct message: an agent of several organizations is the one whose conversation they answer.
  if p_reply_to_message_id is not null then
    select conversation.* into v_conversation
    from support.telegram_messages as known
    join support.conversations as conversation on conversation.id = known.conversation_id
    join support.agents as agent on agent.id = conversation.agent_id
    where known.chat_id = p_chat_id and known.message_id = p_reply_to_message_id
      and agent.telegram_user_id = p_telegram_user_id and agent.is_active;
  else
    select conversation.* into v_conversation
    from support.agents as agent join support.conversations as conversation on conversation.agent_id = agent.id
    where agent.telegram_user_id = p_telegram_user_id and agent.is_active
      and conversation.status in ('queued', 'active')
    order by (conversation.id = agent.telegram_conversation_id) is true desc, conversation.updated_at desc limit 1;
  end if;
  select agent.* into v_agent from support.agents as agent
  where agent.telegram_user_id = p_telegram_user_id and agent.is_active
  order by agent.id = v_conversation.agent_id desc nulls last, agent.last_seen_at desc nulls last limit 1;
  if not found then
    return jsonb_build_object('kind', 'none');
  end if;
  return jsonb_build_object(
    'kind', 'dm',
    'agent', jsonb_build_object('id', v_agent.id, 'name', v_agent.name, 'organization_id', v_agent.organization_id),
    'conversation', case when v_conversation.id is null then null else support.agent_conversation_json(v_conversation) end,
    'open_conversations', coalesce((
      select jsonb_agg(jsonb_build_object('id', held.id, 'number', held.number, 'visitor_name', visitor.name)
        order by held.updated_at desc)
      from support.agents as agent
      join support.conversations as held on held.agent_id = agent.id and held.status in ('queued', 'active')
      join support.visitors as visitor on visitor.id = held.visitor_id
      where agent.telegram_user_id = p_telegram_user_id and agent.is_active
    ), '[]'::jsonb)
  );
end
$$;
comment on function public.support_find_telegram_route(bigint, bigint, bigint, bigint) is
  'Where a Telegram message belongs: a topic''s visitor, or the conversation an agent answers by direct message (the one '
  'replied to, else the one they chose, else the one touched last). kind none: nobody''s, so it must not reach a visitor.';

create function public.support_set_agent_conversation(p_agent_id uuid, p_conversation_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents;
  v_conversation support.conversations;
begin
  if p_conversation_id is null then
    update support.agents set telegram_conversation_id = null
    where id = p_agent_id and is_active returning * into v_agent;
    if not found then
      raise exception 'no such agent' using errcode = 'SC050';
    end if;
    return jsonb_build_object('outcome', 'cleared', 'conversation', null);
  end if;
  v_conversation := support.lock_conversation(p_conversation_id);
  v_agent := support.agent_of_conversation(v_conversation, p_agent_id);
  if v_conversation.agent_id is distinct from p_agent_id or v_conversation.status not in ('queued', 'active') then
    return jsonb_build_object('outcome', 'not_yours', 'conversation', support.agent_conversation_json(v_conversation));
  end if;
  -- Somebody of several teams has one chat with the bot, so one choice.
  update support.agents set telegram_conversation_id = case when id = p_agent_id then p_conversation_id end
  where id = p_agent_id or (telegram_user_id = v_agent.telegram_user_id and telegram_conversation_id is not null);
  return jsonb_build_object('outcome', 'chosen', 'conversation', support.agent_conversation_json(v_conversation));
end
$$;
comment on function public.support_set_agent_conversation(uuid, uuid) is
  'Which of their open conversations an agent''s next direct messages go to; null: again the one touched last. The choice '
  'ends with the conversation. Raises SC020, SC050.';

create or replace function public.support_record_telegram_topic(
  p_visitor_id uuid, p_widget_id uuid, p_chat_id bigint, p_thread_id bigint, p_name text
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_chat support.telegram_chats;
begin
  if p_thread_id is null then
    perform support.refuse('p_thread_id', 'a topic has a number');
  end if;
  if p_name is null or char_length(p_name) > 128 then
    perform support.refuse('p_name', 'a topic has a name of at most 128 characters');
  end if;
  select chat.* into v_chat from support.telegram_chats as chat where chat.chat_id = p_chat_id;
  if not found then
    raise exception 'no such group' using errcode = 'SC007';
  end if;
  if not exists (
    select from support.visitors as visitor
    where visitor.id = p_visitor_id and visitor.organization_id = v_chat.organization_id
  ) then
    raise exception 'no such visitor in this organization' using errcode = 'SC013';
  end if;
  if not exists (
    select from support.widgets as widget
    where widget.id = p_widget_id and widget.organization_id = v_chat.organization_id
  ) then
    raise exception 'no such widget in this organization' using errcode = 'SC001';
  end if;
  begin
    insert into support.telegram_topics (visitor_id, widget_id, chat_id, thread_id, name)
    values (p_visitor_id, p_widget_id, p_chat_id, p_thread_id, p_name)
    on conflict (visitor_id, chat_id) do update set
      thread_id = excluded.thread_id, widget_id = excluded.widget_id, name = excluded.name, state = 'open', icon = null,
      created_at = now(), updated_at = now();
  exception when unique_violation then
    raise exception 'this topic is another visitor''s' using errcode = 'SC006';
  end;
  return jsonb_build_object('thread_id', p_thread_id);
end
$$;
comment on function public.support_record_telegram_topic(uuid, uuid, bigint, bigint, text) is
  'Remembers a topic right after Telegram made it, so that a crash afterwards makes no second one. Raises SC001, SC006, '
  'SC007, SC013, SC090.';

create or replace function public.support_set_telegram_topic_state(p_chat_id bigint, p_thread_id bigint, p_state text)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  if p_state is null or p_state not in ('open', 'closed', 'lost') then
    perform support.refuse('p_state', 'a topic is open, closed or lost');
  end if;
  if p_state = 'lost' then
    delete from support.telegram_messages as known
    where known.chat_id = p_chat_id and known.thread_id = p_thread_id and known.role = 'card';
    delete from support.telegram_topics as topic where topic.chat_id = p_chat_id and topic.thread_id = p_thread_id;
  else
    update support.telegram_topics set state = p_state, updated_at = now()
    where chat_id = p_chat_id and thread_id = p_thread_id and state <> p_state;
  end if;
  return 'null'::jsonb;
end
$$;
comment on function public.support_set_telegram_topic_state(bigint, bigint, text) is
  'open, closed, or lost: Telegram no longer knows the topic, so the next delivery makes a new one with a new card. Raises '
  'SC090.';

create function public.support_set_topic_icon(p_chat_id bigint, p_thread_id bigint, p_icon text) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_topic support.telegram_topics;
begin
  if char_length(p_icon) not between 1 and 64 then
    perform support.refuse('p_icon', 'an icon is an id of at most 64 characters, or null for none');
  end if;
  select topic.* into v_topic from support.telegram_topics as topic
  where topic.chat_id = p_chat_id and topic.thread_id = p_thread_id for update;
  if not found then
    raise exception 'no such topic' using errcode = 'SC007';
  end if;
  if v_topic.icon is not distinct from p_icon then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  update support.telegram_topics set icon = p_icon, updated_at = now()
  where chat_id = p_chat_id and thread_id = p_thread_id;
  return jsonb_build_object('outcome', 'set');
end
$$;
comment on function public.support_set_topic_icon(bigint, bigint, text) is
  'Remembers the icon a topic shows, so that the same one is not set again. Raises SC007, SC090.';

create or replace function public.support_record_telegram_card(
  p_conversation_id uuid, p_chat_id bigint, p_message_id bigint, p_thread_id bigint default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  if p_chat_id is null then
    perform support.refuse('p_chat_id', 'name the chat');
  end if;
  if p_message_id is null then
    perform support.refuse('p_message_id', 'name the message');
  end if;
  perform from support.conversations as conversation where conversation.id = p_conversation_id for key share;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  insert into support.telegram_messages (chat_id, message_id, thread_id, direction, role, conversation_id)
  values (p_chat_id, p_message_id, p_thread_id, 'out', 'card', p_conversation_id)
  on conflict (chat_id, message_id) do nothing;
  return 'null'::jsonb;
end
$$;
comment on function public.support_record_telegram_card(uuid, bigint, bigint, bigint) is
  'Remembers a conversation''s card right after it was sent. Raises SC020, SC090.';

create function public.support_pause_telegram_chat(p_chat_id bigint, p_reason text) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_chat support.telegram_chats;
begin
  select chat.* into v_chat from support.telegram_chats as chat where chat.chat_id = p_chat_id for update;
  if not found then
    raise exception 'no such group' using errcode = 'SC007';
  end if;
  perform support.pause_lane('telegram:' || p_chat_id::text, v_chat.organization_id, p_chat_id, p_reason);
  return jsonb_build_object('outcome', case v_chat.state when 'paused' then 'already_paused' else 'paused' end);
end
$$;
comment on function public.support_pause_telegram_chat(bigint, text) is
  'Telegram says that the bot was removed or lost a right: everything for the group waits, one delivery a minute tries, and '
  'the owners are told once. Raises SC007.';

create function public.support_resume_telegram_chat(p_chat_id bigint) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  perform from support.telegram_chats as chat where chat.chat_id = p_chat_id for update;
  if not found then
    raise exception 'no such group' using errcode = 'SC007';
  end if;
  return jsonb_build_object(
    'outcome', case when support.resume_lane('telegram:' || p_chat_id::text, p_chat_id) then 'resumed' else 'already_active' end);
end
$$;
comment on function public.support_resume_telegram_chat(bigint) is
  'The bot is back or got its rights again: what waits is due at once. Raises SC007.';

create function public.support_update_telegram_chat_facts(
  p_chat_id bigint, p_title text default null, p_is_forum boolean default null, p_bot_id bigint default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_chat support.telegram_chats;
begin
  select chat.* into v_chat from support.telegram_chats as chat where chat.chat_id = p_chat_id for update;
  if not found then
    raise exception 'no such group' using errcode = 'SC007';
  end if;
  update support.telegram_chats set
    title = coalesce(left(p_title, 255), title), is_forum = coalesce(p_is_forum, is_forum),
    bot_id = coalesce(p_bot_id, bot_id), updated_at = now()
  where chat_id = p_chat_id and (
    coalesce(left(p_title, 255), title) is distinct from title or coalesce(p_is_forum, is_forum) is distinct from is_forum
    or coalesce(p_bot_id, bot_id) is distinct from bot_id
  )
  returning * into v_chat;
  return jsonb_build_object('outcome', case when found then 'updated' else 'unchanged' end);
end
$$;
comment on function public.support_update_telegram_chat_facts(bigint, text, boolean, bigint) is
  'What Telegram says of a group: its name, whether it has topics, which bot is in it. Null leaves a fact as it is. Raises SC007.';

create or replace function public.support_migrate_telegram_chat(p_old_chat_id bigint, p_new_chat_id bigint) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  if p_old_chat_id is null then
    perform support.refuse('p_old_chat_id', 'name the chat that was');
  end if;
  if p_new_chat_id is null or p_new_chat_id = p_old_chat_id then
    perform support.refuse('p_new_chat_id', 'name the chat that it became');
  end if;
  -- Message and thread ids of the old chat mean nothing in the new one.
  delete from support.telegram_topics as topic where topic.chat_id = p_old_chat_id;
  delete from support.telegram_messages as known where known.chat_id = p_old_chat_id and known.role = 'card';
  update support.telegram_chats set chat_id = p_new_chat_id, updated_at = now()
  where chat_id = p_old_chat_id and not exists (
    select from support.telegram_chats as known where known.chat_id = p_new_chat_id);
  -- Parts that the old chat has are nowhere in the new one.
  update support.outbox set chat_id = p_new_chat_id, lane = 'telegram:' || p_new_chat_id::text, sent_parts = 0
  where chat_id = p_old_chat_id and state <> 'sent';
  update support.outbox_lanes as lane set lane = 'telegram:' || p_new_chat_id::text
  where lane.lane = 'telegram:' || p_old_chat_id::text and not exists (
    select from support.outbox_lanes as known where known.lane = 'telegram:' || p_new_chat_id::text);
  delete from support.outbox_lanes as lane where lane.lane = 'telegram:' || p_old_chat_id::text;
  return 'null'::jsonb;
end
$$;
comment on function public.support_migrate_telegram_chat(bigint, bigint) is
  'A group became a supergroup: everything pending, its lane and its dead letters go to its new id. Raises SC090.';

revoke all on function support.inbox_heads(bigint) from public;
revoke all on function public.support_store_telegram_update(bigint, bigint, text, jsonb) from public, anon, authenticated;
revoke all on function public.support_lease_telegram_updates(bigint, integer, integer) from public, anon, authenticated;
revoke all on function public.support_settle_telegram_update(bigint, bigint, text, text, numeric) from public, anon, authenticated;
revoke all on function public.support_list_dead_updates(bigint, bigint, integer) from public, anon, authenticated;
revoke all on function public.support_retry_dead_updates(bigint, bigint[]) from public, anon, authenticated;
revoke all on function public.support_upsert_telegram_agent(uuid, bigint, text, text, boolean) from public, anon, authenticated;
revoke all on function public.support_find_telegram_route(bigint, bigint, bigint, bigint) from public, anon, authenticated;
revoke all on function public.support_set_agent_conversation(uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_record_telegram_topic(uuid, uuid, bigint, bigint, text) from public, anon, authenticated;
revoke all on function public.support_set_telegram_topic_state(bigint, bigint, text) from public, anon, authenticated;
revoke all on function public.support_set_topic_icon(bigint, bigint, text) from public, anon, authenticated;
revoke all on function public.support_record_telegram_card(uuid, bigint, bigint, bigint) from public, anon, authenticated;
revoke all on function public.support_pause_telegram_chat(bigint, text) from public, anon, authenticated;
revoke all on function public.support_resume_telegram_chat(bigint) from public, anon, authenticated;
revoke all on function public.support_update_telegram_chat_facts(bigint, text, boolean, bigint) from public, anon, authenticated;
revoke all on function public.support_migrate_telegram_chat(bigint, bigint) from public, anon, authenticated;
grant execute on function public.support_store_telegram_update(bigint, bigint, text, jsonb) to service_role;
grant execute on function public.support_lease_telegram_updates(bigint, integer, integer) to service_role;
grant execute on function public.support_settle_telegram_update(bigint, bigint, text, text, numeric) to service_role;
grant execute on function public.support_list_dead_updates(bigint, bigint, integer) to service_role;
grant execute on function public.support_retry_dead_updates(bigint, bigint[]) to service_role;
grant execute on function public.support_upsert_telegram_agent(uuid, bigint, text, text, boolean) to service_role;
grant execute on function public.support_find_telegram_route(bigint, bigint, bigint, bigint) to service_role;
grant execute on function public.support_set_agent_conversation(uuid, uuid) to service_role;
grant execute on function public.support_record_telegram_topic(uuid, uuid, bigint, bigint, text) to service_role;
grant execute on function public.support_set_telegram_topic_state(bigint, bigint, text) to service_role;
grant execute on function public.support_set_topic_icon(bigint, bigint, text) to service_role;
grant execute on function public.support_record_telegram_card(uuid, bigint, bigint, bigint) to service_role;
grant execute on function public.support_pause_telegram_chat(bigint, text) to service_role;
grant execute on function public.support_resume_telegram_chat(bigint) to service_role;
grant execute on function public.support_update_telegram_chat_facts(bigint, text, boolean, bigint) to service_role;
grant execute on function public.support_migrate_telegram_chat(bigint, bigint) to service_role;
