-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.agent_conversation_json(p_conversation support.conversations)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'id', p_conversation.id,
    'number', p_conversation.number,
    'status', p_conversation.status,
    'organization_id', p_conversation.organization_id,
    'widget_id', p_conversation.widget_id,
    'department_id', p_conversation.department_id,
    'visitor_id', p_conversation.visitor_id,
    'visitor_name', (select visitor.name from support.visitors as visitor where visitor.id = p_conversation.visitor_id),
    'last_seq', p_conversation.last_seq,
    'revision', p_conversation.revision,
    'visitor_read_seq', p_conversation.visitor_read_seq,
    'subject', p_conversation.subject,
    'category', p_conversation.category,
    'priority', p_conversation.priority,
    'tags', to_jsonb(p_conversation.tags),
    'is_offline', p_conversation.is_offline,
    'waiting_since', p_conversation.waiting_since,
    'last_message_at', p_conversation.last_message_at,
    'snoozed_until', p_conversation.snoozed_until,
    'rating', p_conversation.rating,
    'created_at', p_conversation.created_at,
    'closed_at', p_conversation.closed_at,
    'agent', (
      select jsonb_build_object('id', agent.id, 'name', agent.name, 'telegram_user_id', agent.telegram_user_id)
      from support.agents as agent where agent.id = p_conversation.agent_id
    )
  )
$function$;

comment on function support.agent_conversation_json(p_conversation support.conversations) is 'A conversation as the team''s side receives it.';

-- Nobody but the owner has any privilege.
