-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.refresh_direct_card(p_conversation support.conversations, p_telegram_user_id bigint, p_not_before timestamp with time zone DEFAULT now())
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_message_id bigint;
begin
  select max(card.message_id) into v_message_id from support.telegram_messages as card
  where card.conversation_id = p_conversation.id and card.chat_id = p_telegram_user_id
    and card.role = 'transcript' and card.part = 1;
  -- Without a card there is nothing to refresh, and one that is due shows whatever is newest when it is sent.
  if v_message_id is not null then
    perform support.enqueue_telegram_at(
      p_conversation, 'visitor_card', jsonb_build_object('card_message_id', v_message_id), null, p_telegram_user_id,
      p_not_before => p_not_before);
  end if;
end
$function$;

comment on function support.refresh_direct_card(p_conversation support.conversations, p_telegram_user_id bigint, p_not_before timestamp with time zone) is 'Has the card in an agent''s direct messages show the present state.';

-- Nobody but the owner has any privilege.
