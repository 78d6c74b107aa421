-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.enqueue_telegram(p_conversation support.conversations, p_kind text, p_payload jsonb, p_message_id uuid DEFAULT NULL::uuid, p_chat_id bigint DEFAULT NULL::bigint)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$ select support.enqueue_telegram_at(p_conversation, p_kind, p_payload, p_message_id, p_chat_id) $function$;

comment on function support.enqueue_telegram(p_conversation support.conversations, p_kind text, p_payload jsonb, p_message_id uuid, p_chat_id bigint) is 'Like enqueue_telegram_at: due at once, with the priority of its kind, and never too late.';

-- Nobody but the owner has any privilege.
