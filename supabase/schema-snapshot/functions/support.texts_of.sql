-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.texts_of(p_list jsonb, p_otherwise text[])
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when p_list is null then p_otherwise else array(
    select listed.text from jsonb_array_elements_text(p_list) with ordinality as listed (text, position)
    group by listed.text order by min(listed.position))
  end
$function$;

comment on function support.texts_of(p_list jsonb, p_otherwise text[]) is 'A list of texts, each once, in the order given; the other one for null.';

-- Nobody but the owner has any privilege.
