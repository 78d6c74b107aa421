-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.refresh_direct_cards(p_telegram_user_id bigint)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_held support.conversations;
begin
  for v_held in
    select held.* from support.agents as agent
    join support.conversations as held on held.agent_id = agent.id and held.status in ('queued', 'active')
    where agent.telegram_user_id = p_telegram_user_id and agent.is_active
    order by held.claimed_at desc nulls last limit 20
  loop
    perform support.refresh_direct_card(v_held, p_telegram_user_id);
  end loop;
end
$function$;

comment on function support.refresh_direct_cards(p_telegram_user_id bigint) is 'The same for everything that this person holds, in all their teams: which one gets what they write may have changed.';

-- Nobody but the owner has any privilege.
