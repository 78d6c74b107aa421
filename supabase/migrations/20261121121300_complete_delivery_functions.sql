-- Purpose: delivery, whole: priorities, budgets, pauses and dead letters of lanes; e-mail beside Telegram; progress of a
--          text in parts.
-- Objects: indexes of outbox; support.delivery_priority, enqueue_telegram, enqueue_telegram_at, enqueue_chat, enqueue_email,
--          outbox_context, lane_window_ends, lane_has_room, lane_is_held, lanes_due, assert_sent_messages, remember_sent,
--          alert_owners, pause_lane, resume_lane, mark_delivered; public.support_lease_outbox, support_settle_outbox,
--          support_record_outbox_part, support_count_backlog, support_list_dead_letters, support_retry_dead_letters.
-- Undo:    drop what is new; restore the rest from 20261121090400 and 20261121090700.

-- At most a handful of rows each: what is being tried, what spoils soon, what keeps a "delivered" mark back.
create index outbox_tried on support.outbox (lane) where state = 'pending' and attempts > 0;
create index outbox_expires_at on support.outbox (expires_at) where state = 'pending' and expires_at is not null;
create index outbox_undelivered on support.outbox (conversation_id) where kind = 'visitor_message' and state <> 'sent';

-- Writing deliveries down

create function support.delivery_priority(p_kind text) returns integer
language sql immutable
set search_path = ''
as $$
  select case
    when p_kind = 'visitor_card' then 30
    when p_kind in ('reminder', 'agent_notice', 'owner_alert', 'forget_topic') then 40
    when p_kind = 'visitor_typing' then 60
    else 20
  end
$$;
comment on function support.delivery_priority(text) is
  'Which of a lane''s deliveries goes first, smallest first. What must stay in order with what was said has its priority.';

create function support.enqueue_telegram_at(
  p_conversation support.conversations, p_kind text, p_payload jsonb,
  p_message_id uuid default null, p_chat_id bigint default null,
  p_priority integer default null, p_not_before timestamptz default null, p_expires_at timestamptz default null
) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_chat support.telegram_chats := support.telegram_chat_for(p_conversation.organization_id, p_conversation.department_id);
  v_chat_id bigint := p_chat_id;
  v_lane text;
begin
  if v_chat.chat_id is null then
    return; -- nobody answers in Telegram
  end if;
  if v_chat_id is null and p_kind in ('visitor_edit', 'visitor_deletion') then
    -- It follows the message it changes, also when somebody else has the conversation by now.
    select original.chat_id into v_chat_id from support.outbox as original
    where original.message_id = p_message_id and original.kind = 'visitor_message';
    if v_chat_id is null then
      select known.chat_id into v_chat_id from support.telegram_messages as known
      where known.support_message_id = p_message_id and known.direction = 'out' and known.role = 'message'
      order by known.created_at desc limit 1;
    end if;
  end if;
  if v_chat_id is null and v_chat.mode = 'claims'
      and p_kind in ('visitor_message', 'visitor_edit', 'visitor_deletion', 'visitor_typing', 'agent_message') then
    select agent.telegram_user_id into v_chat_id from support.agents as agent where agent.id = p_conversation.agent_id;
    if v_chat_id is null and p_kind = 'visitor_typing' then
      return; -- a whole group has no use for somebody typing
    end if;
  end if;
  v_chat_id := coalesce(v_chat_id, v_chat.chat_id);
  v_lane := 'telegram:' || v_chat_id::text;
  if p_kind = 'visitor_typing' and exists (
    select from support.outbox as pending
    where pending.lane = v_lane and pending.state = 'pending' and pending.kind = 'visitor_typing'
      and pending.expires_at > clock_timestamp()
  ) then
    return;
  end if;
  insert into support.outbox (
    organization_id, lane, chat_id, kind, conversation_id, message_id, payload, priority, not_before, expires_at
  )
  values (
    p_conversation.organization_id, v_lane, v_chat_id, p_kind, p_conversation.id, p_message_id,
    coalesce(p_payload, '{}') || jsonb_build_object('conversation_id', p_conversation.id),
    coalesce(p_priority, support.delivery_priority(p_kind)), coalesce(p_not_before, now()), p_expires_at
  );
