-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.give_conversation(p_conversation support.conversations, p_agent support.agents, p_reason text, p_by_agent_id uuid, p_has_seen boolean)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
begin
  -- Whoever is just being deactivated would keep it for ever.
  perform from support.agents as agent where agent.id = p_agent.id and agent.is_active for key share;
  if not found then
    raise exception 'no such agent in this organization' using errcode = 'SC050';
  end if;
  perform set_config('support.assignment', p_reason || ':' || coalesce(p_by_agent_id::text, ''), true);
  update support.conversations set
    agent_id = p_agent.id, status = 'active', claimed_at = now(), department_id = p_conversation.department_id,
    queued_at = case when status = 'queued' then queued_at else now() end, -- from hand to hand nobody waits
    seen_seq = case when p_has_seen then last_seq else seen_seq end,
    revision = revision + 1, updated_at = now()
  where id = p_conversation.id returning * into v_conversation;
  perform set_config('support.assignment', '', true);
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_build_object('state', 'claimed', 'agent_name', p_agent.name));
  if (support.telegram_chat_for(v_conversation.organization_id, v_conversation.department_id)).mode = 'claims'
      and p_agent.telegram_user_id is not null then
    perform support.enqueue_telegram(
      v_conversation, 'claim_transcript', jsonb_build_object('agent_id', p_agent.id, 'last_seq', v_conversation.last_seq),
      null, p_agent.telegram_user_id);
  end if;
  return v_conversation;
end
$function$;

comment on function support.give_conversation(p_conversation support.conversations, p_agent support.agents, p_reason text, p_by_agent_id uuid, p_has_seen boolean) is 'Gives a conversation to an agent, in the department that the row given names, and tells the visitor, the team and Telegram. The reason is claimed, routed, assigned or transferred. Raises SC050.';

-- Nobody but the owner has any privilege.
