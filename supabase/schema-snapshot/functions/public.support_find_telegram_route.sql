-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_find_telegram_route(p_chat_id bigint, p_thread_id bigint DEFAULT NULL::bigint, p_reply_to_message_id bigint DEFAULT NULL::bigint, p_telegram_user_id bigint DEFAULT NULL::bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_topic support.telegram_topics;
  v_agent support.agents;
  v_conversation support.conversations;
begin
  if p_thread_id is not null then
    select topic.* into v_topic from support.telegram_topics as topic
    where topic.chat_id = p_chat_id and topic.thread_id = p_thread_id;
    if not found then
      return jsonb_build_object('kind', 'none');
    end if;
    select conversation.* into v_conversation from support.conversations as conversation
    where conversation.visitor_id = v_topic.visitor_id
    order by conversation.status in ('queued', 'active') desc, conversation.number desc limit 1;
    if not found then
      return jsonb_build_object('kind', 'none');
    end if;
    return jsonb_build_object(
      'kind', 'topic',
      'organization_id', v_conversation.organization_id,
      'conversation', support.agent_conversation_json(v_conversation),
      'topic_closed', v_topic.state = 'closed'
    );
  end if;

  if p_telegram_user_id is null or p_chat_id is distinct from p_telegram_user_id then
    return jsonb_build_object('kind', 'none');
  end if;

  -- A direct message: an agent of several organizations is the one whose conversation they answer.
  if p_reply_to_message_id is not null then
    select conversation.* into v_conversation
    from support.telegram_messages as known
    join support.conversations as conversation on conversation.id = known.conversation_id
    join support.agents as agent on agent.id = conversation.agent_id
    where known.chat_id = p_chat_id and known.message_id = p_reply_to_message_id
      and agent.telegram_user_id = p_telegram_user_id and agent.is_active;
  else
    select conversation.* into v_conversation
    from support.agents as agent join support.conversations as conversation on conversation.agent_id = agent.id
    where agent.telegram_user_id = p_telegram_user_id and agent.is_active
      and conversation.status in ('queued', 'active')
    order by (conversation.id = agent.telegram_conversation_id) is true desc, conversation.claimed_at nulls last, conversation.id limit 1;
  end if;
  select agent.* into v_agent from support.agents as agent
  where agent.telegram_user_id = p_telegram_user_id and agent.is_active
  order by agent.id = v_conversation.agent_id desc nulls last, agent.last_seen_at desc nulls last limit 1;
  if not found then
    return jsonb_build_object('kind', 'none');
  end if;
  return jsonb_build_object(
    'kind', 'dm',
    'agent', jsonb_build_object('id', v_agent.id, 'name', v_agent.name, 'organization_id', v_agent.organization_id),
    'conversation', case when v_conversation.id is null then null else support.agent_conversation_json(v_conversation) end,
    'open_conversations', coalesce((
      select jsonb_agg(jsonb_build_object('id', held.id, 'number', held.number, 'visitor_name', visitor.name)
        order by held.updated_at desc)
      from support.agents as agent
      join support.conversations as held on held.agent_id = agent.id and held.status in ('queued', 'active')
      join support.visitors as visitor on visitor.id = held.visitor_id
      where agent.telegram_user_id = p_telegram_user_id and agent.is_active
    ), '[]'::jsonb)
  );
end
$function$;

comment on function public.support_find_telegram_route(p_chat_id bigint, p_thread_id bigint, p_reply_to_message_id bigint, p_telegram_user_id bigint) is 'Where a Telegram message belongs: a topic''s visitor, or the conversation an agent answers by direct message (the one replied to, else the one they chose, else the one they have longest). kind none: nobody''s, so it must not reach a visitor.';

-- service_role may execute
