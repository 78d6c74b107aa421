-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.announce_availability(p_organization_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform support.hold_announcements(p_organization_id);
  perform realtime.send(
    jsonb_build_object('availability', support.availability_json(p_organization_id)), 'availability.updated',
    'support:org:' || p_organization_id::text, true);
  perform realtime.send(
      jsonb_build_object('availability', state.availability), 'availability.updated',
      'support:visitor:' || asking.visitor_id::text, true)
  from (
    select conversation.visitor_id, conversation.widget_id from support.conversations as conversation
    where conversation.organization_id = p_organization_id and conversation.status in ('queued', 'active')
      and conversation.updated_at > now() - interval '1 day'
    order by conversation.updated_at desc limit 500
  ) as asking
  join (
    select widget.id, support.widget_availability_json(widget) as availability from support.widgets as widget
    where widget.organization_id = p_organization_id offset 0
  ) as state on state.id = asking.widget_id;
end
$function$;

comment on function support.announce_availability(p_organization_id uuid) is 'Tells the team, and up to 500 visitors with an open conversation touched within a day, whether somebody is there. To be called when that has changed.';

-- Nobody but the owner has any privilege.
