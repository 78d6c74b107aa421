-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.telegram_places_of(p_visitor_id uuid)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select known.chat_id || ' ' || known.message_id
  from support.conversations as conversation
  join support.telegram_messages as known on known.conversation_id = conversation.id
  where conversation.visitor_id = p_visitor_id
$function$;

comment on function support.telegram_places_of(p_visitor_id uuid) is 'Every Telegram message that is part of a visitor''s conversations, as "chat message".';

-- Nobody but the owner has any privilege.
