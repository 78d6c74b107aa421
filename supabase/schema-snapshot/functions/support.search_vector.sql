-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.search_vector(p_text text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$ select array_to_tsvector(array_remove(regexp_split_to_array(lower(p_text), '[\s,;:()"]+'), '')) $function$;

comment on function support.search_vector(p_text text) is 'The words of a name, an e-mail address or a subject, to be found by their beginnings.';

-- Nobody but the owner has any privilege.
