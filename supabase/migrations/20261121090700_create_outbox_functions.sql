-- Purpose: delivery to Telegram, and the scheduled clean-up.
-- Objects: support.outbox_context; public.support_lease_outbox, support_settle_outbox, support_count_backlog,
--          support_run_tick.
-- Undo:    drop the functions.

create function support.outbox_context(p_job support.outbox) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  v_conversation support.conversations;
  v_visitor support.visitors;
  v_widget support.widgets;
  v_message support.messages;
  v_chat support.telegram_chats;
begin
  select conversation.* into v_conversation from support.conversations as conversation where conversation.id = p_job.conversation_id;
  if not found then
    return '{}'::jsonb;
  end if;
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_conversation.visitor_id;
  select widget.* into v_widget from support.widgets as widget where widget.id = v_conversation.widget_id;
  select message.* into v_message from support.messages as message where message.id = p_job.message_id;
  v_chat := support.telegram_chat_for(v_conversation.organization_id, v_conversation.department_id);
  return jsonb_build_object(
    'mode', v_chat.mode,
    'group_chat_id', v_chat.chat_id,
    'organization_id', v_conversation.organization_id,
    'widget_id', v_widget.id,
    'widget_name', v_widget.name,
    'visitor', jsonb_build_object(
      'id', v_visitor.id,
      'name', v_visitor.name,
      'email', v_visitor.email,
      'language', v_visitor.context ->> 'language',
      'time_zone', v_visitor.context ->> 'time_zone',
      'page_url', v_visitor.context ->> 'page_url',
      'page_title', v_visitor.context ->> 'page_title',
      'referrer', v_visitor.context ->> 'referrer',
      'country', v_visitor.context ->> 'country'
    ),
    'conversation', support.agent_conversation_json(v_conversation),
    'message', case when v_message.id is null then null else jsonb_build_object(
      'id', v_message.id, 'seq', v_message.seq, 'text', v_message.body,
      'deleted_at', v_message.deleted_at, 'edited_at', v_message.edited_at) end,
    'topic', (
      select jsonb_build_object('chat_id', topic.chat_id, 'thread_id', topic.thread_id, 'state', topic.state)
      from support.telegram_topics as topic
      where topic.visitor_id = v_conversation.visitor_id and topic.chat_id = v_chat.chat_id
    ),
    'card', (
      select jsonb_build_object('chat_id', card.chat_id, 'message_id', card.message_id)
      from support.telegram_messages as card
      where card.conversation_id = v_conversation.id and card.chat_id = v_chat.chat_id and card.role = 'card'
      order by card.message_id desc limit 1
    ),
    'tail', coalesce((
      select jsonb_agg(jsonb_build_object(
        'sender_kind', line.sender_kind, 'sender_name', line.sender_name, 'text', line.body, 'created_at', line.created_at
      ) order by line.seq)
      from (
        select said.* from support.messages as said
        where said.conversation_id = v_conversation.id and said.deleted_at is null
          -- A transcript ends where the claim was made: what the visitor wrote since has a delivery of its own.
          and said.seq < coalesce(v_message.seq, (p_job.payload ->> 'last_seq')::bigint + 1, v_conversation.last_seq + 1)
        order by said.seq desc limit 10
      ) as line
    ), '[]'::jsonb),
    'past_conversations', (
      select count(*) from support.conversations as past
      where past.visitor_id = v_conversation.visitor_id and past.id <> v_conversation.id
    )
  );
end
$$;
comment on function support.outbox_context(support.outbox) is
  'Everything a delivery needs, read in the statement that leases it, so that sending costs no further read.';

create function public.support_lease_outbox(
  p_limit integer default 10, p_lease_seconds integer default 60, p_lane text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_leased jsonb;
begin
  with due as (
    select pending.id from support.outbox as pending
    where pending.state = 'pending' and pending.not_before <= clock_timestamp()
      and (pending.leased_until is null or pending.leased_until <= clock_timestamp())
      and (p_lane is null or pending.lane = p_lane)
      and not exists (
        select from support.outbox as earlier
        where earlier.lane = pending.lane and earlier.state = 'pending' and earlier.id < pending.id
      )
    order by pending.id limit p_limit
    for update skip locked
  ), leased as (
    update support.outbox as job
    set leased_until = clock_timestamp() + make_interval(secs => p_lease_seconds), attempts = job.attempts + 1
    from due where job.id = due.id
    returning job.*
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', job.id::text, 'lane', job.lane, 'kind', job.kind, 'chat_id', job.chat_id, 'attempts', job.attempts,
    'payload', job.payload, 'context', support.outbox_context(job.*::support.outbox)
  ) order by job.id), '[]'::jsonb)
  into v_leased
  from (select * from leased) as job;
  return v_leased;
end
$$;
comment on function public.support_lease_outbox(integer, integer, text) is
  'The head of each lane that is due, for one worker at a time. A head that waits or is being sent holds its lane, so the '
  'order in a chat survives every retry. A lease that runs out makes the row due again.';

