-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_conversations__refresh_card()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform support.refresh_card(new, now());
  return null;
end
$function$;

comment on function support.tg_conversations__refresh_card() is 'Brings the card up to date with what was put off or filled in; who has the conversation has a delivery of its own.';

-- Nobody but the owner has any privilege.
