-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.picked(p_settings jsonb, p_names text[])
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_object_agg(setting.key, setting.value), '{}')
  from jsonb_each(p_settings) as setting where setting.key = any (p_names)
$function$;

comment on function support.picked(p_settings jsonb, p_names text[]) is 'Those of the settings that were configured and are meant for visitors.';

-- Nobody but the owner has any privilege.
