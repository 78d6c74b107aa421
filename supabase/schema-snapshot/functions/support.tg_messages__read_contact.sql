-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_messages__read_contact()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_contact jsonb := support.contact_in(new.body);
begin
  -- Only as the answer to our question: who mentions an address otherwise need not mean their own.
  if v_contact = '{}' or not exists (
    select from support.messages as asked
    where asked.conversation_id = new.conversation_id and asked.seq between new.seq - 20 and new.seq
      and asked.sender_kind = 'system' and asked.content ->> 'event' = 'contact_requested'
  ) or exists (
    select from support.visitors as visitor
    where visitor.id = new.visitor_id and (visitor.email is not null or visitor.phone is not null)
  ) then
    return null;
  end if;
  perform support.apply_profile(new.visitor_id, v_contact, 'p_text', 'fill');
  return null;
end
$function$;

comment on function support.tg_messages__read_contact() is 'A visitor who was asked for an e-mail address or a phone number and writes one has it in their profile, and on the card.';

-- Nobody but the owner has any privilege.
