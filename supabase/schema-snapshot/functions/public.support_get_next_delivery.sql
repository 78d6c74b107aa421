-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_next_delivery(p_channel text DEFAULT 'telegram'::text, p_sends_per_minute integer DEFAULT 20)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;

comment on function public.support_get_next_delivery(p_channel text, p_sends_per_minute integer) is 'In how many seconds the first lane may send again: when it is due, its pause is over, its budget has room. Null when nothing waits but what somebody is sending. Raises SC090.';

-- service_role may execute
