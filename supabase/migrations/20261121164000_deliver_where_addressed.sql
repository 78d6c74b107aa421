-- Purpose: a line that was on its way when its conversation went to another department's group is said where it was addressed,
--          in the former group. In the new one it stands among what was said before; said there again, it came after newer ones.
-- Objects: support.outbox_context (changed).
-- Undo:    restore outbox_context of 20261121161000.

do $do$
declare
  v_definition text := pg_get_functiondef('support.outbox_context(support.outbox)'::regprocedure);
  v_present constant text := $$  v_chat := support.telegram_chat_for(v_conversation.organization_id, v_conversation.department_id);$$;
begin
  if strpos(v_definition, v_present) = 0 then
    raise exception 'support.outbox_context chooses its group in another way';
  end if;
  execute replace(v_definition, v_present, $$  -- Direct messages are not addressed to a group: theirs is the conversation's.
  select chat.* into v_chat from support.telegram_chats as chat
  where chat.chat_id = p_job.chat_id and chat.organization_id = v_conversation.organization_id;
  if not found then
    v_chat := support.telegram_chat_for(v_conversation.organization_id, v_conversation.department_id);
  end if;$$);
end
$do$;
