-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_opening(p_conversation support.conversations)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if not exists (
    select from support.widgets as widget
    where widget.id = p_conversation.widget_id and widget.routing_rules ->> 'strategy' = 'least_busy'
  ) then
    return;
  end if;
  perform support.lock_routing(p_conversation.organization_id);
  -- The index would say so too, but only after waiting for whoever changes the other one, and they may wait for this lock.
  if not support.may_be_open(p_conversation) then
    raise unique_violation using
      message = 'the visitor has another open conversation', constraint = 'conversations_one_open';
  end if;
end
$function$;

comment on function support.lock_opening(p_conversation support.conversations) is 'Before a locked conversation is opened again: where conversations are given out, that happens one at a time. Raises a unique violation of conversations_one_open when the visitor has another open one; elsewhere the index does.';

-- Nobody but the owner has any privilege.
