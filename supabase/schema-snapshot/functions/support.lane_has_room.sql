-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lane_has_room(p_lane support.outbox_lanes, p_sends_per_minute integer, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select support.lane_window_ends(p_lane) <= p_now or case
    when p_lane.lane like 'email:%' then p_lane.sent_in_window < 60
    else p_sends_per_minute = 0 or p_lane.sent_in_window < p_sends_per_minute
  end
$function$;

comment on function support.lane_has_room(p_lane support.outbox_lanes, p_sends_per_minute integer, p_now timestamp with time zone) is 'Whether a lane''s budget lets it send now: 20 a minute to a group, 20 in 20 seconds to a person, 60 e-mails a minute. A burst below that goes out at once.';

-- Nobody but the owner has any privilege.
