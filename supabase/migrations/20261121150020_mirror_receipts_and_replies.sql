-- Purpose: agents in Telegram see that the visitor has read them, what a visitor's answer quotes, and which lines of the
--          past were notes; their reactions count as "seen"; the caption of a file may be edited away; a visitor's typing is
--          shown at most every five seconds.
-- Objects: support.tg_conversations__receipt and the trigger receipt of support.conversations; support.quoted_in_telegram;
--          public.support_find_telegram_message; the kind read_receipt of support.outbox;
--          public.support_edit_agent_message, support_set_typing, support.outbox_context (replaced).
-- Undo:    drop the trigger and what is new; delete the outbox rows of the kind read_receipt and take it out of the check;
--          restore the replaced functions of 20261121121110, 20261121121120 and 20261121121300.

-- Only this one kind is added, whatever else the list holds by now.
do $do$
declare
  v_check text := pg_get_constraintdef((
    select oid from pg_constraint where conrelid = 'support.outbox'::regclass and conname = 'outbox_kind_check'));
begin
  if strpos(v_check, $$'visitor_typing'::text$$) = 0 then
    raise exception 'outbox_kind_check has no place for read_receipt';
  end if;
  alter table support.outbox drop constraint outbox_kind_check;
  execute 'alter table support.outbox add constraint outbox_kind_check '
    || replace(v_check, $$'visitor_typing'::text$$, $$'visitor_typing'::text, 'read_receipt'::text$$);
end
$do$;

create function support.tg_conversations__receipt() returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_read support.telegram_messages;
  v_payload jsonb;
begin
  -- The newest one says it for those above it.
  select known.* into v_read
  from support.messages as said
  join support.telegram_messages as known
    on known.support_message_id = said.id and known.direction = 'in' and known.role = 'message'
  where said.conversation_id = new.id and said.seq > old.visitor_read_seq and said.seq <= new.visitor_read_seq
    and said.sender_kind = 'agent' and not said.is_internal and said.deleted_at is null
  order by said.seq desc limit 1;
  if not found then
    return null; -- nothing of it was written in Telegram
  end if;
  v_payload := jsonb_build_object('conversation_id', new.id, 'telegram_message_id', v_read.message_id);
  update support.outbox set message_id = v_read.support_message_id, payload = v_payload
  where id = (
    select waiting.id from support.outbox as waiting
    where waiting.conversation_id = new.id and waiting.kind = 'read_receipt' and waiting.state = 'pending'
      and waiting.chat_id = v_read.chat_id and waiting.attempts = 0 and waiting.expires_at > clock_timestamp()
    limit 1 for update skip locked
  );
  if not found then
    perform support.enqueue_telegram_at(
      new, 'read_receipt', v_payload, v_read.support_message_id, v_read.chat_id,
      p_priority => 60, p_expires_at => clock_timestamp() + interval '1 minute');
  end if;
  return null;
end
$$;
comment on function support.tg_conversations__receipt() is
  'Has the newest answer that the visitor has read, and that was written in Telegram, marked there. One mark per conversation '
  'waits at a time, behind everything that is said; after a minute nobody cares.';
revoke all on function support.tg_conversations__receipt() from public, anon, authenticated;
create trigger receipt after update of visitor_read_seq on support.conversations
  for each row when (new.visitor_read_seq > old.visitor_read_seq) execute function support.tg_conversations__receipt();

create function support.quoted_in_telegram(p_chat_id bigint, p_message support.messages) returns bigint
language sql stable
set search_path = ''
as $$
  select known.message_id
  from support.messages as quoted
  join support.telegram_messages as known
    on known.support_message_id = quoted.id and known.chat_id = p_chat_id and known.role = 'message'
  where quoted.conversation_id = p_message.conversation_id and quoted.seq = p_message.reply_to_seq
    and quoted.deleted_at is null
  -- The newest topic, should the first one be gone; of a split text its beginning.
  order by known.thread_id desc nulls last, known.part, known.message_id desc limit 1
$$;
comment on function support.quoted_in_telegram(bigint, support.messages) is
  'What a message quotes, as this chat knows it; empty when it quotes nothing that the chat has.';
revoke all on function support.quoted_in_telegram(bigint, support.messages) from public, anon, authenticated;

-- Only these two facts are added, whatever else the context holds by now.
do $do$
declare
  v_definition text := pg_get_functiondef('support.outbox_context(support.outbox)'::regprocedure);
  v_line constant text := $$        'created_at', line.created_at$$;
  v_message constant text := $$      'deleted_at', v_message.deleted_at, 'edited_at', v_message.edited_at) end,$$;
