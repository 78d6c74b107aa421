-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lane_window_ends(p_lane support.outbox_lanes)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  -- Groups have negative numbers. A person's chat takes about one message a second, and short bursts.
  select p_lane.window_start + case
    when p_lane.lane like 'telegram:%' and p_lane.lane not like 'telegram:-%' then interval '20 seconds'
    else interval '1 minute' end
$function$;

comment on function support.lane_window_ends(p_lane support.outbox_lanes) is 'When what a lane has sent is forgotten: after a minute, in direct messages after 20 seconds.';

-- Nobody but the owner has any privilege.
