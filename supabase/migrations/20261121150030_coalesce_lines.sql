-- Purpose: a burst of a visitor's lines that waits for a full lane goes out as one Telegram message, and everything that a
--          delivery sends counts against the budget of its chat.
-- Objects: column telegram_messages.further_message_ids; support.lane_is_pressed, lease_further_lines,
--          settle_further_lines, context_of_lines;
--          support.quoted_in_telegram, public.support_lease_outbox (p_lines), public.support_settle_outbox (p_with_ids,
--          p_further_sends; all three replaced).
-- Undo:    restore the functions of 20261121121300 and 20261121150020; drop the four others; drop the column, after which an edit of a line
--          that went out together with others no longer finds its Telegram message.

alter table support.telegram_messages add column further_message_ids uuid[] not null default '{}';
comment on column support.telegram_messages.further_message_ids is
  'Further messages that it carries, in order below support_message_id: lines of a visitor that went out together.';

create function support.lane_is_pressed(p_job support.outbox, p_room integer, p_now timestamptz) returns boolean
language sql stable
set search_path = ''
as $$
  select count(*) > greatest(p_room, 0) from (
    select from support.outbox as waiting
    where waiting.lane = p_job.lane and waiting.state = 'pending' and waiting.id <> p_job.id
      and (waiting.leased_until is null or waiting.leased_until <= p_now) and waiting.not_before <= p_now
      and waiting.kind <> 'visitor_typing'
    limit greatest(p_room, 0) + 1
  ) as others
$$;
comment on function support.lane_is_pressed(support.outbox, integer, timestamptz) is
  'Whether more waits behind a delivery than so many sends.';

create function support.lease_further_lines(p_job support.outbox, p_limit integer, p_now timestamptz) returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  -- Below Telegram's 4096 units with room for the line that names the conversation. Bytes are never fewer than units, and
  -- what is shown is at most one character longer for every @ and /.
  c_most_bytes constant integer := 3800;
  v_ids bigint[];
  v_locked bigint[];
begin
  if p_job.kind <> 'visitor_message' or p_job.sent_parts > 0 then
    return '[]';
  end if;

  -- What else there is about this conversation keeps its place between the lines: they go together up to there.
  select array_agg(line.id order by line.id) into v_ids
  from (
    select later.id, bool_and(later.is_line) over in_order as is_line, sum(later.bytes) over in_order as bytes
    from (
      select job.id,
        octet_length(regexp_replace(message.body, '[@/]', '--', 'g')) + 1 as bytes,
        coalesce((job.id = p_job.id or (job.kind = 'visitor_message' and job.not_before <= p_now and job.sent_parts = 0
            and (job.leased_until is null or job.leased_until <= p_now)))
          and message.type = 'text' and message.reply_to_seq is null and message.deleted_at is null, false) as is_line
      from support.outbox as job left join support.messages as message on message.id = job.message_id
      where job.conversation_id = p_job.conversation_id and job.lane = p_job.lane and job.state = 'pending'
        and job.priority <= p_job.priority and job.id >= p_job.id
      order by job.id limit p_limit + 1
    ) as later
    window in_order as (order by later.id)
  ) as line
  where line.is_line and line.bytes <= c_most_bytes and line.id <> p_job.id;
  if v_ids is null then
    return '[]';
  end if;
  -- Somebody is changing one of them: then this line goes alone, rather than wait with the lane locked.
  select array_agg(job.id) into v_locked from (
    select further.id from support.outbox as further
    where further.id = any (v_ids) and further.state = 'pending' for update skip locked
  ) as job;
  if cardinality(v_locked) is distinct from cardinality(v_ids) then
    return '[]';
  end if;
  update support.outbox set leased_until = p_job.leased_until, attempts = attempts + 1 where id = any (v_ids);
  return (
    select jsonb_agg(jsonb_build_object('id', job.id::text, 'message_id', message.id, 'text', message.body) order by job.id)
    from support.outbox as job join support.messages as message on message.id = job.message_id
    where job.id = any (v_ids)
  );
end
$$;
comment on function support.lease_further_lines(support.outbox, integer, timestamptz) is
  'Leases, along with a visitor''s line, those behind it that fit into the same Telegram message. Answers with what they say.';

