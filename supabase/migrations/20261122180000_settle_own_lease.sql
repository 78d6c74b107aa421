-- Purpose: a worker that was away for longer than its lease ended the delivery of whoever had it by then: a failure of the first
--          one freed the lane while the second one was sending, and a third one sent the same again.
--          And it locks the conversation before its delivery, as everybody does since 20261122150000.
-- Objects: public.support_settle_outbox (replaced; p_attempts is new).
-- Undo:    restore the function of 20261121150030.

drop function public.support_settle_outbox(bigint, text, text, numeric, jsonb, integer, bigint[], integer);

create function public.support_settle_outbox(
  p_id bigint, p_outcome text, p_error text default null, p_retry_seconds numeric default null, p_sent jsonb default '[]',
  p_sent_parts integer default null, p_with_ids bigint[] default '{}', p_further_sends integer default 0,
  p_attempts integer default null
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

  select job.* into v_job from support.outbox as job where job.id = p_id and job.state = 'pending'
    and (p_outcome = 'sent' or job.attempts = coalesce(p_attempts, job.attempts));
  if not found then
    return jsonb_build_object('state', null);
  end if;
  -- The conversation before its delivery, as everybody locks them.
  v_is_delivery := p_outcome = 'sent' and v_job.kind = 'visitor_message';
  if v_is_delivery or jsonb_array_length(v_sent) > 0 then
    perform from support.conversations as conversation where conversation.id = v_job.conversation_id for no key update;
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
  where id = p_id and state = 'pending' and (p_outcome = 'sent' or attempts = coalesce(p_attempts, attempts))
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

revoke all on function public.support_settle_outbox(bigint, text, text, numeric, jsonb, integer, bigint[], integer, integer)
  from public, anon, authenticated;
grant execute on function public.support_settle_outbox(bigint, text, text, numeric, jsonb, integer, bigint[], integer, integer)
  to service_role;
comment on function public.support_settle_outbox(bigint, text, text, numeric, jsonb, integer, bigint[], integer, integer) is
  'sent (with the Telegram messages it became; raises the visitor''s "delivered" mark), retry after some seconds (the tenth failure buries what is a day old), wait (Telegram asked the whole lane for silence; no failure), paused (the bot may not write there; no failure), or dead. p_with_ids: the rest of its batch, sent in the same message or waiting again. p_further_sends: what it sent to its chat besides the first message and recorded parts; counts against the budget. -1: not even that one, which is given back. p_attempts: what the worker was told when it got it. Once another worker was, only sent counts, as that is true whoever says it; for everything else state is null, as when it was settled before. Raises SC090.';
