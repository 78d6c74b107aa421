-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.contact_in(p_text text)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select jsonb_strip_nulls(jsonb_build_object(
    'email', case when char_length(found.email) <= 320 then found.email end,
    'phone', case
      when char_length(regexp_replace(found.phone, '[^0-9]', '', 'g')) between 7 and 15
        -- Somebody names a day.
        and found.phone !~ '^[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}$' then found.phone end
  ))
  from (select
    substring(p_text from '[^[:space:]@<>"(),:;]+@[^[:space:]@<>"(),:;]+\.[[:alpha:]]{2,}') as email,
    -- Alone between words, so that the digits of an order's number with letters are none.
    substring(p_text from '(?:^|[[:space:]:(,])(\+?\(?[0-9][0-9 ()./-]{5,30}[0-9])(?![[:alnum:]@])') as phone
  ) as found
$function$;

comment on function support.contact_in(p_text text) is 'The e-mail address and the phone number (7 to 15 digits, as in E.164) in what somebody wrote; an empty object without either.';

-- Nobody but the owner has any privilege.