create function support.settle_further_lines(p_job support.outbox, p_ids bigint[], p_sent jsonb) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_message_ids uuid[];
begin
  if cardinality(p_ids) = 0 then
    return;
  end if;
  if p_job.state <> 'sent' then
    update support.outbox set leased_until = null, attempts = greatest(attempts - 1, 0)
    where id = any (p_ids) and state = 'pending' and conversation_id = p_job.conversation_id and kind = 'visitor_message';
    return;
  end if;
  with settled as (
    update support.outbox set state = 'sent', error = null, leased_until = null, settled_at = clock_timestamp()
    where id = any (p_ids) and state = 'pending' and conversation_id = p_job.conversation_id and kind = 'visitor_message'
    returning id, message_id
  )
  select array_agg(settled.message_id order by settled.id) into v_message_ids from settled;
  update support.telegram_messages as known set further_message_ids = v_message_ids
  from jsonb_array_elements(p_sent) as sent
  where v_message_ids is not null and known.chat_id = (sent ->> 'chat_id')::bigint
    and known.message_id = (sent ->> 'message_id')::bigint and known.support_message_id = p_job.message_id;
end
$$;
comment on function support.settle_further_lines(support.outbox, bigint[], jsonb) is
  'Lines that were handed out with another one end with it: they were sent in the same Telegram message, or wait again.';

create function support.context_of_lines(p_job support.outbox) returns jsonb
language sql stable
set search_path = ''
as $$
  select case
    when p_job.kind not in ('visitor_edit', 'visitor_deletion') or not exists (
      select from support.telegram_messages as known
      where known.conversation_id = p_job.conversation_id and known.further_message_ids <> '{}'
        and p_job.message_id in (select known.support_message_id union all select unnest(known.further_message_ids))
    ) then '{}'::jsonb
    else jsonb_build_object('sent_messages', (
      select jsonb_agg(jsonb_build_object(
          'chat_id', known.chat_id, 'message_id', known.message_id, 'thread_id', known.thread_id, 'part', known.part)
        || case when known.further_message_ids = '{}' then '{}'::jsonb else jsonb_build_object('lines', (
          select jsonb_agg(jsonb_build_object('text', line.body, 'deleted_at', line.deleted_at) order by line.seq)
          from support.messages as line
          where line.id = known.support_message_id or line.id = any (known.further_message_ids)
        )) end order by known.chat_id, known.part, known.message_id)
      from support.telegram_messages as known
      where known.conversation_id = p_job.conversation_id and known.direction = 'out' and known.role = 'message'
        and (known.support_message_id = p_job.message_id or p_job.message_id = any (known.further_message_ids))
    )) end
$$;
comment on function support.context_of_lines(support.outbox) is
  'For a change of a line that went out together with others: the Telegram messages it is in, each with all of its lines as '
  'they are now.';

-- Also a line that went out behind others is quoted.
create or replace function support.quoted_in_telegram(p_chat_id bigint, p_message support.messages) returns bigint
language sql stable
set search_path = ''
as $$
  select known.message_id
  from support.messages as quoted
  join support.telegram_messages as known
    on known.conversation_id = quoted.conversation_id and known.chat_id = p_chat_id and known.role = 'message'
      and (known.support_message_id = quoted.id or quoted.id = any (known.further_message_ids))
  where quoted.conversation_id = p_message.conversation_id and quoted.seq = p_message.reply_to_seq
    and quoted.deleted_at is null
  -- The newest topic, should the first one be gone; of a split text its beginning.
  order by known.thread_id desc nulls last, known.part, known.message_id desc limit 1
$$;

