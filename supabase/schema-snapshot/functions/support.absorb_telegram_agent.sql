-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.absorb_telegram_agent(p_into support.agents, p_telegram_user_id bigint)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_other support.agents;
begin
  select agent.* into v_other from support.agents as agent
  where agent.organization_id = p_into.organization_id and agent.telegram_user_id = p_telegram_user_id and agent.id <> p_into.id;
  if not found then
    return;
  end if;
  if v_other.user_id is not null then
    raise exception 'this Telegram account belongs to somebody else of the team' using errcode = 'SC006';
  end if;
  v_other := support.lock_agent_and_conversations(v_other.id);
  perform support.move_conversations(v_other, p_into.id, null);
  update support.agents set telegram_user_id = null, telegram_conversation_id = null, is_active = false, updated_at = now()
  where id = v_other.id;
end
$function$;

comment on function support.absorb_telegram_agent(p_into support.agents, p_telegram_user_id bigint) is 'Whoever wrote in the group before they were linked is on the team under that account already: their open conversations become the linked agent''s, and that second self is deactivated. Raises SC006.';

-- Nobody but the owner has any privilege.
