-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_claim_conversation(p_conversation_id uuid, p_agent_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
  v_holder support.agents;
  v_outcome text;
begin
  if v_conversation.status not in ('queued', 'active') then
    v_outcome := 'closed';
  elsif v_conversation.agent_id = p_agent_id then
    v_outcome := 'already_yours';
  elsif v_conversation.agent_id is not null then
    v_outcome := 'taken';
  else
    v_outcome := 'claimed';
    v_conversation := support.give_conversation(v_conversation, v_agent, 'claimed', null, true);
  end if;
  update support.agents set last_seen_at = now() where id = p_agent_id;
  select agent.* into v_holder from support.agents as agent where agent.id = v_conversation.agent_id;
  return jsonb_build_object(
    'outcome', v_outcome,
    'agent', case when v_holder.id is null then null else jsonb_build_object('id', v_holder.id, 'name', v_holder.name) end,
    'conversation', support.agent_conversation_json(v_conversation)
  );
end
$function$;

comment on function public.support_claim_conversation(p_conversation_id uuid, p_agent_id uuid) is 'Gives an unclaimed conversation to one agent; of any number of claims at once exactly one wins and the others learn who did. Raises SC020, SC050.';

-- service_role may execute
