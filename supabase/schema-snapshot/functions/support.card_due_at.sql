-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.card_due_at(p_conversation_id uuid, p_at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select case
    when nullif(current_setting('support.actor', true), '')::jsonb ->> 'kind' = 'agent' then p_at
    else greatest(p_at, (
      select max(shown.settled_at) + interval '1 minute' from support.outbox as shown
      where shown.conversation_id = p_conversation_id and shown.kind = 'visitor_card' and shown.state = 'sent'
    )) end
$function$;

comment on function support.card_due_at(p_conversation_id uuid, p_at timestamp with time zone) is 'When a card that should change at some time may: not twice within a minute, unless an agent looks for what they have done.';

-- Nobody but the owner has any privilege.
