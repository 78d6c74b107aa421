-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_set_agent_typing(p_agent_id uuid, p_conversation_id uuid, p_is_typing boolean)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_conversation support.conversations;
begin
  if p_is_typing is null then
    perform support.refuse('p_is_typing', 'say true or false');
  end if;
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.organization_id = v_agent.organization_id;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  perform support.count_hit('typing:agent:' || p_agent_id::text, 120, interval '1 minute');
  if v_conversation.status not in ('queued', 'active') then
    return jsonb_build_object('announced', false);
  end if;
  perform realtime.send(
    jsonb_build_object(
      'conversation_id', p_conversation_id,
      'sender', jsonb_build_object('kind', 'agent', 'name', v_agent.name, 'agent_id', p_agent_id),
      'is_typing', p_is_typing
    ), 'typing', 'support:org:' || v_conversation.organization_id::text, true);
  if exists (
    select from support.widgets as widget
    where widget.id = v_conversation.widget_id and widget.features ->> 'typing' = 'false'
  ) then
    return jsonb_build_object('announced', false);
  end if;
  perform realtime.send(
    jsonb_build_object(
      'conversation_id', p_conversation_id,
      'agent', case when p_is_typing then support.person_json(p_agent_id) end
    ), 'typing.updated', 'support:visitor:' || v_conversation.visitor_id::text, true);
  return jsonb_build_object('announced', true);
end
$function$;

comment on function public.support_set_agent_typing(p_agent_id uuid, p_conversation_id uuid, p_is_typing boolean) is 'Tells the team and, unless the widget has it off, the visitor which agent types, or that they stopped; says whether the visitor was told. Raises SC020, SC040, SC050, SC090.';

-- service_role may execute
