-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.search_query(p_text text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select string_agg('''' || replace(replace(word, '\', '\\'), '''', '''''') || ''':*', ' & ')::tsquery
  from unnest(array_remove(regexp_split_to_array(lower(p_text), '[\s,;:()"]+'), '')) as word
$function$;

comment on function support.search_query(p_text text) is 'Every word is the beginning of one; null without words.';

-- Nobody but the owner has any privilege.
