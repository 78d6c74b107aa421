-- Purpose: an album in Telegram is one message of the chat, however late its items come; and a delivery to Telegram finds
--          the bytes of the files it carries.
-- Objects: public.support_append_agent_files, public.support_list_message_files.
-- Undo:    drop both functions.

create function public.support_append_agent_files(
  p_conversation_id uuid, p_agent_id uuid, p_message_id uuid, p_attachment_ids uuid[], p_text text default null,
  p_telegram jsonb default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  -- As many as Telegram puts into an album; what a widget lets people send at once is about composing, not about this.
  c_max_files constant integer := 10;
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
  v_message support.messages;
  v_present integer;
  v_type text;
begin
  if coalesce(cardinality(p_attachment_ids), 0) = 0 then
    perform support.refuse('p_attachment_ids', 'there is nothing to append');
  end if;
  if p_text is not null then
    perform support.assert_message_text(p_text, 16000, true);
  end if;
  if jsonb_typeof(p_telegram) = 'null' then
    p_telegram := null;
  end if;
  if p_telegram is not null and (
    jsonb_typeof(p_telegram) <> 'object'
    or coalesce(p_telegram ->> 'chat_id', '') !~ '^-?[0-9]{1,18}$'
    or coalesce(p_telegram ->> 'message_id', '') !~ '^[0-9]{1,18}$'
    or coalesce(p_telegram ->> 'thread_id', '0') !~ '^[0-9]{1,18}$'
  ) then
    perform support.refuse('p_telegram', 'a Telegram message is {"chat_id", "message_id", "thread_id"}');
  end if;

  select message.* into v_message from support.messages as message
  where message.id = p_message_id and message.conversation_id = p_conversation_id and message.agent_id = v_agent.id
    and message.type in ('file', 'image');
  if not found then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  if v_message.deleted_at is not null then
    return jsonb_build_object('outcome', 'taken_back');
  end if;
  if exists (
    select from support.telegram_messages as known
    where known.chat_id = (p_telegram ->> 'chat_id')::bigint and known.message_id = (p_telegram ->> 'message_id')::bigint
  ) then
    return jsonb_build_object('outcome', 'duplicate', 'message', support.message_json(v_message));
  end if;

  select count(*) into v_present from support.attachments as present where present.message_id = p_message_id;
  if v_present + cardinality(p_attachment_ids) > c_max_files then
    raise exception 'a message may carry at most % files', c_max_files using
      errcode = 'SC064', detail = c_max_files::text, hint = 'Send the rest with another message.';
  end if;
  v_type := support.attach_files(v_conversation, p_message_id, p_attachment_ids, p_agent_id);
  update support.attachments set position = position + v_present where id = any (p_attachment_ids);
  update support.conversations set revision = revision + 1, updated_at = now()
  where id = p_conversation_id returning * into v_conversation;
  update support.messages set
    body = concat_ws(E'\n', nullif(body, ''), nullif(p_text, '')),
    type = case when v_type = 'file' then 'file' else type end,
    revision = v_conversation.revision
  where id = p_message_id returning * into v_message;
  if p_telegram is not null then
    insert into support.telegram_messages (chat_id, message_id, thread_id, direction, role, conversation_id, support_message_id)
    values (
      (p_telegram ->> 'chat_id')::bigint, (p_telegram ->> 'message_id')::bigint, (p_telegram ->> 'thread_id')::bigint,
      'in', 'message', p_conversation_id, p_message_id
    )
    on conflict (chat_id, message_id) do nothing;
  end if;
  return jsonb_build_object('outcome', 'appended', 'message', support.message_json(v_message));
end
$$;

comment on function public.support_append_agent_files(uuid, uuid, uuid, uuid[], text, jsonb) is
  'Further files, and what was said with them, for a message of this agent that carries files already: the later items of an album, 10 at most. Idempotent by the Telegram message. No edit: the message is only not complete yet. Raises SC020, SC032, SC050, SC060, SC062, SC063, SC064, SC090.';

create function public.support_list_message_files(p_message_id uuid) returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(support.file_json(file) order by file.position), '[]')
  from support.attachments as file join support.messages as message on message.id = file.message_id
  where file.message_id = p_message_id and file.state = 'stored' and message.deleted_at is null
$$;

comment on function public.support_list_message_files(uuid) is
  'Where the files of a message are, in their order, for whoever delivers it. None when the message is gone or was taken back.';

revoke execute on function
  public.support_append_agent_files(uuid, uuid, uuid, uuid[], text, jsonb), public.support_list_message_files(uuid)
from public, anon, authenticated;
grant execute on function
  public.support_append_agent_files(uuid, uuid, uuid, uuid[], text, jsonb), public.support_list_message_files(uuid)
to service_role;
