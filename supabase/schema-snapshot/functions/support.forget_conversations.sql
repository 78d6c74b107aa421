-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.forget_conversations(p_limit integer)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
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
$function$;

comment on function support.forget_conversations(p_limit integer) is 'Ended conversations that are older than their organization keeps them, nothing where it keeps all of them; and the topics of visitors of whom nothing is left.';

-- Nobody but the owner has any privilege.
