-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_reopen_conversation(p_conversation_id uuid, p_agent_id uuid DEFAULT NULL::uuid)
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
  if v_conversation.status in ('queued', 'active') or not support.may_be_open(v_conversation) then
    return jsonb_build_object('outcome', 'already_open', 'conversation', support.agent_conversation_json(v_conversation));
  end if;
  update support.conversations set
    status = case when agent_id is null then 'queued' else 'active' end, closed_at = null,
    revision = revision + 1, updated_at = now()
  where id = p_conversation_id returning * into v_conversation;
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_build_object('state', 'reopened', 'agent_name', v_agent.name));
  return jsonb_build_object('outcome', 'reopened', 'conversation', support.agent_conversation_json(v_conversation));
end
$function$;

comment on function public.support_reopen_conversation(p_conversation_id uuid, p_agent_id uuid) is 'Opens an ended conversation again, unless the visitor has another open one. Raises SC020, SC050.';

-- service_role may execute
