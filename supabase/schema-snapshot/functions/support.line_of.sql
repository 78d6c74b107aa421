-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.line_of(p_change jsonb, p_name text, p_before text, p_most integer)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  if not p_change ? p_name then
    return p_before;
  end if;
  if jsonb_typeof(p_change -> p_name) not in ('string', 'null') or char_length(btrim(p_change ->> p_name)) > p_most then
    perform support.refuse('p_change.' || p_name, format('a text of at most %s characters, or null', p_most));
  end if;
  return nullif(btrim(p_change ->> p_name), '');
end
$function$;

comment on function support.line_of(p_change jsonb, p_name text, p_before text, p_most integer) is 'A line of text in a change; empty is null. Raises SC090.';

-- Nobody but the owner has any privilege.
