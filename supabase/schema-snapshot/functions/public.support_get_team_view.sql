-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_team_view(p_conversation_id uuid, p_agent_id uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
  v_visitor support.visitors;
  v_chat support.telegram_chats;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id;
  if not found then
    return 'null'::jsonb;
  end if;
  if p_agent_id is not null then
    perform support.agent_of_conversation(v_conversation, p_agent_id);
  end if;
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_conversation.visitor_id;
  v_chat := support.telegram_chat_for(v_conversation.organization_id, v_conversation.department_id);
  return jsonb_build_object(
    'conversation', support.agent_conversation_json(v_conversation),
    'visitor', support.visitor_json(v_visitor),
    'is_banned', support.is_banned(v_visitor),
    'prechat', v_conversation.prechat,
    'widget_name', (select widget.name from support.widgets as widget where widget.id = v_conversation.widget_id),
    'agent_role', (select agent.role from support.agents as agent where agent.id = p_agent_id),
    'group_chat_id', v_chat.chat_id,
    'topic', (
      select jsonb_build_object('thread_id', topic.thread_id, 'chat_id', topic.chat_id, 'name', topic.name, 'icon', topic.icon)
      from support.telegram_topics as topic
      where topic.visitor_id = v_visitor.id and topic.chat_id = v_chat.chat_id
    ),
    'past_conversations', (
      select count(*) from support.conversations as past
      where past.visitor_id = v_visitor.id and past.id <> v_conversation.id
    ),
    'last_conversations', coalesce((
      select jsonb_agg(support.describe_past_conversation(past) order by past.number desc)
      from (
        select earlier.* from support.conversations as earlier
        where earlier.visitor_id = v_visitor.id and earlier.id <> v_conversation.id
        order by earlier.number desc limit 10
      ) as past
    ), '[]')
  );
end
$function$;

comment on function public.support_get_team_view(p_conversation_id uuid, p_agent_id uuid) is 'Everything that a card or an answer to /info shows of a conversation: the visitor, the form''s answers, the topic, the group, the ten conversations before. With an agent also their role, if they belong to the organization. JSON null when there is no such conversation. Raises SC050.';

-- service_role may execute
