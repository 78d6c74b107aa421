-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_mark_conversation_read(p_agent_id uuid, p_conversation_id uuid, p_seq bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_changed support.conversations;
  v_seq bigint := least(greatest(coalesce(p_seq, 0), 0), v_conversation.last_seq);
begin
  if v_conversation.organization_id <> v_agent.organization_id then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  insert into support.conversation_reads as known (agent_id, conversation_id, seq)
  values (p_agent_id, p_conversation_id, v_seq)
  on conflict (agent_id, conversation_id) do update set seq = greatest(known.seq, excluded.seq)
  returning known.seq into v_seq;
  -- A revision only when words of the visitor become seen: nobody else can tell the difference.
  update support.conversations set seen_seq = v_seq, revision = revision + 1
  where id = p_conversation_id and seen_seq < v_seq and exists (
    select from support.messages as unseen
    where unseen.conversation_id = p_conversation_id and unseen.seq > seen_seq and unseen.seq <= v_seq
      and unseen.sender_kind = 'visitor'
  )
  returning * into v_changed;
  if found then
    v_conversation := v_changed;
    update support.agents set last_seen_at = now() where id = p_agent_id;
  end if;
  return jsonb_build_object('seq', v_seq, 'conversation', support.agent_conversation_json(v_conversation));
end
$function$;

comment on function public.support_mark_conversation_read(p_agent_id uuid, p_conversation_id uuid, p_seq bigint) is 'Moves an agent''s reading mark forward, never back, never past the newest message, and tells the visitor that they were seen. Raises SC020, SC050.';

-- service_role may execute
