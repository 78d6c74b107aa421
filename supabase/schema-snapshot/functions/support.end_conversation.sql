-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.end_conversation(p_conversation support.conversations, p_status text, p_by text, p_agent_name text)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
begin
  update support.conversations set
    status = p_status, closed_at = coalesce(closed_at, now()), ended_by = coalesce(ended_by, p_by),
    seen_seq = case when p_by = 'visitor' then seen_seq else last_seq end,
    waiting_since = null, snoozed_until = null, revision = revision + 1, updated_at = now()
  where id = p_conversation.id returning * into v_conversation;
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_build_object('state', 'closed', 'agent_name', p_agent_name));
  perform support.route_waiting(v_conversation.organization_id, 1); -- its agent has room again
  return v_conversation;
end
$function$;

comment on function support.end_conversation(p_conversation support.conversations, p_status text, p_by text, p_agent_name text) is 'Makes a locked conversation resolved or closed. Closing a resolved one keeps when and by whom it was ended first.';

-- Nobody but the owner has any privilege.
