-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_conversation_to_give(p_conversation_id uuid, p_by_agent_id uuid)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
begin
  if p_by_agent_id is not null then
    perform support.agent_of_conversation(v_conversation, p_by_agent_id);
  end if;
  if v_conversation.status not in ('queued', 'active') then
    raise exception 'this conversation has ended' using errcode = 'SC022', hint = 'Open it again first.';
  end if;
  return v_conversation;
end
$function$;

comment on function support.lock_conversation_to_give(p_conversation_id uuid, p_by_agent_id uuid) is 'An open conversation, locked, for an agent of its organization or, with null, for the system. Raises SC020, SC022, SC050.';

-- Nobody but the owner has any privilege.
