-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_set_agent_conversation(p_agent_id uuid, p_conversation_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents;
  v_conversation support.conversations;
begin
  if p_conversation_id is null then
    update support.agents set telegram_conversation_id = null
    where id = p_agent_id and is_active returning * into v_agent;
    if not found then
      raise exception 'no such agent' using errcode = 'SC050';
    end if;
    return jsonb_build_object('outcome', 'cleared', 'conversation', null);
  end if;
  v_conversation := support.lock_conversation(p_conversation_id);
  v_agent := support.agent_of_conversation(v_conversation, p_agent_id);
  if v_conversation.agent_id is distinct from p_agent_id or v_conversation.status not in ('queued', 'active') then
    return jsonb_build_object('outcome', 'not_yours', 'conversation', support.agent_conversation_json(v_conversation));
  end if;
  -- Somebody of several teams has one chat with the bot, so one choice.
  update support.agents set telegram_conversation_id = case when id = p_agent_id then p_conversation_id end
  where id = p_agent_id or (telegram_user_id = v_agent.telegram_user_id and telegram_conversation_id is not null);
  return jsonb_build_object('outcome', 'chosen', 'conversation', support.agent_conversation_json(v_conversation));
end
$function$;

comment on function public.support_set_agent_conversation(p_agent_id uuid, p_conversation_id uuid) is 'Which of their open conversations an agent''s next direct messages go to; null: again the one touched last. The choice ends with the conversation. Raises SC020, SC050.';

-- service_role may execute
