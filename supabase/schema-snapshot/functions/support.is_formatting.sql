-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.is_formatting(p_entities jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select jsonb_typeof(p_entities) = 'array' and not exists (
    select from jsonb_array_elements(case jsonb_typeof(p_entities) when 'array' then p_entities else '[]' end)
      with ordinality as entity (value, place)
    where place > 100 or not coalesce(
      jsonb_typeof(value) = 'object'
      and jsonb_typeof(value -> 'offset') = 'number' and value ->> 'offset' ~ '^[0-9]{1,5}$'
      and jsonb_typeof(value -> 'length') = 'number' and value ->> 'length' ~ '^[1-9][0-9]{0,4}$'
      and case
        when value ->> 'type' in ('bold', 'italic', 'underline', 'strikethrough', 'code', 'spoiler', 'blockquote')
          then value - array['type', 'offset', 'length'] = '{}'
        when value ->> 'type' = 'pre' then value - array['type', 'offset', 'length', 'language'] = '{}'
          and (not value ? 'language' or (jsonb_typeof(value -> 'language') = 'string' and value ->> 'language' ~ '^[A-Za-z0-9_+#.-]{1,40}$'))
        when value ->> 'type' = 'link' then value - array['type', 'offset', 'length', 'url'] = '{}'
          and jsonb_typeof(value -> 'url') = 'string'
          and value ->> 'url' ~ '^(https?://|mailto:|tel:)[^[:space:]]+$' and char_length(value ->> 'url') <= 2048
        else false
      end,
    false)
  )
$function$;

comment on function support.is_formatting(p_entities jsonb) is 'Whether these are at most 100 ranges of kinds we know, links with harmless schemes. Whether they lie within the text is for whoever draws them to see: they are counted in UTF-16 units, and a text may change under them.';

-- Nobody but the owner has any privilege.
