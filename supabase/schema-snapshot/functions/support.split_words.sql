-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.split_words(p_text text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select coalesce(array_agg(distinct word), '{}') from regexp_split_to_table(lower(p_text), '[\s,;:()"]+') as word where word <> ''
$function$;

comment on function support.split_words(p_text text) is 'The words of a text, each once, as search_vector and search_query see them.';

-- Nobody but the owner has any privilege.
