-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lanes_due(p_channel text, p_sends_per_minute integer, p_now timestamp with time zone, p_limit integer)
 RETURNS TABLE(lane text, organization_id uuid)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
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
$function$;

comment on function support.lanes_due(p_channel text, p_sends_per_minute integer, p_now timestamp with time zone, p_limit integer) is 'Lanes of a channel that may send now, most urgent first. Only a guess until the lane is locked.';

-- Nobody but the owner has any privilege.
