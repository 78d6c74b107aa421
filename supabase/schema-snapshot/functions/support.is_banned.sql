-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.is_banned(p_visitor support.visitors)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select p_visitor.banned_at is not null and (p_visitor.banned_until is null or p_visitor.banned_until > now())
$function$;

comment on function support.is_banned(p_visitor support.visitors) is 'Whether the team blocks this visitor now. A ban may end by itself.';

-- Nobody but the owner has any privilege.
