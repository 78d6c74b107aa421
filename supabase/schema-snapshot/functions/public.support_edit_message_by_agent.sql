-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_edit_message_by_agent(p_message_id uuid, p_agent_id uuid, p_text text)
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
  if v_message.agent_id is distinct from p_agent_id then
    raise exception 'only who wrote a message may change its words' using errcode = 'SC051';
  end if;
  if v_message.deleted_at is not null then
    raise exception 'this message was taken back' using errcode = 'SC033';
  end if;
  perform support.assert_message_text(p_text, 16000, v_message.type in ('file', 'image'));
  if v_message.body = coalesce(p_text, '') then
    return jsonb_build_object('outcome', 'unchanged', 'message', support.message_json(v_message));
  end if;
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = v_message.conversation_id;
  v_message := support.replace_text(v_conversation, v_message, p_text);
  if not v_message.is_internal then
    perform support.pass_on_change(v_conversation, p_message_id, 'visitor_edit');
  end if;
  return jsonb_build_object('outcome', 'edited', 'message', support.message_json(v_message));
end
$function$;

comment on function public.support_edit_message_by_agent(p_message_id uuid, p_agent_id uuid, p_text text) is 'An agent corrects their own answer or note, whenever they like. Raises SC020, SC030, SC032, SC033, SC050, SC051.';

-- service_role may execute
