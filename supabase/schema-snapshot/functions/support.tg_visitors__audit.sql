-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_visitors__audit()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform support.log_change(
    new.organization_id, case when new.banned_at is null then 'visitors.unbanned' else 'visitors.banned' end, new.id::text,
    jsonb_build_object(
      'banned_at', jsonb_build_array(old.banned_at, new.banned_at),
      'banned_until', jsonb_build_array(old.banned_until, new.banned_until),
      'ban_reason', jsonb_build_array(old.ban_reason, new.ban_reason)));
  return null;
end
$function$;

comment on function support.tg_visitors__audit() is 'Logs bans and their end. That somebody was erased is logged by the erasure itself, without saying who.';

-- Nobody but the owner has any privilege.
