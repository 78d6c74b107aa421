-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.describe_past_conversation(p_conversation support.conversations)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'number', p_conversation.number,
    'status', p_conversation.status,
    'created_at', p_conversation.created_at,
    'rating', p_conversation.rating,
    'agent_name', (select agent.name from support.agents as agent where agent.id = p_conversation.agent_id),
    'first_words', (
      select left(said.body, 200) from support.messages as said
      where said.conversation_id = p_conversation.id and said.sender_kind = 'visitor'
        and said.deleted_at is null and said.body <> ''
      order by said.seq limit 1
    )
  )
$function$;

comment on function support.describe_past_conversation(p_conversation support.conversations) is 'One line of a visitor''s history, as the team sees it.';

-- Nobody but the owner has any privilege.