drop function public.support_lease_outbox(integer, integer, text, text, integer);
create function public.support_lease_outbox(
  p_limit integer default 10, p_lease_seconds integer default 60, p_lane text default null, p_channel text default 'telegram',
  p_sends_per_minute integer default 20, p_lines integer default 1
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
  v_batch jsonb;
  v_room integer;
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
  if p_lines is null or p_lines not between 1 and 100 then
    perform support.refuse('p_lines', 'from 1 to 100 lines go out together');
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
    where budget.lane = v_name returning * into v_lane;
    v_batch := '[]';
    v_room := p_sends_per_minute - v_lane.sent_in_window;
    -- Half of a window's budget may go to lines of their own; the other half is kept for what comes next.
    if p_lines > 1 and p_sends_per_minute > 0 and support.lane_is_pressed(v_job, v_room - p_sends_per_minute / 2, v_now) then
      v_batch := support.lease_further_lines(v_job, p_lines - 1, v_now);
    end if;
    if p_lines > 1 and p_sends_per_minute > 0 and support.lane_is_pressed(v_job, v_room, v_now) then
      -- Spread over the rest of the window: lines gather meanwhile, nobody waits for a whole window, and the end of one window
      -- and the beginning of the next are not more together than Telegram takes in a minute.
      update support.outbox_lanes as paced set not_before = greatest(paced.not_before,
        v_now + (support.lane_window_ends(paced) - v_now) / (greatest(v_room, 0) + 1))
      where paced.lane = v_name and paced.sent_in_window * 2 >= p_sends_per_minute;
    end if;
    v_leased := v_leased || (jsonb_build_object(
        'id', v_job.id::text, 'lane', v_job.lane, 'kind', v_job.kind, 'chat_id', v_job.chat_id, 'attempts', v_job.attempts,
        'payload', v_job.payload, 'context', support.outbox_context(v_job) || support.context_of_lines(v_job))
      || case when v_batch = '[]' then '{}'::jsonb else jsonb_build_object('batch', v_batch) end
      || case when v_job.sent_parts = 0 then '{}'::jsonb else jsonb_build_object('sent_parts', v_job.sent_parts) end
      || case when v_job.channel = 'telegram' then '{}'::jsonb else jsonb_build_object(
        'channel', v_job.channel, 'recipient', v_job.recipient) end);
  end loop;
  return to_jsonb(v_leased);
end
$$;
comment on function public.support_lease_outbox(integer, integer, text, text, integer, integer) is
  'The head of each lane that is due, for one worker at a time: the most urgent, then the oldest. A delivery that is being sent '
  'or waits after a failure holds its lane, so the order in a chat survives every retry. A lane sends no more than its budget '
  '(p_sends_per_minute 0: no budget), nothing before Telegram allows it, and while it is paused one try a minute. When more '
  'waits than half of the budget allows, up to p_lines lines of one visitor are handed out together (batch), to be one Telegram '
  'message, and what is left of the budget is spread over the rest of its window. A lease that runs out makes the row due '
  'again. Raises SC090.';

drop function public.support_settle_outbox(bigint, text, text, numeric, jsonb, integer);
create function public.support_settle_outbox(
  p_id bigint, p_outcome text, p_error text default null, p_retry_seconds numeric default null, p_sent jsonb default '[]',
  p_sent_parts integer default null, p_with_ids bigint[] default '{}', p_further_sends integer default 0
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
  if p_further_sends < -1 or p_further_sends > 1000 then
    perform support.refuse('p_further_sends', 'a delivery takes from 0 to 1000 sends besides the first, or -1 where it sent nothing');
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
  perform support.settle_further_lines(v_job, coalesce(p_with_ids, '{}'), v_sent);
  if p_further_sends <> 0 then
    update support.outbox_lanes set sent_in_window = greatest(sent_in_window + p_further_sends, 0) where lane = v_job.lane;
  end if;

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
comment on function public.support_settle_outbox(bigint, text, text, numeric, jsonb, integer, bigint[], integer) is
  'sent (with the Telegram messages it became; raises the visitor''s "delivered" mark), retry after some seconds (the tenth '
  'failure buries what is a day old), wait (Telegram asked the whole lane for silence; no failure), paused (the bot may not '
  'write there; no failure), or dead. p_with_ids: the rest of its batch, sent in the same message or waiting again. '
  'p_further_sends: what it sent to its chat besides the first message and recorded parts; counts against the budget. -1: not '
  'even that one, which is given back. Raises SC090.';

revoke all on function support.lane_is_pressed(support.outbox, integer, timestamptz) from public, anon, authenticated;
revoke all on function support.lease_further_lines(support.outbox, integer, timestamptz) from public, anon, authenticated;
revoke all on function support.settle_further_lines(support.outbox, bigint[], jsonb) from public, anon, authenticated;
revoke all on function support.context_of_lines(support.outbox) from public, anon, authenticated;
revoke all on function public.support_lease_outbox(integer, integer, text, text, integer, integer) from public, anon, authenticated;
revoke all on function public.support_settle_outbox(bigint, text, text, numeric, jsonb, integer, bigint[], integer) from public, anon, authenticated;
grant execute on function public.support_lease_outbox(integer, integer, text, text, integer, integer) to service_role;
grant execute on function public.support_settle_outbox(bigint, text, text, numeric, jsonb, integer, bigint[], integer) to service_role;
