-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_transfer_conversation(p_conversation_id uuid, p_by_agent_id uuid, p_to_agent_id uuid DEFAULT NULL::uuid, p_to_department_id uuid DEFAULT NULL::uuid, p_note text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
  v_agent support.agents;
  v_former_name text;
begin
  if p_to_agent_id is null and p_to_department_id is null then
    perform support.refuse('p_to_agent_id', 'name an agent, a department, or both');
  end if;
  if p_note is not null and p_by_agent_id is null then
    perform support.refuse('p_by_agent_id', 'a note needs somebody who writes it');
  end if;
  v_conversation := support.lock_conversation_to_give(p_conversation_id, p_by_agent_id);
  if p_to_department_id is not null then
    if not exists (
      select from support.departments as department
      where department.id = p_to_department_id and department.organization_id = v_conversation.organization_id
        and department.is_active
    ) then
      raise exception 'no such department' using errcode = 'SC021';
    end if;
  end if;
  if p_to_agent_id is not null then
    v_agent := support.agent_of_conversation(v_conversation, p_to_agent_id);
    perform support.require_answerer(v_agent, coalesce(p_to_department_id, v_conversation.department_id), p_by_agent_id);
  end if;
  if v_conversation.agent_id is not distinct from coalesce(p_to_agent_id, v_conversation.agent_id)
      and v_conversation.department_id is not distinct from coalesce(p_to_department_id, v_conversation.department_id) then
    return jsonb_build_object('outcome', 'unchanged', 'conversation', support.agent_conversation_json(v_conversation));
  end if;

  if nullif(btrim(p_note), '') is not null then
    -- Before the transfer, so that whoever gets it reads it with the rest.
    perform public.support_post_agent_message(p_conversation_id, p_by_agent_id, gen_random_uuid(), p_note, p_internal => true);
    v_conversation := support.lock_conversation(p_conversation_id);
  end if;
  v_conversation.department_id := coalesce(p_to_department_id, v_conversation.department_id);
  if p_to_agent_id is not null then
    v_conversation := support.give_conversation(v_conversation, v_agent, 'transferred', p_by_agent_id, false);
  else
    select agent.name into v_former_name from support.agents as agent
    where agent.id = coalesce(p_by_agent_id, v_conversation.agent_id);
    v_conversation.required_skills := (
      select support.needed_skills(widget, p_to_department_id) from support.widgets as widget
      where widget.id = v_conversation.widget_id);
    v_conversation := support.queue_conversation(v_conversation, 'transferred', p_by_agent_id, v_former_name);
  end if;
  return jsonb_build_object('outcome', 'transferred', 'conversation', support.agent_conversation_json(v_conversation));
end
$function$;

comment on function public.support_transfer_conversation(p_conversation_id uuid, p_by_agent_id uuid, p_to_agent_id uuid, p_to_department_id uuid, p_note text) is 'Hands a conversation over to another agent, to another department''s queue (whose skills it then needs), or to an agent there, with a note for whoever gets it. Raises SC020, SC021, SC022, SC023, SC032, SC050, SC090.';

-- service_role may execute
