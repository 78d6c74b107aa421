-- Purpose: a Telegram message that carries several lines of a visitor is all of them, whoever asks: a reaction has seen them
--          all, /del takes them all back, and an answer to it quotes the last one.
-- Objects: public.support_find_telegram_message, support_delete_telegram_message (replaced); support.pass_on_change,
--          public.support_post_agent_message (changed in one place each).
-- Undo:    restore the four functions of 20261121150020, 20261121121300, 20261121121110 and 20261121121100.

create or replace function public.support_find_telegram_message(
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
  -- Whoever has looked at it has seen its last line.
  cross join lateral (
    select line.* from support.messages as line
    where line.id = any (known.support_message_id || known.further_message_ids)
    order by line.seq desc limit 1
  ) as message
  left join support.agents as agent
    on agent.organization_id = message.organization_id and agent.telegram_user_id = p_telegram_user_id and agent.is_active
  where known.chat_id = p_chat_id and known.message_id = p_telegram_message_id
$$;
comment on function public.support_find_telegram_message(bigint, bigint, bigint) is
  'The message behind a Telegram message, and who this person is among its team; empty for what is no message of ours. Of '
  'lines that went out together, the last. agent_id is null for somebody who is no active agent there.';

create or replace function public.support_delete_telegram_message(
  p_chat_id bigint, p_telegram_message_id bigint, p_agent_id uuid
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_message_id uuid;
  v_answer jsonb;
  v_answers jsonb[] := '{}';
begin
  for v_message_id in
    select message.id
    from support.telegram_messages as known
    join support.messages as message on message.id = any (known.support_message_id || known.further_message_ids)
    where known.chat_id = p_chat_id and known.message_id = p_telegram_message_id
      and message.organization_id = v_agent.organization_id
    order by message.seq
  loop
    v_answer := public.support_delete_message_by_agent(v_message_id, p_agent_id);
    if v_answer ->> 'outcome' = 'deleted' then
      v_answers := v_answers || v_answer;
    end if;
  end loop;
  if v_answer is null then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  return coalesce(v_answers[cardinality(v_answers)], v_answer);
end
$$;
comment on function public.support_delete_telegram_message(bigint, bigint, uuid) is
  'The same, for the message behind a Telegram message (/del); of lines that went out together, all of them. Whatever is no '
  'message of ours is "unknown". Raises SC020, SC033, SC050, SC051.';

-- Only the lookups are changed, whatever else these functions do by now.
do $do$
declare
  v_change record;
  v_definition text;
begin
  for v_change in values
    ('support.pass_on_change(support.conversations, uuid, text)'::regprocedure,
      $$    where known.support_message_id = p_message_id and known.direction = 'out'$$,
      $$    where known.conversation_id = p_conversation.id and known.direction = 'out'
      and (known.support_message_id = p_message_id or p_message_id = any (known.further_message_ids))$$),
    ('public.support_post_agent_message(uuid, uuid, uuid, text, boolean, jsonb, text, jsonb, uuid, uuid[])'::regprocedure,
      $$    from support.telegram_messages as known join support.messages as quoted on quoted.id = known.support_message_id
    where known.chat_id$$,
      $$    from support.telegram_messages as known
    join support.messages as quoted on quoted.id = any (known.support_message_id || known.further_message_ids)
    where known.chat_id$$),
    ('public.support_post_agent_message(uuid, uuid, uuid, text, boolean, jsonb, text, jsonb, uuid, uuid[])'::regprocedure,
      $$      and quoted.conversation_id = p_conversation_id and (v_is_note or not quoted.is_internal);$$,
      $$      and quoted.conversation_id = p_conversation_id and (v_is_note or not quoted.is_internal)
    -- Of lines that went out together, the last that still stands.
    order by quoted.deleted_at is null desc, quoted.seq desc limit 1;$$)
  loop
    v_definition := pg_get_functiondef(v_change.column1);
    if strpos(v_definition, v_change.column2) = 0 then
      raise exception '% does not look Telegram messages up as expected', v_change.column1;
    end if;
    execute replace(v_definition, v_change.column2, v_change.column3);
  end loop;
end
$do$;
