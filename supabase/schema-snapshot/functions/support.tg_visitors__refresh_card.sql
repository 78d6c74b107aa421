-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_visitors__refresh_card()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.visitor_id = new.id
  order by conversation.status in ('queued', 'active') desc, conversation.number desc limit 1;
  if found then
    perform support.refresh_card(v_conversation, case
      when (old.name, old.email, old.phone, old.locale, old.traits, old.banned_at)
        is distinct from (new.name, new.email, new.phone, new.locale, new.traits, new.banned_at)
        then support.card_due_at(v_conversation.id, now())
      -- Somebody who clicks through the site is not worth a send for each page.
      else support.card_due_at(v_conversation.id, now() + interval '20 seconds') end);
  end if;
  return null;
end
$function$;

comment on function support.tg_visitors__refresh_card() is 'Brings the card up to date with who the visitor is and where.';

-- Nobody but the owner has any privilege.
