-- Purpose: what an agent corrected on the web stayed as it was in Telegram, where the team reads along. A correction now goes
--          where the words went, as a visitor's does.
-- Objects: public.support_edit_message_by_agent (replaced).
-- Undo:    restore the function of 20261121121110.

create or replace function public.support_edit_message_by_agent(p_message_id uuid, p_agent_id uuid, p_text text) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;
