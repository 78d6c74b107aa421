-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_message_for_agent(p_message_id uuid, p_agent support.agents)
 RETURNS support.messages
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_message support.messages;
begin
  select message.* into v_message from support.messages as message
  where message.id = p_message_id and message.organization_id = p_agent.organization_id;
  if not found then
    raise exception 'no such message' using errcode = 'SC033';
  end if;
  perform support.lock_conversation(v_message.conversation_id);
  select message.* into v_message from support.messages as message where message.id = p_message_id;
  return v_message;
end
$function$;

comment on function support.lock_message_for_agent(p_message_id uuid, p_agent support.agents) is 'A message of the agent''s organization, as it is once its conversation is locked. Raises SC020, SC033.';

-- Nobody but the owner has any privilege.
