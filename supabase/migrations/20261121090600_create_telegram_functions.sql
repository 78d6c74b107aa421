-- Purpose: Telegram's side: who writes where, which topic belongs to whom, the inbox of updates.
-- Objects: public.support_upsert_telegram_agent, support_find_telegram_chat, support_find_telegram_route,
--          support_record_telegram_topic, support_set_telegram_topic_state, support_record_telegram_card,
--          support_migrate_telegram_chat, support_store_telegram_update, support_lease_telegram_updates,
--          support_settle_telegram_update.
-- Undo:    drop the functions.

create function public.support_upsert_telegram_agent(
  p_organization_id uuid, p_telegram_user_id bigint, p_name text,
  p_username text default null, p_dm_started boolean default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents;
begin
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
  'The agent behind a Telegram account, made on their first action. The name stays as it is once it exists.';

create function public.support_find_telegram_chat(p_chat_id bigint) returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'organization_id', chat.organization_id, 'chat_id', chat.chat_id, 'mode', chat.mode, 'department_id', chat.department_id)
  from support.telegram_chats as chat where chat.chat_id = p_chat_id
$$;
comment on function public.support_find_telegram_chat(bigint) is 'The configured group with this id, or null.';

create function public.support_find_telegram_route(
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

  if p_telegram_user_id is null or p_chat_id <> p_telegram_user_id then
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
    order by conversation.updated_at desc limit 1;
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
  'replied to, else the one touched last). kind none: nobody''s, so it must not reach a visitor.';

create function public.support_record_telegram_topic(
  p_visitor_id uuid, p_widget_id uuid, p_chat_id bigint, p_thread_id bigint, p_name text
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into support.telegram_topics (visitor_id, widget_id, chat_id, thread_id, name)
  values (p_visitor_id, p_widget_id, p_chat_id, p_thread_id, p_name)
  on conflict (visitor_id, chat_id) do update set
    thread_id = excluded.thread_id, widget_id = excluded.widget_id, name = excluded.name, state = 'open', created_at = now();
  return jsonb_build_object('thread_id', p_thread_id);
end
$$;
comment on function public.support_record_telegram_topic(uuid, uuid, bigint, bigint, text) is
  'Remembers a topic right after Telegram made it, so that a crash afterwards makes no second one.';

create function public.support_set_telegram_topic_state(p_chat_id bigint, p_thread_id bigint, p_state text) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  if p_state = 'lost' then
    delete from support.telegram_messages as known
    where known.chat_id = p_chat_id and known.thread_id = p_thread_id and known.role = 'card';
    delete from support.telegram_topics as topic where topic.chat_id = p_chat_id and topic.thread_id = p_thread_id;
  else
    update support.telegram_topics set state = p_state where chat_id = p_chat_id and thread_id = p_thread_id;
  end if;
  return 'null'::jsonb;
end
$$;
comment on function public.support_set_telegram_topic_state(bigint, bigint, text) is
  'open, closed, or lost: Telegram no longer knows the topic, so the next delivery makes a new one with a new card.';

create function public.support_record_telegram_card(
  p_conversation_id uuid, p_chat_id bigint, p_message_id bigint, p_thread_id bigint default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into support.telegram_messages (chat_id, message_id, thread_id, direction, role, conversation_id)
  values (p_chat_id, p_message_id, p_thread_id, 'out', 'card', p_conversation_id)
  on conflict (chat_id, message_id) do nothing;
  return 'null'::jsonb;
end
$$;
comment on function public.support_record_telegram_card(uuid, bigint, bigint, bigint) is 'Remembers a conversation''s card right after it was sent.';

create function public.support_migrate_telegram_chat(p_old_chat_id bigint, p_new_chat_id bigint) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  -- Message and thread ids of the old chat mean nothing in the new one.
  delete from support.telegram_topics as topic where topic.chat_id = p_old_chat_id;
  delete from support.telegram_messages as known where known.chat_id = p_old_chat_id and known.role = 'card';
  update support.telegram_chats set chat_id = p_new_chat_id
  where chat_id = p_old_chat_id and not exists (
    select from support.telegram_chats as known where known.chat_id = p_new_chat_id);
  update support.outbox set chat_id = p_new_chat_id, lane = 'telegram:' || p_new_chat_id::text
  where chat_id = p_old_chat_id and state = 'pending';
  return 'null'::jsonb;
end
$$;
comment on function public.support_migrate_telegram_chat(bigint, bigint) is 'A group became a supergroup: everything pending goes to its new id.';

create function public.support_store_telegram_update(p_bot_id bigint, p_update_id bigint, p_lane text, p_update jsonb)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into support.telegram_updates (bot_id, update_id, lane, update)
  values (p_bot_id, p_update_id, p_lane, p_update)
  on conflict (bot_id, update_id) do nothing;
  return jsonb_build_object('stored', found);
end
$$;
comment on function public.support_store_telegram_update(bigint, bigint, text, jsonb) is
  'Stores an update before it is answered. Telegram repeats updates; the second one is not stored.';

create function public.support_lease_telegram_updates(
  p_bot_id bigint, p_limit integer default 20, p_lease_seconds integer default 60
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_leased jsonb;
begin
  -- An update whose fifth lease ran out has never been settled: it kills its workers, and must not hold its lane for ever.
  update support.telegram_updates
  set state = 'dead', error = coalesce(error, 'five workers died over it'), leased_until = null, settled_at = clock_timestamp()
  where bot_id = p_bot_id and state = 'pending' and attempts >= 5 and leased_until <= clock_timestamp();

  with due as (
    select pending.update_id from support.telegram_updates as pending
    where pending.bot_id = p_bot_id and pending.state = 'pending' and pending.not_before <= clock_timestamp()
      and (pending.leased_until is null or pending.leased_until <= clock_timestamp())
      and not exists (
        select from support.telegram_updates as earlier
        where earlier.bot_id = p_bot_id and earlier.lane = pending.lane and earlier.state = 'pending'
          and earlier.update_id < pending.update_id
      )
    order by pending.update_id limit p_limit
    for update skip locked
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
  'none. An update that was leased five times and never settled is buried.';

create function public.support_settle_telegram_update(
  p_bot_id bigint, p_update_id bigint, p_outcome text, p_error text default null, p_retry_seconds numeric default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_state text;
begin
  update support.telegram_updates set
    state = case when p_outcome = 'retry' and attempts < 5 then 'pending' when p_outcome = 'done' then 'done' else 'dead' end,
    error = left(p_error, 1000),
    leased_until = null,
    not_before = clock_timestamp() + make_interval(secs => coalesce(p_retry_seconds, power(2, attempts))::double precision),
    settled_at = clock_timestamp()
  where bot_id = p_bot_id and update_id = p_update_id and state = 'pending'
  returning state into v_state;
  return jsonb_build_object('state', v_state);
end
$$;
comment on function public.support_settle_telegram_update(bigint, bigint, text, text, numeric) is
  'done, retry (with backoff; the fifth failure buries it) or dead. A dead update never blocks its lane.';

revoke all on function public.support_upsert_telegram_agent(uuid, bigint, text, text, boolean) from public, anon, authenticated;
revoke all on function public.support_find_telegram_chat(bigint) from public, anon, authenticated;
revoke all on function public.support_find_telegram_route(bigint, bigint, bigint, bigint) from public, anon, authenticated;
revoke all on function public.support_record_telegram_topic(uuid, uuid, bigint, bigint, text) from public, anon, authenticated;
revoke all on function public.support_set_telegram_topic_state(bigint, bigint, text) from public, anon, authenticated;
revoke all on function public.support_record_telegram_card(uuid, bigint, bigint, bigint) from public, anon, authenticated;
revoke all on function public.support_migrate_telegram_chat(bigint, bigint) from public, anon, authenticated;
revoke all on function public.support_store_telegram_update(bigint, bigint, text, jsonb) from public, anon, authenticated;
revoke all on function public.support_lease_telegram_updates(bigint, integer, integer) from public, anon, authenticated;
revoke all on function public.support_settle_telegram_update(bigint, bigint, text, text, numeric) from public, anon, authenticated;
grant execute on function public.support_upsert_telegram_agent(uuid, bigint, text, text, boolean) to service_role;
grant execute on function public.support_find_telegram_chat(bigint) to service_role;
grant execute on function public.support_find_telegram_route(bigint, bigint, bigint, bigint) to service_role;
grant execute on function public.support_record_telegram_topic(uuid, uuid, bigint, bigint, text) to service_role;
grant execute on function public.support_set_telegram_topic_state(bigint, bigint, text) to service_role;
grant execute on function public.support_record_telegram_card(uuid, bigint, bigint, bigint) to service_role;
grant execute on function public.support_migrate_telegram_chat(bigint, bigint) to service_role;
grant execute on function public.support_store_telegram_update(bigint, bigint, text, jsonb) to service_role;
grant execute on function public.support_lease_telegram_updates(bigint, integer, integer) to service_role;
grant execute on function public.support_settle_telegram_update(bigint, bigint, text, text, numeric) to service_role;
