-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_visitor_conversation(p_session support.sessions, p_conversation_id uuid)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
begin
  perform support.hold_session(p_session);
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.visitor_id = p_session.visitor_id
    and conversation.widget_id = p_session.widget_id
  for no key update;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  return v_conversation;
end
$function$;

comment on function support.lock_visitor_conversation(p_session support.sessions, p_conversation_id uuid) is 'One of the visitor''s own conversations, locked. Somebody else''s is as unknown as one that never was: SC020. Raises SC010, SC011, SC015 too.';

-- Nobody but the owner has any privilege.
