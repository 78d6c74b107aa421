-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.replace_text(p_conversation support.conversations, p_message support.messages, p_text text)
 RETURNS support.messages
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_message support.messages;
begin
  update support.conversations set revision = revision + 1, updated_at = now()
  where id = p_conversation.id returning * into p_conversation;
  update support.messages set
    -- Ranges of the old words mean nothing in the new ones.
    body = coalesce(p_text, ''), content = support.with_formatting(content, null), edited_at = clock_timestamp(), revision = p_conversation.revision
  where id = p_message.id returning * into v_message;
  return v_message;
end
$function$;

comment on function support.replace_text(p_conversation support.conversations, p_message support.messages, p_text text) is 'Another text for a message of a locked conversation, with a revision of its own.';

-- Nobody but the owner has any privilege.