end
$$;
comment on function support.enqueue_telegram_at(
  support.conversations, text, jsonb, uuid, bigint, integer, timestamptz, timestamptz) is
  'Writes an outbox row about a conversation: for its group, or for the direct messages of whoever claimed it in claims '
  'mode. Nothing when nobody answers in Telegram. A lane has one sign of typing at a time.';

create or replace function support.enqueue_telegram(
  p_conversation support.conversations, p_kind text, p_payload jsonb,
  p_message_id uuid default null, p_chat_id bigint default null
) returns void
language sql
set search_path = ''
as $$ select support.enqueue_telegram_at(p_conversation, p_kind, p_payload, p_message_id, p_chat_id) $$;
comment on function support.enqueue_telegram(support.conversations, text, jsonb, uuid, bigint) is
  'Like enqueue_telegram_at: due at once, with the priority of its kind, and never too late.';

create function support.enqueue_chat(p_organization_id uuid, p_chat_id bigint, p_kind text, p_payload jsonb) returns void
language sql
set search_path = ''
as $$
  insert into support.outbox (organization_id, lane, chat_id, kind, payload, priority)
  values (
    p_organization_id, 'telegram:' || p_chat_id::text, p_chat_id, p_kind, coalesce(p_payload, '{}'),
    support.delivery_priority(p_kind)
  )
$$;
comment on function support.enqueue_chat(uuid, bigint, text, jsonb) is
  'Writes an outbox row about no conversation, so that it outlives all of them: agent_notice, owner_alert, forget_topic.';

create function support.enqueue_email(
  p_organization_id uuid, p_kind text, p_recipient text, p_payload jsonb,
  p_conversation_id uuid default null, p_message_id uuid default null, p_not_before timestamptz default null
) returns void
language sql
set search_path = ''
as $$
  insert into support.outbox (
    organization_id, lane, channel, recipient, kind, conversation_id, message_id, payload, priority, not_before
  )
  values (
    p_organization_id, 'email:' || p_organization_id::text, 'email', p_recipient, p_kind, p_conversation_id, p_message_id,
    coalesce(p_payload, '{}'), support.delivery_priority(p_kind), coalesce(p_not_before, now())
  )
$$;
comment on function support.enqueue_email(uuid, text, text, jsonb, uuid, uuid, timestamptz) is
  'Writes an e-mail to the outbox. An organization''s e-mails have one lane.';

-- Handing deliveries out

create or replace function support.outbox_context(p_job support.outbox) returns jsonb
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
        'sender_kind', line.sender_kind, 'sender_name', line.sender_name,
        'text', case when line.type not in ('file', 'image') then line.body else (
          select concat_ws(E'\n', nullif(line.body, ''), string_agg('[' || attachment.name || ']', ' ' order by attachment.position))
          from support.attachments as attachment where attachment.message_id = line.id) end,
        'created_at', line.created_at
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
  )
  || case when p_job.kind not in ('agent_message', 'visitor_edit', 'visitor_deletion') then '{}'::jsonb else jsonb_build_object(
    'sender_kind', v_message.sender_kind, 'sender_name', v_message.sender_name) end
  || case when v_message.type in ('file', 'image') and v_message.deleted_at is null then jsonb_build_object('attachments', (
    select coalesce(jsonb_agg(support.attachment_json(attachment) order by attachment.position), '[]')
    from support.attachments as attachment where attachment.message_id = v_message.id)) else '{}'::jsonb end
  || case when p_job.kind in ('visitor_edit', 'visitor_deletion') or p_job.sent_parts > 0 then jsonb_build_object('sent_messages', (
    select coalesce(jsonb_agg(jsonb_build_object(
      'chat_id', known.chat_id, 'message_id', known.message_id, 'thread_id', known.thread_id, 'part', known.part
    ) order by known.chat_id, known.part, known.message_id), '[]')
    from support.telegram_messages as known
    where known.support_message_id = p_job.message_id and known.direction = 'out' and known.role = 'message')) else '{}'::jsonb end;
end
$$;
comment on function support.outbox_context(support.outbox) is
  'Everything a delivery needs, read in the statement that leases it, so that sending costs no further read. The '
  'sender, attachments and sent_messages only where the delivery needs them.';

create function support.lane_window_ends(p_lane support.outbox_lanes) returns timestamptz
language sql immutable
set search_path = ''
as $$
  -- Groups have negative numbers. A person's chat takes about one message a second, and short bursts.
  select p_lane.window_start + case
    when p_lane.lane like 'telegram:%' and p_lane.lane not like 'telegram:-%' then interval '20 seconds'
    else interval '1 minute' end
