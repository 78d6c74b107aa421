-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.refresh_card(p_conversation support.conversations, p_not_before timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_holder bigint;
begin
  select agent.telegram_user_id into v_holder from support.agents as agent where agent.id = p_conversation.agent_id;
  if v_holder is not null then
    perform support.refresh_direct_card(p_conversation, v_holder, p_not_before);
  end if;
  -- Without a card there is nothing to refresh, and one that is due shows whatever is newest when it is sent.
  if not exists (
    select from support.telegram_messages as card
    where card.conversation_id = p_conversation.id and card.role = 'card'
  ) or exists (
    select from support.outbox as pending
    where pending.conversation_id = p_conversation.id and pending.kind = 'visitor_card' and pending.state = 'pending'
      and pending.chat_id < 0 and pending.attempts = 0 and pending.not_before <= p_not_before
  ) then
    return;
  end if;
  perform support.enqueue_telegram_at(p_conversation, 'visitor_card', '{}', p_not_before => p_not_before);
end
$function$;

comment on function support.refresh_card(p_conversation support.conversations, p_not_before timestamp with time zone) is 'Has the cards in Telegram show the present state, in the group and with whoever has the conversation. One delivery at a time for each, however much changes at once.';

-- Nobody but the owner has any privilege.
