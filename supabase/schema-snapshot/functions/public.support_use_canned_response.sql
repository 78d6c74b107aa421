-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_use_canned_response(p_agent_id uuid, p_conversation_id uuid, p_shortcut_or_id text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_conversation support.conversations;
  v_response support.canned_responses;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.organization_id = v_agent.organization_id;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  select response.* into v_response from support.canned_responses as response
  where response.organization_id = v_agent.organization_id
    and (response.agent_id is null or response.agent_id = p_agent_id)
    and (response.id = support.uuid_or_null(p_shortcut_or_id)
      or (response.shortcut = lower(ltrim(btrim(p_shortcut_or_id), '/'))
        and (response.department_id is null or response.department_id = v_conversation.department_id)))
  order by response.agent_id nulls last, response.department_id nulls last limit 1;
  if not found then
    raise exception 'no such canned response' using errcode = 'SC007';
  end if;
  update support.canned_responses set used_count = used_count + 1, last_used_at = now() where id = v_response.id;
  return jsonb_build_object('id', v_response.id, 'text', support.fill_in(v_response.body, v_conversation, v_agent));
end
$function$;

comment on function public.support_use_canned_response(p_agent_id uuid, p_conversation_id uuid, p_shortcut_or_id text) is 'A text filled in for a conversation, by id or by shortcut: the agent''s own goes before the department''s, that before the team''s. Posts nothing. Raises SC007, SC020, SC050.';

-- service_role may execute
