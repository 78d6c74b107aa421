-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.answer_conversation(p_conversation support.conversations, p_agent_id uuid, p_is_note boolean, p_takes_part boolean)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_was_open boolean := p_conversation.status in ('queued', 'active');
  v_holder_id uuid := p_conversation.agent_id;
  v_changed support.conversations;
begin
  if p_takes_part and not v_was_open then
    perform support.lock_opening(p_conversation);
  end if;
  if not p_is_note then
    v_holder_id := coalesce(v_holder_id, p_agent_id);
    if not v_was_open and not exists (
      select from support.agents as holder where holder.id = v_holder_id and holder.is_active for key share
    ) then
      v_holder_id := p_agent_id; -- whoever left the team cannot go on with it
    end if;
    perform set_config(
      'support.assignment', case when v_holder_id = p_conversation.agent_id then 'reopened:' else 'answered:' end, true);
  end if;
  -- An answer takes the conversation, opens it again, and proves that everything before it was seen; a note proves only
  -- that. A revision is taken only when one of these really changes, so that no client looks for an event that never came.
  update support.conversations set
    revision = revision + 1,
    seen_seq = last_seq - 1,
    agent_id = v_holder_id,
    claimed_at = case
      when p_is_note then claimed_at when v_holder_id is distinct from agent_id then now() else coalesce(claimed_at, now()) end,
    status = case when p_takes_part then 'active' else status end,
    closed_at = case when p_takes_part then null else closed_at end,
    ended_by = case when p_takes_part then null else ended_by end,
    reopened_count = reopened_count + case when p_takes_part and not v_was_open then 1 else 0 end
  where id = p_conversation.id and (
    (p_takes_part and status <> 'active')
    or agent_id is distinct from v_holder_id
    or exists (
      select from support.messages as unseen
      where unseen.conversation_id = p_conversation.id and unseen.seq > seen_seq and unseen.seq < last_seq
        and unseen.sender_kind = 'visitor'
    )
  )
  returning * into v_changed;
  perform set_config('support.assignment', '', true);
  return case when v_changed.id is null then p_conversation else v_changed end;
end
$function$;

comment on function support.answer_conversation(p_conversation support.conversations, p_agent_id uuid, p_is_note boolean, p_takes_part boolean) is 'What the newest message, an agent''s, does to its locked conversation: it is seen up to there, and an answer takes it, or opens it again for its agent, or for whoever answered if that one has left the team. Raises SC050 and, when the visitor began another one meanwhile, a unique violation of conversations_one_open.';

-- Nobody but the owner has any privilege.
