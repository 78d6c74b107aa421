-- Purpose: a worker that has sent what was due knows when more will be, and one whose delivery takes long keeps it.
-- Objects: public.support_get_next_delivery, support_renew_lease.
-- Undo:    drop both.

create function public.support_get_next_delivery(p_channel text default 'telegram', p_sends_per_minute integer default 20) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_due_at timestamptz;
begin
  if p_channel is null or p_channel not in ('telegram', 'email') then
    perform support.refuse('p_channel', 'the channels are telegram and email');
  end if;
  if p_sends_per_minute is null or p_sends_per_minute < 0 then
    perform support.refuse('p_sends_per_minute', 'a budget is a number of sends, or 0 for none');
  end if;
  select min(greatest(head.not_before, tried.not_before, known.not_before,
    case when known.lane is not null and not support.lane_has_room(known, p_sends_per_minute, v_now)
      then support.lane_window_ends(known) end)) into v_due_at
  from (
    select pending.lane, min(pending.not_before) as not_before from support.outbox as pending
    where pending.state = 'pending' and pending.channel = p_channel group by pending.lane
  ) as head
  left join support.outbox_lanes as known on known.lane = head.lane
  left join lateral (
    select max(failed.not_before) as not_before from support.outbox as failed
    where failed.lane = head.lane and failed.state = 'pending' and failed.attempts > 0 and failed.channel <> 'email'
  ) as tried on true
  -- Whoever sends something of a lane right now goes on with it.
  where not exists (
    select from support.outbox as leased
    where leased.lane = head.lane and leased.state = 'pending' and leased.attempts > 0 and leased.leased_until > v_now
  );
  return jsonb_build_object('seconds', case when v_due_at is not null then greatest(0, extract(epoch from v_due_at - v_now)) end);
end
$$;
comment on function public.support_get_next_delivery(text, integer) is
  'In how many seconds the first lane may send again: when it is due, its pause is over, its budget has room. Null when '
  'nothing waits but what somebody is sending. Raises SC090.';

create function public.support_renew_lease(p_id bigint, p_attempts integer, p_lease_seconds integer default 60) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  if p_lease_seconds is null or p_lease_seconds not between 0 and 3600 then
    perform support.refuse('p_lease_seconds', 'a lease lasts from 0 to 3600 seconds');
  end if;
  update support.outbox set leased_until = greatest(leased_until, clock_timestamp() + make_interval(secs => p_lease_seconds))
  where id = p_id and state = 'pending' and attempts = p_attempts and leased_until is not null;
  return jsonb_build_object('renewed', found);
end
$$;
comment on function public.support_renew_lease(bigint, integer, integer) is
  'A worker needs longer with its delivery. p_attempts is what it was told when it got it: false says that somebody else has it '
  'by now, or that it was settled. Raises SC090.';

revoke all on function public.support_get_next_delivery(text, integer) from public, anon, authenticated;
revoke all on function public.support_renew_lease(bigint, integer, integer) from public, anon, authenticated;
grant execute on function public.support_get_next_delivery(text, integer) to service_role;
grant execute on function public.support_renew_lease(bigint, integer, integer) to service_role;
