-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.forget_sessions(p_limit integer)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with forgotten as (
    delete from support.sessions where id in (
      select session.id from support.sessions as session
      where session.expires_at < now() - interval '1 day' limit p_limit for update skip locked)
    returning id
  )
  select count(*) from forgotten
$function$;

comment on function support.forget_sessions(p_limit integer) is 'Sessions that ran out more than a day ago.';

-- Nobody but the owner has any privilege.
