-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.merge_topics(p_from_id uuid, p_into_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_topic support.telegram_topics;
  v_conversation support.conversations;
begin
  for v_topic in
    select topic.* from support.telegram_topics as topic where topic.visitor_id = p_from_id order by topic.chat_id
  loop
    if not exists (
      select from support.telegram_topics as other where other.visitor_id = p_into_id and other.chat_id = v_topic.chat_id
    ) then
      update support.telegram_topics set visitor_id = p_into_id, updated_at = now()
      where visitor_id = p_from_id and chat_id = v_topic.chat_id;
      continue;
    end if;

    -- The visitor has a topic there already. Whoever writes in this one is told, because nobody would read it.
    select conversation.* into v_conversation
    from support.telegram_messages as known
    join support.conversations as conversation on conversation.id = known.conversation_id
    where known.chat_id = v_topic.chat_id and known.thread_id = v_topic.thread_id and conversation.visitor_id = p_into_id
    order by conversation.number desc limit 1;
    if found then
      perform support.enqueue_telegram(v_conversation, 'agent_notice', jsonb_build_object(
        'text', 'This visitor has signed in and has a topic already. The conversation goes on there; '
          || 'what is written here reaches nobody.',
        'thread_id', v_topic.thread_id,
        'reply_to_message_id', (
          select max(known.message_id) from support.telegram_messages as known
          where known.chat_id = v_topic.chat_id and known.thread_id = v_topic.thread_id)
      ), null, v_topic.chat_id);
      -- What is still open gets a new card, in the topic where it goes on.
      delete from support.telegram_messages as card using support.conversations as conversation
      where card.chat_id = v_topic.chat_id and card.thread_id = v_topic.thread_id and card.role = 'card'
        and conversation.id = card.conversation_id and conversation.status in ('queued', 'active');
    end if;
    delete from support.telegram_topics as topic where topic.visitor_id = p_from_id and topic.chat_id = v_topic.chat_id;
  end loop;
end
$function$;

comment on function support.merge_topics(p_from_id uuid, p_into_id uuid) is 'Gives a visitor''s topics to another, after their conversations; a topic in a group where the other has one is given up.';

-- Nobody but the owner has any privilege.
