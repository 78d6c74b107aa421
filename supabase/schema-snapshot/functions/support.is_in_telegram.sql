-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.is_in_telegram(p_conversation support.conversations)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_chat support.telegram_chats := support.telegram_chat_for(p_conversation.organization_id, p_conversation.department_id);
begin
  return exists (
    select from support.telegram_topics as topic
    where topic.visitor_id = p_conversation.visitor_id and topic.chat_id = v_chat.chat_id
  ) or exists (
    select from support.telegram_messages as card
    where card.conversation_id = p_conversation.id and card.chat_id = v_chat.chat_id and card.role = 'card'
  );
end
$function$;

comment on function support.is_in_telegram(p_conversation support.conversations) is 'Whether the group has a topic or a card for it, so that who reads along there should see answers from elsewhere.';

-- Nobody but the owner has any privilege.
