-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_conversation(p_conversation_id uuid)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id for no key update;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  return v_conversation;
end
$function$;

comment on function support.lock_conversation(p_conversation_id uuid) is 'A conversation, locked for changes until the transaction ends; others may refer to it meanwhile. Raises SC020.';

-- Nobody but the owner has any privilege.
