-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_create_agent_attachment(p_agent_id uuid, p_conversation_id uuid, p_name text, p_media_type text, p_byte_size bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_conversation support.conversations;
  v_widget support.widgets;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.organization_id = v_agent.organization_id
  for key share;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  perform support.count_hit('upload:agent:' || p_agent_id::text, 120, interval '10 minutes');
  select widget.* into v_widget from support.widgets as widget where widget.id = v_conversation.widget_id;
  return support.announce_attachment(
    v_widget, v_conversation.visitor_id, v_conversation.id, p_agent_id, p_name, p_media_type, p_byte_size);
end
$function$;

comment on function public.support_create_agent_attachment(p_agent_id uuid, p_conversation_id uuid, p_name text, p_media_type text, p_byte_size bigint) is 'An agent announces an upload for a conversation; the widget''s rules hold for them too. Raises SC020, SC040, SC050, SC061, SC062, SC064, SC090.';

-- service_role may execute
