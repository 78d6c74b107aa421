-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.queue_place(p_conversation support.conversations)
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select count(*) + 1 from support.conversations as waiting
  where p_conversation.status = 'queued'
    and waiting.organization_id = p_conversation.organization_id and waiting.status = 'queued'
    and waiting.department_id is not distinct from p_conversation.department_id
    and (waiting.snoozed_until is null or waiting.snoozed_until <= now())
    and (-support.priority_rank(waiting.priority), waiting.queued_at, waiting.id)
      < (-support.priority_rank(p_conversation.priority), p_conversation.queued_at, p_conversation.id)
  having p_conversation.status = 'queued'
$function$;

comment on function support.queue_place(p_conversation support.conversations) is 'From 1; null when the conversation does not wait. Urgent ones come first, then who has waited longest; what was put off is not counted.';

-- Nobody but the owner has any privilege.
