-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lane_is_pressed(p_job support.outbox, p_room integer, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select count(*) > greatest(p_room, 0) from (
    select from support.outbox as waiting
    where waiting.lane = p_job.lane and waiting.state = 'pending' and waiting.id <> p_job.id
      and (waiting.leased_until is null or waiting.leased_until <= p_now) and waiting.not_before <= p_now
      and waiting.kind not in ('visitor_typing', 'read_receipt')
    limit greatest(p_room, 0) + 1
  ) as others
$function$;

comment on function support.lane_is_pressed(p_job support.outbox, p_room integer, p_now timestamp with time zone) is 'Whether more waits behind a delivery than so many sends.';

-- Nobody but the owner has any privilege.
