-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.setting_problem(p_value jsonb, p_kind text, p_low integer, p_high integer, p_words text[])
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_kind text := rtrim(p_kind, '!?');
  v_type text := jsonb_typeof(p_value);
  v_text text := p_value #>> '{}';
  v_format record;
  v_key text;
begin
  if v_type = 'null' then
    return case when right(p_kind, 1) <> '?' then 'may not be empty' end;
  end if;
  case v_kind
  when 'object' then
    return case when v_type <> 'object' then 'must be an object' end;
  when 'boolean' then
    return case when v_type <> 'boolean' then 'must be true or false' end;
  when 'integer' then
    if v_type <> 'number' or trunc(v_text::numeric) <> v_text::numeric or abs(v_text::numeric) > 9007199254740991
        or v_text::numeric < p_low or v_text::numeric > p_high then
      return 'must be a whole number' || case
        when p_low is not null and p_high is not null then format(' from %s to %s', p_low, p_high)
        when p_low is not null then format(' of at least %s', p_low) else '' end;
    end if;
    return null;
  when 'text' then
    if v_type <> 'string' or char_length(v_text) not between p_low and p_high or (p_low > 0 and v_text !~ '\S') then
      return format('must be a text of %s to %s characters', p_low, p_high);
    end if;
    return null;
  when 'choice' then
    return case when v_type <> 'string' or v_text <> all (p_words) then 'must be one of ' || array_to_string(p_words, ', ') end;
  when 'list' then
    return case
      when v_type <> 'array' then 'must be a list'
      when jsonb_array_length(p_value) not between p_low and p_high then
        case when p_low = p_high then format('must have %s items', p_low) else format('may have %s to %s items', p_low, p_high) end
    end;
  when 'map' then
    if v_type <> 'object' then
      return 'must be an object';
    end if;
    select format.pattern, format.meaning into strict v_format from support.text_formats() as format where format.kind = p_words[1];
    select name into v_key from jsonb_object_keys(p_value) as name where name !~ v_format.pattern limit 1;
    return case
      when v_key is not null then format('has the key "%s", which must be %s', left(v_key, 100), v_format.meaning)
      when (select count(*) from jsonb_object_keys(p_value)) > p_high then format('may have %s entries', p_high)
    end;
  else
    select format.pattern, format.meaning into strict v_format from support.text_formats() as format where format.kind = v_kind;
    return case when v_type <> 'string' or char_length(v_text) > 2000 or v_text !~ v_format.pattern
      or (v_kind = 'time_zone' and support.known_zone(v_text) is null)
      or (v_kind = 'date' and not support.is_date(v_text)) then 'must be ' || v_format.meaning end;
  end case;
end
$function$;

comment on function support.setting_problem(p_value jsonb, p_kind text, p_low integer, p_high integer, p_words text[]) is 'What is wrong with one value, as the end of a sentence that begins with its path; null when it is as its rule says.';

-- Nobody but the owner has any privilege.
