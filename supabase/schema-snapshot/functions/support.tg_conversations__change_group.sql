-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_conversations__change_group()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
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
$function$;

comment on function support.tg_conversations__change_group() is 'Moves a conversation from the group of one department to that of another: the new one makes a place for it, the former one is told. Nothing where both have the same group.';

-- Nobody but the owner has any privilege.
