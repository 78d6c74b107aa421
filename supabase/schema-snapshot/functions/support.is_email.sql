-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.is_email(p_text text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select coalesce(char_length(p_text) <= 320 and p_text ~ '^[^@[:space:][:cntrl:]<>,;"]+@[^@[:space:][:cntrl:]<>,;"]+$', false)
$function$;

comment on function support.is_email(p_text text) is 'Whether something could be one e-mail address. Only sending shows whether it is one; this keeps out lists and headers.';

-- Nobody but the owner has any privilege.
