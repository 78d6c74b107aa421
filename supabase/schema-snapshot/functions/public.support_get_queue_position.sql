-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_queue_position(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
  v_position bigint;
  v_pace numeric;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.visitor_id = v_session.visitor_id
    and conversation.widget_id = v_session.widget_id;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  if v_conversation.status = 'queued' then
    select count(*) + 1 into v_position from support.conversations as waiting
    where waiting.organization_id = v_conversation.organization_id and waiting.status = 'queued'
      and waiting.department_id is not distinct from v_conversation.department_id
      and (waiting.snoozed_until is null or waiting.snoozed_until <= now())
      and (-support.priority_rank(waiting.priority), waiting.queued_at, waiting.id)
        < (-support.priority_rank(v_conversation.priority), v_conversation.queued_at, v_conversation.id);
    -- How fast the queue has moved of late: the time between two conversations that somebody got.
    select extract(epoch from max(got.started_at) - min(got.started_at)) / nullif(count(*) - 1, 0) into v_pace
    from (
      select had.started_at from support.conversation_assignments as had
      where had.organization_id = v_conversation.organization_id and had.started_at > now() - interval '4 hours'
      order by had.started_at desc limit 20
    ) as got;
  end if;
  return jsonb_build_object('position', v_position, 'estimated_wait_seconds', ceil(v_position * v_pace));
end
$function$;

comment on function public.support_get_queue_position(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid) is 'The visitor''s place in the queue of their department, from 1, and an estimate from how fast the last 20 of the past four hours went; null when it does not wait, or nothing is known. Raises SC002, SC010 to SC015, SC020.';

-- service_role may execute
