-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_reopen_conversation(p_conversation_id uuid, p_agent_id uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents;
  v_constraint text;
begin
  if p_agent_id is not null then
    v_agent := support.agent_of_conversation(v_conversation, p_agent_id);
  end if;
  if v_conversation.status in ('queued', 'active') or not support.may_be_open(v_conversation) then
    return jsonb_build_object('outcome', 'already_open', 'conversation', support.agent_conversation_json(v_conversation));
  end if;
  begin
    v_conversation := support.reopen_conversation(v_conversation, v_agent.name);
  exception when unique_violation then
    get stacked diagnostics v_constraint = constraint_name;
    if v_constraint <> 'conversations_one_open' then
      raise;
    end if;
    -- The visitor began another one since we looked.
    return jsonb_build_object('outcome', 'already_open', 'conversation', support.agent_conversation_json(v_conversation));
  end;
  return jsonb_build_object('outcome', 'reopened', 'conversation', support.agent_conversation_json(v_conversation));
end
$function$;

comment on function public.support_reopen_conversation(p_conversation_id uuid, p_agent_id uuid) is 'Opens an ended conversation again, unless the visitor has another open one. Raises SC020, SC050.';

-- service_role may execute
