-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.delivery_priority(p_kind text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case
    when p_kind = 'visitor_card' then 30
    when p_kind in ('reminder', 'agent_notice', 'owner_alert', 'forget_topic') then 40
    when p_kind = 'visitor_typing' then 60
    else 20
  end
$function$;

comment on function support.delivery_priority(p_kind text) is 'Which of a lane''s deliveries goes first, smallest first. What must stay in order with what was said has its priority. A conversation_state shows whatever is newest: in a group with topics it waits with the cards.';

-- Nobody but the owner has any privilege.
