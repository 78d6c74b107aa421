-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.join_traits(p_known jsonb, p_given jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_object_agg(trait.key, trait.value), '{}')
  from jsonb_each(p_known || coalesce(nullif(p_given, 'null'), '{}')) as trait
  where trait.value <> 'null'
$function$;

comment on function support.join_traits(p_known jsonb, p_given jsonb) is 'Both together; of a trait in both the second counts, and null forgets it.';

-- Nobody but the owner has any privilege.
