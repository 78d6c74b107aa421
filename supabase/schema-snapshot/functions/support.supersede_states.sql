-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.supersede_states(p_conversation_id uuid, p_lane text, p_kind text, p_payload jsonb)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  update support.outbox set state = 'dead', error = 'superseded', settled_at = clock_timestamp()
  where id in (
    select waiting.id from support.outbox as waiting
    where waiting.conversation_id = p_conversation_id and waiting.lane = p_lane and waiting.state = 'pending'
      -- One that was tried holds its lane, and shows the newest state when it gets through.
      and waiting.attempts = 0
      -- Another card than the group's is named, and is a thing of its own.
      and waiting.payload ->> 'card_message_id' is not distinct from p_payload ->> 'card_message_id'
      and (waiting.kind = 'visitor_card' or (
        waiting.kind = 'conversation_state' and p_kind = 'conversation_state' and p_payload ->> 'state' <> 'moved'
        -- Both say more than what the card shows: that a place is to be made, and who has let go.
        and waiting.payload ->> 'state' <> 'moved'
        and (waiting.payload ->> 'state' <> 'passed' or p_payload ->> 'state' <> 'reopened')))
    -- What a worker takes at this moment is sent.
    for update skip locked
  )
$function$;

comment on function support.supersede_states(p_conversation_id uuid, p_lane text, p_kind text, p_payload jsonb) is 'What waits to be shown of a conversation is outdated by a newer conversation_state or visitor_card: each delivery shows the state as it is by then, so the newest is enough.';

-- Nobody but the owner has any privilege.