begin
  if strpos(v_definition, v_line) = 0 or strpos(v_definition, v_message) = 0 then
    raise exception 'support.outbox_context has no place for notes and quotes';
  end if;
  v_definition := replace(v_definition, v_line, v_line || $$, 'is_internal', line.is_internal$$);
  execute replace(v_definition, v_message, $$      'deleted_at', v_message.deleted_at, 'edited_at', v_message.edited_at,
      'reply_to_message_id', support.quoted_in_telegram(p_job.chat_id, v_message)) end,$$);
end
$do$;

create function public.support_find_telegram_message(
  p_chat_id bigint, p_telegram_message_id bigint, p_telegram_user_id bigint
) returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'conversation_id', message.conversation_id,
    'seq', message.seq,
    'sender_kind', message.sender_kind,
    'direction', known.direction,
    'thread_id', known.thread_id,
    'is_internal', message.is_internal,
    'agent_id', agent.id,
    'is_own', agent.id is not null and message.agent_id is not distinct from agent.id
  )
  from support.telegram_messages as known
  join support.messages as message on message.id = known.support_message_id
  left join support.agents as agent
    on agent.organization_id = message.organization_id and agent.telegram_user_id = p_telegram_user_id and agent.is_active
  where known.chat_id = p_chat_id and known.message_id = p_telegram_message_id
$$;
comment on function public.support_find_telegram_message(bigint, bigint, bigint) is
  'The message behind a Telegram message, and who this person is among its team; empty for what is no message of ours. '
  'agent_id is null for somebody who is no active agent there.';
revoke all on function public.support_find_telegram_message(bigint, bigint, bigint) from public, anon, authenticated;
grant execute on function public.support_find_telegram_message(bigint, bigint, bigint) to service_role;

create or replace function public.support_edit_agent_message(p_chat_id bigint, p_telegram_message_id bigint, p_text text) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_message support.messages;
  v_conversation support.conversations;
begin
  if char_length(p_text) > 16000 then
    raise exception 'an answer may have at most 16000 characters' using errcode = 'SC032', hint = 'Send it in parts.';
  end if;
  select message.* into v_message
  from support.telegram_messages as known join support.messages as message on message.id = known.support_message_id
  where known.chat_id = p_chat_id and known.message_id = p_telegram_message_id and known.direction = 'in';
  -- A file needs no words: its caption may be edited away.
  if p_text is null or (p_text !~ '[^[:space:]]' and coalesce(v_message.type, 'text') not in ('file', 'image')) then
    raise exception 'a message needs a text' using errcode = 'SC030';
  end if;
  if v_message.id is null then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  v_conversation := support.lock_conversation(v_message.conversation_id);
  -- As it is once nobody else can change it.
  select message.* into v_message from support.messages as message where message.id = v_message.id;
  if v_message.body = p_text or v_message.deleted_at is not null then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  update support.conversations set revision = revision + 1, updated_at = now()
  where id = v_conversation.id returning * into v_conversation;
  update support.messages set body = p_text, edited_at = clock_timestamp(), revision = v_conversation.revision
  where id = v_message.id returning * into v_message;
  return jsonb_build_object('outcome', 'edited', 'message', support.message_json(v_message));
end
$$;
comment on function public.support_edit_agent_message(bigint, bigint, text) is
  'Mirrors an edit made in Telegram; files stay with their message. An edit that changes nothing takes no revision. Raises SC030, SC032.';

-- Only the pause is added, whatever else is done about typing by now.
do $do$
declare
  v_definition text := pg_get_functiondef('public.support_set_typing(uuid, uuid, uuid, uuid, boolean)'::regprocedure);
  v_condition constant text := $$if p_is_typing and support.is_in_telegram(v_conversation) then$$;
begin
  if strpos(v_definition, v_condition) = 0 then
    raise exception 'support_set_typing has no place for a pause';
  end if;
  execute replace(v_definition, v_condition, $$if p_is_typing and not exists (
    select from support.outbox as shown
    where shown.conversation_id = p_conversation_id and shown.kind = 'visitor_typing'
      and shown.created_at > clock_timestamp() - interval '5 seconds'
  ) and support.is_in_telegram(v_conversation) then$$);
end
$do$;
comment on function public.support_set_typing(uuid, uuid, uuid, uuid, boolean) is
  'Tells the team that the visitor types, or stopped; in Telegram where the conversation is shown, once in 5 seconds, which is '
  'how long Telegram shows it: a delivery older than 6 is worthless. Raises what assert_session raises, and SC020, SC040, SC090.';
