-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.may_be_open(p_conversation support.conversations)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select p_conversation.status in ('queued', 'active') or not exists (
    select from support.conversations as other
    where other.visitor_id = p_conversation.visitor_id and other.widget_id = p_conversation.widget_id
      and other.status in ('queued', 'active')
  )
$function$;

comment on function support.may_be_open(p_conversation support.conversations) is 'Whether a conversation is open or could be opened: no other one of the same visitor and widget is.';

-- Nobody but the owner has any privilege.
