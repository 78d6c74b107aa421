-- Purpose: a claims group that gets a new id shows what nobody has claimed again, because the buttons of the old one are dead;
--          and a topic does not outlive the last conversation that its organization keeps.
-- Objects: public.support_migrate_telegram_chat (replaced), support.forget_conversations (replaced).
-- Undo:    restore support_migrate_telegram_chat of 20261121121310 and forget_conversations of 20261121121330.

create or replace function public.support_migrate_telegram_chat(p_old_chat_id bigint, p_new_chat_id bigint) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_waiting uuid[];
begin
  if p_old_chat_id is null then
    perform support.refuse('p_old_chat_id', 'name the chat that was');
  end if;
  if p_new_chat_id is null or p_new_chat_id = p_old_chat_id then
    perform support.refuse('p_new_chat_id', 'name the chat that it became');
  end if;
  -- Message and thread ids of the old chat mean nothing in the new one.
  delete from support.telegram_topics as topic where topic.chat_id = p_old_chat_id;
  with cards as (
    delete from support.telegram_messages as known where known.chat_id = p_old_chat_id and known.role = 'card'
    returning known.conversation_id
  )
  select array_agg(distinct cards.conversation_id) into v_waiting from cards;
  update support.telegram_chats set chat_id = p_new_chat_id, updated_at = now()
  where chat_id = p_old_chat_id and not exists (
    select from support.telegram_chats as known where known.chat_id = p_new_chat_id);
  -- Parts that the old chat has are nowhere in the new one.
  update support.outbox set chat_id = p_new_chat_id, lane = 'telegram:' || p_new_chat_id::text, sent_parts = 0
  where chat_id = p_old_chat_id and state <> 'sent';
  update support.outbox_lanes as lane set lane = 'telegram:' || p_new_chat_id::text
  where lane.lane = 'telegram:' || p_old_chat_id::text and not exists (
    select from support.outbox_lanes as known where known.lane = 'telegram:' || p_new_chat_id::text);
  delete from support.outbox_lanes as lane where lane.lane = 'telegram:' || p_old_chat_id::text;
  -- Nobody can claim by a button of the old chat. A topic is made anew by the visitor's next line; a card has to be there before.
  perform support.enqueue_telegram_at(conversation, 'conversation_state', '{"state": "moved", "agent_name": null}')
  from support.conversations as conversation
  where conversation.id = any (v_waiting) and conversation.status = 'queued' and conversation.agent_id is null
    and (support.telegram_chat_for(conversation.organization_id, conversation.department_id)).mode = 'claims';
  return 'null'::jsonb;
end
$$;
comment on function public.support_migrate_telegram_chat(bigint, bigint) is
  'A group became a supergroup: everything pending, its lane and its dead letters go to its new id, and what waits unclaimed '
  'gets a card there. Raises SC090.';
revoke all on function public.support_migrate_telegram_chat(bigint, bigint) from public, anon, authenticated;
grant execute on function public.support_migrate_telegram_chat(bigint, bigint) to service_role;

create or replace function support.forget_conversations(p_limit integer) returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_old uuid[];
  v_visitors uuid[];
  v_topic support.telegram_topics;
  v_count bigint;
begin
  select array_agg(due.id), array_agg(distinct due.visitor_id) into v_old, v_visitors from (
    select old.id, old.visitor_id from support.organizations as organization cross join lateral (
      select conversation.id, conversation.visitor_id from support.conversations as conversation
      where conversation.organization_id = organization.id and conversation.status in ('resolved', 'closed')
        and conversation.closed_at < now() - make_interval(days => organization.conversation_retention_days)
      order by conversation.closed_at limit p_limit
    ) as old
    where organization.conversation_retention_days is not null
    limit p_limit
  ) as due;
  if v_old is null then
    return 0;
  end if;
  v_count := support.delete_conversations(v_old);
  -- Telegram would keep what was said for ever. Should the visitor come back, they get another topic.
  for v_topic in
    delete from support.telegram_topics as topic
    where topic.visitor_id = any (v_visitors) and not exists (
      select from support.conversations as conversation where conversation.visitor_id = topic.visitor_id)
    returning topic.*
  loop
    perform support.enqueue_chat(
      chat.organization_id, chat.chat_id, 'forget_topic',
      jsonb_build_object('chat_id', v_topic.chat_id, 'thread_id', v_topic.thread_id))
    from support.telegram_chats as chat where chat.chat_id = v_topic.chat_id;
  end loop;
  return v_count;
end
$$;
comment on function support.forget_conversations(integer) is
  'Ended conversations that are older than their organization keeps them, nothing where it keeps all of them; and the topics of '
  'visitors of whom nothing is left.';
revoke all on function support.forget_conversations(integer) from public, anon, authenticated;
