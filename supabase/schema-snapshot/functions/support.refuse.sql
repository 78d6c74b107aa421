-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.refuse(p_parameter text, p_message text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  raise exception using
    errcode = 'SC090',
    message = coalesce(p_message, 'this request makes no sense'),
    detail = coalesce(p_parameter, ''),
    hint = 'Correct the parameter in the detail; sending the same again will not help.';
end
$function$;

comment on function support.refuse(p_parameter text, p_message text) is 'Raises SC090 for a parameter that is missing, malformed or out of range. The detail is its name, or a path inside it.';

-- Nobody but the owner has any privilege.
