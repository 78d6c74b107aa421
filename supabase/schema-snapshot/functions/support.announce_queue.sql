-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.announce_queue(p_organization_id uuid, p_changed jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_pace numeric;
begin
  perform support.hold_announcements(p_organization_id);
  perform pg_advisory_xact_lock(hashtextextended('support.queue:' || p_organization_id::text, 0));
  v_pace := support.queue_pace(p_organization_id);
  perform realtime.send(
      jsonb_build_object('queue', jsonb_build_object(
        'conversation_id', told.id, 'position', told.place, 'estimated_wait_seconds', ceil(told.place * v_pace))),
      'queue.updated', 'support:visitor:' || told.visitor_id::text, true)
  from (
    select place.id, place.place, place.visitor_id
    from (
      select waiting.id, waiting.visitor_id, waiting.widget_id,
        row_number() over in_line as place,
        jsonb_build_array(-support.priority_rank(waiting.priority), extract(epoch from waiting.queued_at), waiting.id)
          >= p_changed -> coalesce(waiting.department_id::text, '') as is_behind
      from support.conversations as waiting
      where waiting.organization_id = p_organization_id and waiting.status = 'queued'
        and (waiting.snoozed_until is null or waiting.snoozed_until <= now())
        and p_changed ? coalesce(waiting.department_id::text, '')
      window in_line as (
        partition by waiting.department_id
        order by -support.priority_rank(waiting.priority), waiting.queued_at, waiting.id)
    ) as place
    join support.widgets as widget on widget.id = place.widget_id
    where place.is_behind and place.place <= 100 and widget.behavior @> '{"shows_queue_position": true}'
  ) as told;
end
$function$;

comment on function support.announce_queue(p_organization_id uuid, p_changed jsonb) is 'Tells those among the first 100 of each department whose place may have changed. The second argument has, by department (or the empty text), the foremost place that did: priority, time, id.';

-- Nobody but the owner has any privilege.
