-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.excerpt_json(p_message support.messages)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'id', p_message.id,
    'seq', p_message.seq,
    'sender', jsonb_build_object('kind', p_message.sender_kind, 'name', p_message.sender_name),
    'type', p_message.type,
    'text', left(p_message.body, 200),
    'created_at', p_message.created_at,
    'deleted_at', p_message.deleted_at
  )
$function$;

comment on function support.excerpt_json(p_message support.messages) is 'The beginning of a message, for lists of conversations.';

-- Nobody but the owner has any privilege.
