-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.message_json(p_message support.messages)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'id', p_message.id,
    'conversation_id', p_message.conversation_id,
    'seq', p_message.seq,
    'revision', p_message.revision,
    'sender', jsonb_build_object(
      'kind', p_message.sender_kind,
      'name', p_message.sender_name,
      'avatar_url', (select agent.avatar_url from support.agents as agent where agent.id = p_message.agent_id)
    ),
    'type', p_message.type,
    'text', case when p_message.deleted_at is null then p_message.body else '' end,
    'created_at', p_message.created_at,
    'edited_at', p_message.edited_at,
    'deleted_at', p_message.deleted_at
  )
$function$;

comment on function support.message_json(p_message support.messages) is 'A message as every client receives it.';

-- Nobody but the owner has any privilege.
