-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.words_of(p_change jsonb, p_name text, p_before text[])
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  v_words text[];
begin
  if not p_change ? p_name then
    return p_before;
  end if;
  if jsonb_typeof(p_change -> p_name) <> 'array' or jsonb_path_exists(p_change -> p_name, '$[*] ? (@.type() != "string")') then
    perform support.refuse('p_change.' || p_name, 'a list of words');
  end if;
  if jsonb_array_length(p_change -> p_name) > 50 then
    perform support.refuse('p_change.' || p_name, 'a list of at most 50 words');
  end if;
  select coalesce(array_agg(distinct btrim(word)), '{}') into v_words
  from jsonb_array_elements_text(p_change -> p_name) as word where btrim(word) <> '';
  if exists (select from unnest(v_words) as word where char_length(word) > 50) then
    perform support.refuse('p_change.' || p_name, 'a word has at most 50 characters');
  end if;
  return v_words;
end
$function$;

comment on function support.words_of(p_change jsonb, p_name text, p_before text[]) is 'A list of words in a change, sorted and without repeats. Raises SC090.';

-- Nobody but the owner has any privilege.
