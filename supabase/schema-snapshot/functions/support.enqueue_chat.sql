-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.enqueue_chat(p_organization_id uuid, p_chat_id bigint, p_kind text, p_payload jsonb)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  insert into support.outbox (organization_id, lane, chat_id, kind, payload, priority)
  values (
    p_organization_id, 'telegram:' || p_chat_id::text, p_chat_id, p_kind, coalesce(p_payload, '{}'),
    support.delivery_priority(p_kind)
  )
$function$;

comment on function support.enqueue_chat(p_organization_id uuid, p_chat_id bigint, p_kind text, p_payload jsonb) is 'Writes an outbox row about no conversation, so that it outlives all of them: agent_notice, owner_alert, forget_topic.';

-- Nobody but the owner has any privilege.
