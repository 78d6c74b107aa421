-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lane_is_held(p_lane text, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select exists (
    select from support.outbox as tried
    where tried.lane = p_lane and tried.state = 'pending' and tried.attempts > 0
      and (tried.leased_until > p_now or (tried.not_before > p_now and tried.channel <> 'email'))
  )
$function$;

comment on function support.lane_is_held(p_lane text, p_now timestamp with time zone) is 'Whether one of the lane is being sent, or failed and waits: until then nothing overtakes it, except among e-mails, which go to different people. What was never tried and is not due yet holds nobody up.';

-- Nobody but the owner has any privilege.