create function public.support_settle_outbox(
  p_id bigint, p_outcome text, p_error text default null, p_retry_seconds numeric default null, p_sent jsonb default '[]'
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_job support.outbox;
  v_seq bigint;
begin
  update support.outbox set
    state = case p_outcome when 'sent' then 'sent' when 'retry' then 'pending' else 'dead' end,
    error = left(p_error, 1000),
    leased_until = null,
    not_before = case when p_outcome = 'retry'
      then clock_timestamp() + make_interval(secs => coalesce(p_retry_seconds, least(60, power(2, attempts - 1)))::double precision)
      else not_before end,
    settled_at = clock_timestamp()
  where id = p_id and state = 'pending'
  returning * into v_job;
  if not found then
    return jsonb_build_object('state', null);
  end if;

  insert into support.telegram_messages (
    chat_id, message_id, thread_id, direction, role, part, conversation_id, support_message_id
  )
  select
    (sent ->> 'chat_id')::bigint, (sent ->> 'message_id')::bigint, (sent ->> 'thread_id')::bigint, 'out',
    coalesce(sent ->> 'role', 'message'), coalesce((sent ->> 'part')::integer, 1), v_job.conversation_id,
    case when sent ->> 'role' = 'message' then v_job.message_id end
  from jsonb_array_elements(coalesce(p_sent, '[]')) as sent
  where v_job.conversation_id is not null
  on conflict (chat_id, message_id) do nothing;

  if p_outcome = 'sent' and v_job.kind = 'visitor_message' then
    select message.seq into v_seq from support.messages as message where message.id = v_job.message_id;
    update support.conversations set delivered_seq = v_seq, revision = revision + 1
    where id = v_job.conversation_id and delivered_seq < v_seq;
  end if;
  return jsonb_build_object('state', v_job.state);
end
$$;
comment on function public.support_settle_outbox(bigint, text, text, numeric, jsonb) is
  'sent (with the Telegram messages it became; raises the visitor''s "delivered" mark), retry after some seconds, or dead.';

create function public.support_count_backlog() returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'outbox_pending', (select count(*) from support.outbox where state = 'pending'),
    'outbox_dead', (select count(*) from support.outbox where state = 'dead'),
    'updates_pending', (select count(*) from support.telegram_updates where state = 'pending'),
    'updates_dead', (select count(*) from support.telegram_updates where state = 'dead'),
    'oldest_outbox_seconds', (
      select extract(epoch from now() - min(created_at)) from support.outbox where state = 'pending')
  )
$$;
comment on function public.support_count_backlog() is 'What waits and what was given up, for health checks.';

create function public.support_run_tick() returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_sessions bigint;
  v_updates bigint;
  v_outbox bigint;
  v_limits bigint;
begin
  -- Small batches: a tick never holds many locks, the next one goes on.
  delete from support.sessions where id in (
    select id from support.sessions where expires_at < now() - interval '1 day' limit 500 for update skip locked);
  get diagnostics v_sessions = row_count;
  delete from support.telegram_updates where (bot_id, update_id) in (
    select bot_id, update_id from support.telegram_updates
    where state = 'done' and settled_at < now() - interval '48 hours' limit 500 for update skip locked);
  get diagnostics v_updates = row_count;
  delete from support.outbox where id in (
    select id from support.outbox
    where state = 'sent' and settled_at < now() - interval '48 hours' limit 500 for update skip locked);
  get diagnostics v_outbox = row_count;
  delete from support.rate_limits where key in (
    select key from support.rate_limits where window_start < now() - interval '1 day' limit 500 for update skip locked);
  get diagnostics v_limits = row_count;
  return jsonb_build_object(
    'expired_sessions', v_sessions, 'pruned_updates', v_updates, 'pruned_outbox', v_outbox, 'pruned_rate_limits', v_limits);
end
$$;
comment on function public.support_run_tick() is
  'Forgets what is no longer needed: expired sessions, updates and deliveries older than 48 hours (Telegram repeats for 24), old counters.';

revoke all on all functions in schema support from public;
grant execute on function support.current_visitor_id() to support_visitor;
grant execute on function support.current_organization_ids() to authenticated;
revoke all on function public.support_lease_outbox(integer, integer, text) from public, anon, authenticated;
revoke all on function public.support_settle_outbox(bigint, text, text, numeric, jsonb) from public, anon, authenticated;
revoke all on function public.support_count_backlog() from public, anon, authenticated;
revoke all on function public.support_run_tick() from public, anon, authenticated;
grant execute on function public.support_lease_outbox(integer, integer, text) to service_role;
grant execute on function public.support_settle_outbox(bigint, text, text, numeric, jsonb) to service_role;
grant execute on function public.support_count_backlog() to service_role;
grant execute on function public.support_run_tick() to service_role;
