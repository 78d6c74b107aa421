-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.conversation_json(p_conversation support.conversations)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'id', p_conversation.id,
    'number', p_conversation.number,
    'status', p_conversation.status,
    'revision', p_conversation.revision,
    'last_seq', p_conversation.last_seq,
    'delivered_seq', p_conversation.delivered_seq,
    'seen_seq', p_conversation.seen_seq,
    'visitor_read_seq', p_conversation.visitor_read_seq,
    'agent', support.person_json(p_conversation.agent_id),
    'department_id', p_conversation.department_id,
    'subject', p_conversation.subject,
    'is_offline', p_conversation.is_offline,
    'rating', p_conversation.rating,
    'created_at', p_conversation.created_at,
    'closed_at', p_conversation.closed_at
  )
$function$;

comment on function support.conversation_json(p_conversation support.conversations) is 'A conversation as its visitor receives it.';

-- Nobody but the owner has any privilege.
