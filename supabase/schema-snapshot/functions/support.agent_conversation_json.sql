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
    'visitor_id', p_conversation.visitor_id,
    'visitor_name', (select visitor.name from support.visitors as visitor where visitor.id = p_conversation.visitor_id),
    'last_seq', p_conversation.last_seq,
    'revision', p_conversation.revision,
    'agent', (
      select jsonb_build_object('id', agent.id, 'name', agent.name, 'telegram_user_id', agent.telegram_user_id)
      from support.agents as agent where agent.id = p_conversation.agent_id
    )
  )
$function$;

comment on function support.agent_conversation_json(p_conversation support.conversations) is 'A conversation as the team''s side receives it.';

-- Nobody but the owner has any privilege.
