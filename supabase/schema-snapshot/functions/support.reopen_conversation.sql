-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.reopen_conversation(p_conversation support.conversations, p_agent_name text DEFAULT NULL::text)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
  v_widget support.widgets;
  v_agent support.agents;
  v_is_given_out boolean;
  v_stays boolean;
begin
  select widget.* into v_widget from support.widgets as widget where widget.id = p_conversation.widget_id;
  v_is_given_out := coalesce(v_widget.routing_rules ->> 'strategy' = 'least_busy', false);
  perform support.lock_opening(p_conversation);
  select agent.* into v_agent from support.agents as agent
  where agent.id = p_conversation.agent_id and agent.is_active for key share;
  v_stays := found and (not v_is_given_out or exists (
    select from support.free_agents(p_conversation.organization_id) as free where free.agent_id = v_agent.id));
  -- Only where conversations are given out was it asked whether its agent has room.
  perform set_config('support.assignment', case when v_is_given_out then 'routed:' else 'reopened:' end, true);
  update support.conversations set
    agent_id = case when v_stays then agent_id end,
    status = case when v_stays then 'active' else 'queued' end,
    claimed_at = case when v_stays then claimed_at end,
    queued_at = case when v_stays then queued_at else now() end,
    is_offline = case when p_agent_name is null then support.widget_status(v_widget) <> 'online' else is_offline end,
    closed_at = null, ended_by = null, escalated_at = null, escalations = 0, reopened_count = reopened_count + 1,
    revision = revision + 1, updated_at = now()
  where id = p_conversation.id returning * into v_conversation;
  perform set_config('support.assignment', '', true);
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_strip_nulls(jsonb_build_object('state', 'reopened', 'agent_name', p_agent_name)));
  return support.route_conversation(v_conversation);
end
$function$;

comment on function support.reopen_conversation(p_conversation support.conversations, p_agent_name text) is 'Opens a locked conversation again. It stays with its agent, unless they left the team or, where conversations are given out, are not there or have no room: then it waits in the queue or is routed.';

-- Nobody but the owner has any privilege.
