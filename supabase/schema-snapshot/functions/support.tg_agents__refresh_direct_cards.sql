-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_agents__refresh_direct_cards()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform support.refresh_direct_cards(new.telegram_user_id);
  return null;
end
$function$;

comment on function support.tg_agents__refresh_direct_cards() is 'Shows an agent which of their conversations gets what they write.';

-- Nobody but the owner has any privilege.
