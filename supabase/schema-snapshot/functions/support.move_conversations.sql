-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.move_conversations(p_agent support.agents, p_to_agent_id uuid, p_by_agent_id uuid)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
  v_moved bigint := 0;
begin
  perform set_config('support.assignment',
    case when p_to_agent_id is null then 'unassigned' else 'transferred' end || ':' || coalesce(p_by_agent_id::text, ''), true);
  for v_conversation in
    update support.conversations set
      agent_id = p_to_agent_id,
      status = case when p_to_agent_id is null then 'queued' else status end,
      claimed_at = case when p_to_agent_id is null then null else claimed_at end,
      queued_at = case when p_to_agent_id is null then now() else queued_at end,
      escalated_at = case when p_to_agent_id is null then null else escalated_at end,
      escalations = case when p_to_agent_id is null then 0 else escalations end,
      revision = revision + 1, updated_at = now()
    where agent_id = p_agent.id and status in ('queued', 'active')
    returning *
  loop
    v_moved := v_moved + 1;
    if p_to_agent_id is null then
      perform support.enqueue_telegram(
        v_conversation, 'conversation_state', jsonb_build_object('state', 'passed', 'agent_name', p_agent.name));
    end if;
  end loop;
  perform set_config('support.assignment', '', true);
  return v_moved;
end
$function$;

comment on function support.move_conversations(p_agent support.agents, p_to_agent_id uuid, p_by_agent_id uuid) is 'Gives an agent''s open conversations, all locked before, to somebody else or back to the queue, and says how many. Nothing is routed here, because the rows of agents are locked; whoever becomes free next, or the tick, does that.';

-- Nobody but the owner has any privilege.
