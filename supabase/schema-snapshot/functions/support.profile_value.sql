-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.profile_value(p_known text, p_profile jsonb, p_field text, p_mode text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case p_mode
    when 'vouch' then coalesce(p_profile ->> p_field, p_known)
    when 'fill' then coalesce(p_known, p_profile ->> p_field)
    else case when p_profile -> p_field is null then p_known else p_profile ->> p_field end
  end
$function$;

comment on function support.profile_value(p_known text, p_profile jsonb, p_field text, p_mode text) is 'vouch: what is given wins; fill: what is known wins; replace: what is given wins, and null forgets.';

-- Nobody but the owner has any privilege.
