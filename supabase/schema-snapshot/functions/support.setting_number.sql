-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.setting_number(p_settings jsonb, p_name text, p_default numeric, p_most numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when jsonb_typeof(p_settings -> p_name) = 'number'
    then least(greatest((p_settings ->> p_name)::numeric, 0), p_most) else p_default end
$function$;

comment on function support.setting_number(p_settings jsonb, p_name text, p_default numeric, p_most numeric) is 'A number among settings, from 0 to a greatest one; the default where there is none.';

-- Nobody but the owner has any privilege.
