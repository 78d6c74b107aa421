-- Purpose: what has not happened yet took no time at all, said the details of a conversation: "solved after 0 seconds". The
--          columns count from what is null, and greatest(0, null) is 0. Now they say null until it has happened.
-- Objects: public.support_get_conversation (replaced).
-- Undo:    restore the function of 20261121121210.

create or replace function public.support_get_conversation(p_agent_id uuid, p_conversation_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.organization_id = v_agent.organization_id;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  return jsonb_build_object(
    'conversation', support.inbox_item_json(v_conversation, p_agent_id) || jsonb_build_object(
      'context', v_conversation.context,
      'prechat', v_conversation.prechat,
      'required_skills', to_jsonb(v_conversation.required_skills),
      'delivered_seq', v_conversation.delivered_seq,
      'seen_seq', v_conversation.seen_seq,
      'claimed_at', v_conversation.claimed_at,
      'first_response_at', v_conversation.first_response_at,
      'escalated_at', v_conversation.escalated_at,
      'escalations', v_conversation.escalations,
      'reopened_count', v_conversation.reopened_count,
      'ended_by', v_conversation.ended_by,
      'rating_comment', v_conversation.rating_comment,
      'nps', v_conversation.nps,
      'rated_at', v_conversation.rated_at,
      'wait_seconds', case when v_conversation.claimed_at is not null then v_conversation.wait_seconds end,
      'first_response_seconds',
        case when v_conversation.first_response_at is not null then v_conversation.first_response_seconds end,
      'resolution_seconds', case when v_conversation.closed_at is not null then v_conversation.resolution_seconds end
    ),
    'visitor', (
      select support.visitor_json(visitor) from support.visitors as visitor where visitor.id = v_conversation.visitor_id),
    'department', (
      select jsonb_build_object('id', department.id, 'name', department.name)
      from support.departments as department where department.id = v_conversation.department_id),
    'assignments', coalesce((
      select jsonb_agg(jsonb_build_object(
        'agent', jsonb_build_object('id', agent.id, 'name', agent.name), 'reason', had.reason, 'assigned_by', had.assigned_by,
        'started_at', had.started_at, 'ended_at', had.ended_at, 'ended_reason', had.ended_reason) order by had.id)
      from (
        select newest.* from support.conversation_assignments as newest
        where newest.conversation_id = p_conversation_id order by newest.id desc limit 100
      ) as had
      join support.agents as agent on agent.id = had.agent_id
    ), '[]'::jsonb)
  );
end
$$;
