-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.instant_of(p_change jsonb, p_name text, p_before timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  if not p_change ? p_name then
    return p_before;
  end if;
  if jsonb_typeof(p_change -> p_name) = 'null' then
    return null;
  end if;
  if p_change ->> p_name ~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d' and jsonb_typeof(p_change -> p_name) = 'string' then
    return (p_change ->> p_name)::timestamptz;
  end if;
  perform support.refuse('p_change.' || p_name, 'a time such as 2026-11-21T09:00:00Z, or null');
  return null;
exception when datetime_field_overflow or invalid_datetime_format or invalid_parameter_value then
  perform support.refuse('p_change.' || p_name, 'a time such as 2026-11-21T09:00:00Z, or null');
  return null;
end
$function$;

comment on function support.instant_of(p_change jsonb, p_name text, p_before timestamp with time zone) is 'A moment in a change. Raises SC090.';

-- Nobody but the owner has any privilege.
