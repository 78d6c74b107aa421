-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_lease_outbox(p_limit integer DEFAULT 10, p_lease_seconds integer DEFAULT 60, p_lane text DEFAULT NULL::text, p_channel text DEFAULT 'telegram'::text, p_sends_per_minute integer DEFAULT 20, p_lines integer DEFAULT 1)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
    -- Somebody settles or deletes it right now: then its lane waits, rather than be overtaken. Or it has just gone to the lane
    -- of another group, and that lane is not ours.
    perform from support.outbox as head
    where head.id = v_job.id and head.state = 'pending' and head.lane = v_name for update skip locked;
    continue when not found;

    update support.outbox set leased_until = v_now + make_interval(secs => p_lease_seconds), attempts = attempts + 1
    where id = v_job.id returning * into v_job;
    update support.outbox_lanes as budget set
      window_start = case when support.lane_window_ends(budget) <= v_now then v_now else budget.window_start end,
      -- Telegram counts signs of typing and reactions apart.
      sent_in_window = case when support.lane_window_ends(budget) <= v_now then 0 else budget.sent_in_window end
        + (v_job.kind not in ('visitor_typing', 'read_receipt'))::integer,
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
$function$;

comment on function public.support_lease_outbox(p_limit integer, p_lease_seconds integer, p_lane text, p_channel text, p_sends_per_minute integer, p_lines integer) is 'The head of each lane that is due, for one worker at a time: the most urgent, then the oldest. A delivery that is being sent or waits after a failure holds its lane, so the order in a chat survives every retry. A lane sends no more than its budget (p_sends_per_minute 0: no budget), nothing before Telegram allows it, and while it is paused one try a minute. When more waits than half of the budget allows, up to p_lines lines of one visitor are handed out together (batch), to be one Telegram message, and what is left of the budget is spread over the rest of its window. A lease that runs out makes the row due again. Raises SC090.';

-- service_role may execute
