-- Purpose: a conversation that goes to a department with a group of its own is shown there at once, with its card and what was
--          said; the group that had it is told; and what is still answered there is shown where the conversation is now.
-- Objects: support.tg_conversations__change_group and the trigger change_group of support.conversations;
--          public.support_post_agent_message, support.merge_topics (changed in one place each).
-- Undo:    drop the trigger and its function; restore support_post_agent_message of 20261121162000 and merge_topics.

create function support.tg_conversations__change_group() returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_from support.telegram_chats := support.telegram_chat_for(old.organization_id, old.department_id);
  v_to support.telegram_chats := support.telegram_chat_for(new.organization_id, new.department_id);
  v_last support.telegram_messages;
begin
  if v_from.chat_id is null or v_to.chat_id is null or v_from.chat_id = v_to.chat_id then
    return null;
  end if;
  -- What waits goes along; what a worker has taken is said in the former group, and among what was said before in the new one.
  update support.outbox set chat_id = v_to.chat_id, lane = 'telegram:' || v_to.chat_id::text
  where id in (
    select waiting.id from support.outbox as waiting
    where waiting.conversation_id = new.id and waiting.chat_id = v_from.chat_id and waiting.state = 'pending'
      and waiting.attempts = 0
      and waiting.kind in ('visitor_message', 'agent_message', 'conversation_state', 'visitor_card', 'reminder')
    for update skip locked
  );
  select known.* into v_last from support.telegram_messages as known
  where known.conversation_id = new.id and known.chat_id = v_from.chat_id
  order by known.message_id desc limit 1;
  if not found then
    return null; -- nobody has seen it yet
  end if;

  -- Where it has been before, it comes back with a new card and what was said meanwhile.
  delete from support.telegram_messages as card
  where card.conversation_id = new.id and card.chat_id = v_to.chat_id and card.role = 'card';
  perform support.enqueue_telegram_at(new, 'conversation_state', '{"state": "moved", "agent_name": null}', p_priority => 20);
  perform support.enqueue_telegram(new, 'agent_notice', jsonb_build_object(
    'text', format('Conversation #%s went on to %s. It is continued in %s; what is answered here still reaches the visitor.',
      new.number,
      coalesce((select department.name from support.departments as department where department.id = new.department_id), 'everybody'),
      coalesce('the group ' || v_to.title, 'another group')),
    'thread_id', v_last.thread_id, 'reply_to_message_id', v_last.message_id), null, v_from.chat_id);
  return null;
end
$$;
comment on function support.tg_conversations__change_group() is
  'Moves a conversation from the group of one department to that of another: the new one makes a place for it, the former one '
  'is told. Nothing where both have the same group.';
revoke all on function support.tg_conversations__change_group() from public, anon, authenticated;
create trigger change_group after update of department_id on support.conversations
  for each row when (new.department_id is distinct from old.department_id) execute function support.tg_conversations__change_group();

-- Only this is added, whatever else the functions do by now.
do $do$
declare
  v_definition text := pg_get_functiondef(
    'public.support_post_agent_message(uuid, uuid, uuid, text, boolean, jsonb, text, jsonb, uuid, uuid[])'::regprocedure);
  v_merge text := pg_get_functiondef('support.merge_topics(uuid, uuid)'::regprocedure);
  v_reply constant text := $$        'reply_to_message_id', ($$;
  v_former constant text := $$  -- What was written in Telegram is there already.
  if p_telegram is null and not v_is_note$$;
begin
  if strpos(v_definition, v_former) = 0 or strpos(v_merge, v_reply) = 0 then
    raise exception 'support_post_agent_message or merge_topics has no place for what happens in a former topic';
  end if;
  -- A reply does not find the topic of what it replies to.
  execute replace(v_merge, v_reply, $$        'thread_id', v_topic.thread_id,
$$ || v_reply);
  execute replace(v_definition, v_former, $$  -- What was written in Telegram is there already, unless it was in the group that the conversation has left.
  if (p_telegram is null or ((p_telegram ->> 'chat_id')::bigint < 0 and (p_telegram ->> 'chat_id')::bigint is distinct from
      (support.telegram_chat_for(v_conversation.organization_id, v_conversation.department_id)).chat_id)) and not v_is_note$$);
end
$do$;