$$;
comment on function support.lane_window_ends(support.outbox_lanes) is
  'When what a lane has sent is forgotten: after a minute, in direct messages after 20 seconds.';

create function support.lane_has_room(p_lane support.outbox_lanes, p_sends_per_minute integer, p_now timestamptz)
returns boolean
language sql stable
set search_path = ''
as $$
  select support.lane_window_ends(p_lane) <= p_now or case
    when p_lane.lane like 'email:%' then p_lane.sent_in_window < 60
    else p_sends_per_minute = 0 or p_lane.sent_in_window < p_sends_per_minute
  end
$$;
comment on function support.lane_has_room(support.outbox_lanes, integer, timestamptz) is
  'Whether a lane''s budget lets it send now: 20 a minute to a group, 20 in 20 seconds to a person, 60 e-mails a minute. '
  'A burst below that goes out at once.';

create function support.lane_is_held(p_lane text, p_now timestamptz) returns boolean
language sql stable
set search_path = ''
as $$
  select exists (
    select from support.outbox as tried
    where tried.lane = p_lane and tried.state = 'pending' and tried.attempts > 0
      and (tried.leased_until > p_now or tried.not_before > p_now)
  )
$$;
comment on function support.lane_is_held(text, timestamptz) is
  'Whether one of the lane is being sent, or failed and waits: until then nothing overtakes it. What was never tried and '
  'is not due yet holds nobody up.';

-- One probe of the index per lane, however long the lanes are: an anti-join would compare every row with its lane.
create function support.lanes_due(p_channel text, p_sends_per_minute integer, p_now timestamptz, p_limit integer)
returns table (lane text, organization_id uuid)
language sql stable
set search_path = ''
as $$
  with recursive lanes as (
    (select pending.lane from support.outbox as pending where pending.state = 'pending' order by pending.lane limit 1)
    union all
    select (
      select pending.lane from support.outbox as pending
      where pending.state = 'pending' and pending.lane > lanes.lane order by pending.lane limit 1
    )
    from lanes where lanes.lane is not null
  )
  select head.lane, head.organization_id
  from lanes
  cross join lateral (
    select pending.id, pending.lane, pending.organization_id, pending.priority from support.outbox as pending
    where pending.lane = lanes.lane and pending.state = 'pending' and pending.channel = p_channel
      and pending.not_before <= p_now
    order by pending.priority, pending.id limit 1
  ) as head
  left join support.outbox_lanes as known on known.lane = head.lane
  where (known.lane is null or (known.not_before <= p_now and support.lane_has_room(known, p_sends_per_minute, p_now)))
    and not support.lane_is_held(head.lane, p_now)
  order by head.priority, head.id
  limit p_limit
$$;
comment on function support.lanes_due(text, integer, timestamptz, integer) is
  'Lanes of a channel that may send now, most urgent first. Only a guess until the lane is locked.';

