-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.enqueue_email(p_organization_id uuid, p_kind text, p_recipient text, p_payload jsonb, p_conversation_id uuid DEFAULT NULL::uuid, p_message_id uuid DEFAULT NULL::uuid, p_not_before timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  insert into support.outbox (
    organization_id, lane, channel, recipient, kind, conversation_id, message_id, payload, priority, not_before
  )
  values (
    p_organization_id, 'email:' || p_organization_id::text, 'email', p_recipient, p_kind, p_conversation_id, p_message_id,
    coalesce(p_payload, '{}'), support.delivery_priority(p_kind), coalesce(p_not_before, now())
  )
$function$;

comment on function support.enqueue_email(p_organization_id uuid, p_kind text, p_recipient text, p_payload jsonb, p_conversation_id uuid, p_message_id uuid, p_not_before timestamp with time zone) is 'Writes an e-mail to the outbox. An organization''s e-mails have one lane.';

-- Nobody but the owner has any privilege.
