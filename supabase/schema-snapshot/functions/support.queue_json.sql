-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.queue_json(p_conversation support.conversations)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'conversation_id', p_conversation.id,
    'position', here.place,
    'estimated_wait_seconds', ceil(here.place * support.queue_pace(p_conversation.organization_id)))
  from (select support.queue_place(p_conversation) as place) as here
  where here.place is not null and exists (
    select from support.widgets as widget
    where widget.id = p_conversation.widget_id and widget.behavior @> '{"shows_queue_position": true}')
$function$;

comment on function support.queue_json(p_conversation support.conversations) is 'A place in the queue as its visitor receives it; null when the conversation does not wait, or its widget does not show it.';

-- Nobody but the owner has any privilege.