drop function public.support_lease_outbox(integer, integer, text);
create function public.support_lease_outbox(
  p_limit integer default 10, p_lease_seconds integer default 60, p_lane text default null,
  p_channel text default 'telegram', p_sends_per_minute integer default 20
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_lanes text[];
  v_organizations uuid[];
  v_name text;
  v_lane support.outbox_lanes;
  v_job support.outbox;
  v_leased jsonb[] := '{}';
begin
  if p_limit is null or p_limit not between 1 and 100 then
    perform support.refuse('p_limit', 'from 1 to 100 deliveries are handed out at once');
  end if;
  if p_lease_seconds is null or p_lease_seconds not between 0 and 3600 then
    perform support.refuse('p_lease_seconds', 'a lease lasts from 0 to 3600 seconds');
  end if;
  if p_channel is null or p_channel not in ('telegram', 'email') then
    perform support.refuse('p_channel', 'the channels are telegram and email');
  end if;
  if p_sends_per_minute is null or p_sends_per_minute < 0 then
    perform support.refuse('p_sends_per_minute', 'a budget is a number of sends, or 0 for none');
  end if;

  update support.outbox set state = 'dead', error = 'expired', settled_at = v_now
  where id in (
    select late.id from support.outbox as late
    where late.state = 'pending' and late.expires_at <= v_now and (late.leased_until is null or late.leased_until <= v_now)
    limit 500 for update skip locked
  );

  if p_lane is null then
    -- A few more than asked for, because other workers look at the same lanes.
    select array_agg(due.lane), array_agg(due.organization_id) into v_lanes, v_organizations
    from support.lanes_due(p_channel, p_sends_per_minute, v_now, p_limit + 10) as due;
  else
    select array_agg(pending.lane), array_agg(pending.organization_id) into v_lanes, v_organizations
    from (
      select head.lane, head.organization_id from support.outbox as head
      where head.lane = p_lane and head.state = 'pending' and head.channel = p_channel limit 1
    ) as pending;
  end if;
  if v_lanes is null then
    return '[]';
  end if;
  -- Always in the same order, or two workers that make two lanes could wait for each other.
  insert into support.outbox_lanes (lane, organization_id)
  select made.lane, made.organization_id from unnest(v_lanes, v_organizations) as made (lane, organization_id)
  where not exists (select from support.outbox_lanes as known where known.lane = made.lane)
  order by made.lane
  on conflict (lane) do nothing;

  foreach v_name in array v_lanes loop
    exit when cardinality(v_leased) >= p_limit;
    select lane.* into v_lane from support.outbox_lanes as lane where lane.lane = v_name for update skip locked;
    continue when not found;
    -- The lane is ours now; everything is looked at again, as another worker may have been faster.
    v_now := clock_timestamp();
    continue when v_lane.not_before > v_now
      or not support.lane_has_room(v_lane, p_sends_per_minute, v_now) or support.lane_is_held(v_name, v_now);
    select pending.* into v_job from support.outbox as pending
    where pending.lane = v_name and pending.state = 'pending' and pending.channel = p_channel and pending.not_before <= v_now
    order by pending.priority, pending.id limit 1;
    continue when not found;
    -- Somebody settles or deletes it right now: then its lane waits, rather than be overtaken.
    perform from support.outbox as head
    where head.id = v_job.id and head.state = 'pending' for update skip locked;
    continue when not found;

    update support.outbox set leased_until = v_now + make_interval(secs => p_lease_seconds), attempts = attempts + 1
    where id = v_job.id returning * into v_job;
    update support.outbox_lanes as budget set
      window_start = case when support.lane_window_ends(budget) <= v_now then v_now else budget.window_start end,
      -- Telegram counts signs of typing apart.
      sent_in_window = case when support.lane_window_ends(budget) <= v_now then 0 else budget.sent_in_window end
        + (v_job.kind <> 'visitor_typing')::integer,
      not_before = case when budget.paused_at is null then budget.not_before else v_now + interval '1 minute' end
    where budget.lane = v_name;
    v_leased := v_leased || (jsonb_build_object(
        'id', v_job.id::text, 'lane', v_job.lane, 'kind', v_job.kind, 'chat_id', v_job.chat_id, 'attempts', v_job.attempts,
        'payload', v_job.payload, 'context', support.outbox_context(v_job))
      || case when v_job.sent_parts = 0 then '{}'::jsonb else jsonb_build_object('sent_parts', v_job.sent_parts) end
      || case when v_job.channel = 'telegram' then '{}'::jsonb else jsonb_build_object(
        'channel', v_job.channel, 'recipient', v_job.recipient) end);
  end loop;
  return to_jsonb(v_leased);
end
$$;
comment on function public.support_lease_outbox(integer, integer, text, text, integer) is
  'The head of each lane that is due, for one worker at a time: the most urgent, then the oldest. A delivery that is being '
  'sent or waits after a failure holds its lane, so the order in a chat survives every retry. A lane sends no more than its '
  'budget (p_sends_per_minute 0: no budget), nothing before Telegram allows it, and while it is paused one try a minute. '
  'A lease that runs out makes the row due again. Raises SC090.';

-- Settling deliveries

create function support.assert_sent_messages(p_sent jsonb) returns void
language plpgsql immutable
set search_path = ''
as $$
declare
  v_sent jsonb;
  v_field text;
begin
  if p_sent is null or jsonb_typeof(p_sent) <> 'array' then
    perform support.refuse('p_sent', 'what was sent is a list of Telegram messages');
  end if;
  for v_sent in select message from jsonb_array_elements(p_sent) as list (message) loop
    if jsonb_typeof(v_sent) <> 'object' then
      perform support.refuse('p_sent', 'what was sent is a list of Telegram messages');
    end if;
    foreach v_field in array array['chat_id', 'message_id', 'thread_id', 'part'] loop
      if coalesce(jsonb_typeof(v_sent -> v_field), 'null') = 'null' and v_field in ('thread_id', 'part') then
        continue;
      end if;
      if (v_sent ->> v_field) is null
          or (v_sent ->> v_field) !~ (case v_field when 'part' then '^[1-9][0-9]{0,5}$' else '^-?[0-9]{1,18}$' end) then
        perform support.refuse('p_sent.' || v_field, 'ids of Telegram are whole numbers, parts count from 1');
      end if;
    end loop;
    if coalesce(v_sent ->> 'role', 'message') not in ('message', 'card', 'transcript', 'notice', 'reminder', 'picker') then
      perform support.refuse('p_sent.role', 'a message is sent as message, card, transcript, notice, reminder or picker');
    end if;
  end loop;
end
$$;
comment on function support.assert_sent_messages(jsonb) is 'Raises SC090 unless it is a list of what Telegram has accepted.';

create function support.remember_sent(p_job support.outbox, p_sent jsonb) returns void
language sql
set search_path = ''
as $$
  insert into support.telegram_messages (
    chat_id, message_id, thread_id, direction, role, part, conversation_id, support_message_id
  )
  select
    (sent ->> 'chat_id')::bigint, (sent ->> 'message_id')::bigint, (sent ->> 'thread_id')::bigint, 'out',
    coalesce(sent ->> 'role', 'message'), coalesce((sent ->> 'part')::integer, 1), p_job.conversation_id,
    case when sent ->> 'role' = 'message' then p_job.message_id end
  from jsonb_array_elements(p_sent) as sent
  where p_job.conversation_id is not null
  on conflict (chat_id, message_id) do nothing
$$;
comment on function support.remember_sent(support.outbox, jsonb) is
  'Which Telegram messages a delivery has become. Saying it twice is remembered once.';

create function support.alert_owners(p_organization_id uuid, p_payload jsonb) returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer;
begin
  perform support.enqueue_chat(p_organization_id, owner.telegram_user_id, 'owner_alert', p_payload)
  from support.agents as owner
  where owner.organization_id = p_organization_id and owner.role = 'owner' and owner.is_active and owner.dm_started
    and owner.telegram_user_id is not null;
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function support.alert_owners(uuid, jsonb) is
  'Tells the owners something by direct message, those whom the bot may write to. Answers how many that are.';

create function support.pause_lane(p_lane text, p_organization_id uuid, p_chat_id bigint, p_reason text) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_reason text := left(coalesce(nullif(btrim(p_reason), ''), 'unknown'), 300);
  v_lane support.outbox_lanes;
  v_chat support.telegram_chats;
begin
  insert into support.outbox_lanes as lane (lane, organization_id, paused_at, pause_reason, not_before)
  values (p_lane, p_organization_id, clock_timestamp(), v_reason, clock_timestamp() + interval '1 minute')
  on conflict (lane) do update set
    paused_at = coalesce(lane.paused_at, excluded.paused_at), pause_reason = excluded.pause_reason,
    not_before = greatest(lane.not_before, excluded.not_before)
  returning lane.* into v_lane;
  update support.telegram_chats as chat
  set state = 'paused', paused_at = coalesce(chat.paused_at, now()), pause_reason = v_reason, updated_at = now()
  where chat.chat_id = p_chat_id and chat.state <> 'paused';
  select chat.* into v_chat from support.telegram_chats as chat where chat.chat_id = p_chat_id;
  -- Once per pause, and not every time a right comes and goes.
  if v_chat.chat_id is not null and (v_lane.alerted_at is null
      or (v_lane.alerted_at < v_lane.paused_at and v_lane.alerted_at < clock_timestamp() - interval '1 hour'))
      and support.alert_owners(v_chat.organization_id, jsonb_build_object(
        'event', 'chat_paused', 'chat_id', p_chat_id, 'title', v_chat.title, 'reason', v_reason)) > 0 then
    update support.outbox_lanes set alerted_at = clock_timestamp() where lane = p_lane;
  end if;
end
$$;
comment on function support.pause_lane(text, uuid, bigint, text) is
  'The bot may not write there at the moment: everything waits, one delivery a minute tries, and the owners are told once.';

create function support.resume_lane(p_lane text, p_chat_id bigint) returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_is_changed boolean;
begin
  update support.outbox_lanes set paused_at = null, pause_reason = null, not_before = clock_timestamp()
  where lane = p_lane and paused_at is not null;
  v_is_changed := found;
  update support.telegram_chats
  set state = 'active', paused_at = null, pause_reason = null, updated_at = now()
  where chat_id = p_chat_id and state = 'paused';
  return v_is_changed or found;
end
$$;
comment on function support.resume_lane(text, bigint) is 'The bot may write there again. Answers whether it could not before.';

create function support.mark_delivered(p_conversation_id uuid) returns void
language sql
set search_path = ''
as $$
  update support.conversations as conversation set delivered_seq = reached.seq, revision = conversation.revision + 1
  from (
    select max(message.seq) as seq
    from support.conversations as held
    join support.messages as message on message.conversation_id = held.id and message.seq > held.delivered_seq
    where held.id = p_conversation_id and message.sender_kind = 'visitor'
      and message.seq < coalesce((
        select min(missing.seq)
        from support.outbox as job join support.messages as missing on missing.id = job.message_id
        where job.conversation_id = p_conversation_id and job.kind = 'visitor_message' and job.state <> 'sent'
          and missing.deleted_at is null
      ), message.seq + 1)
      and (
        exists (
          select from support.outbox as job
          where job.message_id = message.id and job.kind = 'visitor_message' and job.state = 'sent')
        or exists (
          select from support.telegram_messages as known
          where known.support_message_id = message.id and known.direction = 'out' and known.role = 'message')
      )
  ) as reached
  where conversation.id = p_conversation_id and reached.seq is not null
$$;
comment on function support.mark_delivered(uuid) is
  'Raises the visitor''s "delivered" mark to the newest message that reached the team together with all before it. One that '
  'waits or was given up keeps the mark below it; one that was taken back does not.';

drop function public.support_settle_outbox(bigint, text, text, numeric, jsonb);
create function public.support_settle_outbox(
  p_id bigint, p_outcome text, p_error text default null, p_retry_seconds numeric default null, p_sent jsonb default '[]',
  p_sent_parts integer default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_sent jsonb := coalesce(p_sent, '[]');
  v_job support.outbox;
  v_is_delivery boolean;
begin
  if p_outcome is null or p_outcome not in ('sent', 'retry', 'wait', 'paused', 'dead') then
    perform support.refuse('p_outcome', 'a delivery ends as sent, retry, wait, paused or dead');
  end if;
  if p_retry_seconds < 0 or p_retry_seconds > 86400 then
    perform support.refuse('p_retry_seconds', 'a pause lasts from 0 to 86400 seconds');
  end if;
  if p_sent_parts < 0 then
    perform support.refuse('p_sent_parts', 'parts count from 0');
  end if;
  perform support.assert_sent_messages(v_sent);

  select job.* into v_job from support.outbox as job where job.id = p_id and job.state = 'pending';
  if not found then
    return jsonb_build_object('state', null);
  end if;
  -- The conversation before its delivery, as everybody locks them.
  v_is_delivery := p_outcome = 'sent' and v_job.kind = 'visitor_message';
  if v_is_delivery then
    perform from support.conversations as conversation where conversation.id = v_job.conversation_id for update;
  elsif jsonb_array_length(v_sent) > 0 then
    perform from support.conversations as conversation where conversation.id = v_job.conversation_id for key share;
  end if;
  update support.outbox set
    state = case
      when p_outcome in ('sent', 'dead') then p_outcome
      -- Neither a long outage alone nor a quick series of failures is a reason to give up.
      when p_outcome = 'retry' and attempts >= 10 and created_at <= clock_timestamp() - interval '24 hours' then 'dead'
      else 'pending' end,
    attempts = case when p_outcome in ('wait', 'paused') then greatest(attempts - 1, 0) else attempts end,
    error = left(p_error, 1000),
    leased_until = null,
    not_before = case when p_outcome = 'retry'
      then clock_timestamp() + make_interval(
        secs => coalesce(p_retry_seconds, least(60, power(2, least(attempts - 1, 6))))::double precision)
      else not_before end,
    sent_parts = greatest(sent_parts, coalesce(p_sent_parts, 0)),
    settled_at = clock_timestamp()
  where id = p_id and state = 'pending'
  returning * into v_job;
  if not found then
    return jsonb_build_object('state', null);
  end if;
  perform support.remember_sent(v_job, v_sent);

  if p_outcome = 'wait' then
    insert into support.outbox_lanes as lane (lane, organization_id, not_before)
    values (v_job.lane, v_job.organization_id,
      clock_timestamp() + make_interval(secs => coalesce(p_retry_seconds, 1)::double precision))
    on conflict (lane) do update set not_before = greatest(lane.not_before, excluded.not_before);
  elsif p_outcome = 'paused' then
    perform support.pause_lane(v_job.lane, v_job.organization_id, v_job.chat_id, p_error);
  elsif p_outcome = 'sent' and exists (
    select from support.outbox_lanes as lane where lane.lane = v_job.lane and lane.paused_at is not null
  ) then
    perform support.resume_lane(v_job.lane, v_job.chat_id);
  end if;
  if v_is_delivery then
    perform support.mark_delivered(v_job.conversation_id);
  end if;
  return jsonb_build_object('state', v_job.state);
end
$$;
comment on function public.support_settle_outbox(bigint, text, text, numeric, jsonb, integer) is
  'sent (with the Telegram messages it became; raises the visitor''s "delivered" mark), retry after some seconds (the tenth '
  'failure buries what is a day old), wait (Telegram asked the whole lane for silence; no failure), paused (the bot may not '
  'write there; no failure), or dead. Raises SC090.';

create function public.support_record_outbox_part(p_id bigint, p_sent jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_job support.outbox;
begin
  if p_sent is null or jsonb_typeof(p_sent) <> 'object' then
    perform support.refuse('p_sent', 'a part is one Telegram message');
  end if;
  perform support.assert_sent_messages(jsonb_build_array(p_sent));
  select job.* into v_job from support.outbox as job where job.id = p_id and job.state = 'pending';
  if not found then
    return jsonb_build_object('sent_parts', null);
  end if;
  perform from support.conversations as conversation where conversation.id = v_job.conversation_id for key share;
  update support.outbox set sent_parts = greatest(sent_parts, coalesce((p_sent ->> 'part')::integer, 1))
  where id = p_id and state = 'pending' returning * into v_job;
  if not found then
    return jsonb_build_object('sent_parts', null);
  end if;
  perform support.remember_sent(v_job, jsonb_build_array(p_sent));
  -- Handing the delivery out has counted its first message.
  if coalesce((p_sent ->> 'part')::integer, 1) > 1 then
    update support.outbox_lanes set sent_in_window = sent_in_window + 1 where lane = v_job.lane;
  end if;
  return jsonb_build_object('sent_parts', v_job.sent_parts);
end
$$;
comment on function public.support_record_outbox_part(bigint, jsonb) is
  'Remembers one part of a long text right after it was sent, so that a retry goes on after it. Null when the delivery was '
  'settled before. Raises SC090.';

create or replace function public.support_count_backlog() returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'outbox_pending', (select count(*) from support.outbox where state = 'pending'),
    'outbox_dead', (select count(*) from support.outbox where state = 'dead' and coalesce(error, '') not in ('expired', 'unsent')),
    'updates_pending', (select count(*) from support.telegram_updates where state = 'pending'),
    'updates_dead', (select count(*) from support.telegram_updates where state = 'dead'),
    'oldest_outbox_seconds', (
      select extract(epoch from now() - min(created_at)) from support.outbox
      where state = 'pending' and (attempts > 0 or not_before <= now()))
  )
$$;
comment on function public.support_count_backlog() is
  'What waits and what was given up, for health checks. What is to be sent later, and what was dropped on purpose, is neither.';

-- Dead letters

create function public.support_list_dead_letters(
  p_organization_id uuid, p_before_id bigint default null, p_limit integer default 50
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_letters jsonb;
  v_count integer;
begin
  if not exists (select from support.organizations as organization where organization.id = p_organization_id) then
    raise exception 'no such organization' using errcode = 'SC003';
  end if;
  select coalesce(jsonb_agg(page.letter order by page.id desc) filter (where page.place <= v_limit), '[]'), count(*)
  into v_letters, v_count
  from (
    select job.id, row_number() over (order by job.id desc) as place, jsonb_build_object(
      'id', job.id::text, 'lane', job.lane, 'channel', job.channel, 'kind', job.kind, 'chat_id', job.chat_id,
      'recipient', job.recipient, 'conversation_id', job.conversation_id, 'message_id', job.message_id,
      'attempts', job.attempts, 'error', job.error, 'created_at', job.created_at, 'settled_at', job.settled_at) as letter
    from support.outbox as job
    where job.organization_id = p_organization_id and job.state = 'dead'
      and coalesce(job.error, '') not in ('expired', 'unsent') and (p_before_id is null or job.id < p_before_id)
    order by job.id desc limit v_limit + 1
  ) as page;
  return jsonb_build_object(
    'dead_letters', v_letters,
    'has_more', v_count > v_limit,
    'next_cursor', case when v_count > v_limit then v_letters -> -1 ->> 'id' end
  );
end
$$;
comment on function public.support_list_dead_letters(uuid, bigint, integer) is
  'Deliveries that were given up, newest first. What nobody misses (a late sign of typing, a message taken back before it '
  'was sent) is not among them. Raises SC003.';

create function public.support_retry_dead_letters(p_organization_id uuid, p_ids bigint[] default null) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_retried integer;
begin
  if not exists (select from support.organizations as organization where organization.id = p_organization_id) then
    raise exception 'no such organization' using errcode = 'SC003';
  end if;
  update support.outbox set
    state = 'pending', attempts = 0, not_before = now(), leased_until = null, settled_at = null
  where id in (
    select job.id from support.outbox as job
    where job.organization_id = p_organization_id and job.state = 'dead'
      and coalesce(job.error, '') not in ('expired', 'unsent') and (p_ids is null or job.id = any (p_ids))
    order by job.id limit 500 for update skip locked
  );
  get diagnostics v_retried = row_count;
  return jsonb_build_object('retried', v_retried);
end
$$;
comment on function public.support_retry_dead_letters(uuid, bigint[]) is
  'Makes dead letters due again, the named ones or all, at most 500 in a call, oldest first. Another organization''s are '
  'unknown. Raises SC003.';

revoke all on function support.delivery_priority(text) from public;
revoke all on function support.enqueue_telegram_at(support.conversations, text, jsonb, uuid, bigint, integer, timestamptz, timestamptz) from public;
revoke all on function support.enqueue_telegram(support.conversations, text, jsonb, uuid, bigint) from public;
revoke all on function support.enqueue_chat(uuid, bigint, text, jsonb) from public;
revoke all on function support.enqueue_email(uuid, text, text, jsonb, uuid, uuid, timestamptz) from public;
revoke all on function support.outbox_context(support.outbox) from public;
revoke all on function support.lane_window_ends(support.outbox_lanes) from public;
revoke all on function support.lane_has_room(support.outbox_lanes, integer, timestamptz) from public;
revoke all on function support.lane_is_held(text, timestamptz) from public;
revoke all on function support.lanes_due(text, integer, timestamptz, integer) from public;
revoke all on function support.assert_sent_messages(jsonb) from public;
revoke all on function support.remember_sent(support.outbox, jsonb) from public;
revoke all on function support.alert_owners(uuid, jsonb) from public;
revoke all on function support.pause_lane(text, uuid, bigint, text) from public;
revoke all on function support.resume_lane(text, bigint) from public;
revoke all on function support.mark_delivered(uuid) from public;
revoke all on function public.support_lease_outbox(integer, integer, text, text, integer) from public, anon, authenticated;
revoke all on function public.support_settle_outbox(bigint, text, text, numeric, jsonb, integer) from public, anon, authenticated;
revoke all on function public.support_record_outbox_part(bigint, jsonb) from public, anon, authenticated;
revoke all on function public.support_count_backlog() from public, anon, authenticated;
revoke all on function public.support_list_dead_letters(uuid, bigint, integer) from public, anon, authenticated;
revoke all on function public.support_retry_dead_letters(uuid, bigint[]) from public, anon, authenticated;
grant execute on function public.support_lease_outbox(integer, integer, text, text, integer) to service_role;
grant execute on function public.support_settle_outbox(bigint, text, text, numeric, jsonb, integer) to service_role;
grant execute on function public.support_record_outbox_part(bigint, jsonb) to service_role;
grant execute on function public.support_count_backlog() to service_role;
grant execute on function public.support_list_dead_letters(uuid, bigint, integer) to service_role;
grant execute on function public.support_retry_dead_letters(uuid, bigint[]) to service_role;
