-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_close_conversation(p_conversation_id uuid, p_agent_id uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents;
begin
  if p_agent_id is not null then
    v_agent := support.agent_of_conversation(v_conversation, p_agent_id);
  end if;
  if v_conversation.status = 'closed' then
    return jsonb_build_object('outcome', 'already_closed', 'conversation', support.agent_conversation_json(v_conversation));
  end if;
  v_conversation := support.end_conversation(
    v_conversation, 'closed', case when p_agent_id is null then 'system' else 'agent' end, v_agent.name);
  return jsonb_build_object('outcome', 'closed', 'conversation', support.agent_conversation_json(v_conversation));
end
$function$;

comment on function public.support_close_conversation(p_conversation_id uuid, p_agent_id uuid) is 'Ends a conversation, whoever ended it and wherever; a topic that is closed already only gets its card renewed. Raises SC020, SC050.';

-- service_role may execute
