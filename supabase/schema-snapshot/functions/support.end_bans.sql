-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.end_bans(p_limit integer)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with ended as (
    update support.visitors set banned_at = null, ban_reason = null, banned_by = null, banned_until = null
    where id in (
      select visitor.id from support.visitors as visitor
      where visitor.banned_until <= now() limit p_limit for update skip locked)
    returning id
  )
  select count(*) from ended
$function$;

comment on function support.end_bans(p_limit integer) is 'Lets visitors back whose ban was for a time.';

-- Nobody but the owner has any privilege.
