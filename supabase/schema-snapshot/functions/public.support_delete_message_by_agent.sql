-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_delete_message_by_agent(p_message_id uuid, p_agent_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_message support.messages := support.lock_message_for_agent(p_message_id, v_agent);
  v_conversation support.conversations;
begin
  if v_message.agent_id is distinct from p_agent_id and v_agent.role = 'agent' then
    raise exception 'only who wrote a message, or an admin, may take it back' using errcode = 'SC051';
  end if;
  if v_message.deleted_at is not null then
    return jsonb_build_object('outcome', 'already_deleted', 'message', support.message_json(v_message));
  end if;
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = v_message.conversation_id;
  v_message := support.erase_message(v_conversation, v_message, 'agent');
  return jsonb_build_object('outcome', 'deleted', 'message', support.message_json(v_message));
end
$function$;

comment on function public.support_delete_message_by_agent(p_message_id uuid, p_agent_id uuid) is 'An agent takes back an answer or note of their own; an admin anybody''s words, also a visitor''s. Raises SC020, SC033, SC050, SC051.';

-- service_role may execute
