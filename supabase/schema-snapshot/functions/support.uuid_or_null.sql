-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.uuid_or_null(p_text text)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when p_text ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' then p_text::uuid end
$function$;

comment on function support.uuid_or_null(p_text text) is 'An id that came inside JSON; null when it is none, so that it is simply not found.';

-- Nobody but the owner has any privilege.
