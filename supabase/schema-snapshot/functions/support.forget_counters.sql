-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.forget_counters(p_limit integer)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with forgotten as (
    delete from support.rate_limits where key in (
      select counter.key from support.rate_limits as counter
      where counter.window_start < now() - interval '1 day' limit p_limit for update skip locked)
    returning key
  )
  select count(*) from forgotten
$function$;

comment on function support.forget_counters(p_limit integer) is 'Counters whose window ended a day ago.';

-- Nobody but the owner has any privilege.
