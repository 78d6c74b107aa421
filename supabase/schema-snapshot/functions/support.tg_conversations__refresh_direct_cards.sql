-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_conversations__refresh_direct_cards()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_telegram_user_id bigint;
begin
  for v_telegram_user_id in
    select distinct card.chat_id from support.telegram_messages as card
    where card.conversation_id = new.id and card.role = 'transcript' and card.part = 1
    order by 1
  loop
    perform support.refresh_direct_card(new, v_telegram_user_id);
  end loop;
  -- With one more, or one fewer, it may be another that gets what they write.
  for v_telegram_user_id in
    select distinct agent.telegram_user_id from support.agents as agent
    where agent.id in (old.agent_id, new.agent_id) and agent.telegram_user_id is not null
    order by 1
  loop
    perform support.refresh_direct_cards(v_telegram_user_id);
  end loop;
  return null;
end
$function$;

comment on function support.tg_conversations__refresh_direct_cards() is 'Shows everybody who had a conversation, in their direct messages, what became of it.';

-- Nobody but the owner has any privilege.
