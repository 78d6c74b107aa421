-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.is_date(p_text text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return p_text::date is not null;
exception when datetime_field_overflow or invalid_datetime_format then
  return false;
end
$function$;

comment on function support.is_date(p_text text) is 'Whether a text in the form of a date is a day that exists.';

-- Nobody but the owner has any privilege.
