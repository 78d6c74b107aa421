-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.check_profile(p_profile jsonb, p_parameter text, p_fields text[])
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  v_field text;
  v_value jsonb;
  v_path text;
  v_text text;
  v_checked jsonb := '{}';
begin
  if p_profile is null then
    return v_checked;
  end if;
  if jsonb_typeof(p_profile) <> 'object' then
    perform support.refuse(p_parameter, 'a profile is an object');
  end if;
  for v_field, v_value in select field.key, field.value from jsonb_each(p_profile) as field loop
    v_path := p_parameter || '.' || left(v_field, 100);
    if v_field <> all (p_fields) then
      perform support.refuse(v_path, 'a profile has no such field here');
    end if;
    if jsonb_typeof(v_value) = 'null' then
      v_checked := v_checked || jsonb_build_object(v_field, null);
      continue;
    end if;
    if v_field = 'traits' then
      if jsonb_typeof(v_value) <> 'object' or octet_length(v_value::text) > 16384 then
        perform support.refuse(v_path, 'traits are an object of at most 16384 bytes');
      end if;
      v_checked := v_checked || jsonb_build_object(v_field, v_value);
      continue;
    end if;
    if jsonb_typeof(v_value) <> 'string' then
      perform support.refuse(v_path, 'this is a text');
    end if;
    -- One line: a name with line breaks could pretend to be something else in a list or in Telegram.
    v_text := nullif(btrim(regexp_replace(v_value #>> '{}', '[[:space:][:cntrl:]]+', ' ', 'g')), '');
    if char_length(v_text) > (
      case v_field when 'name' then 100 when 'email' then 320 when 'phone' then 40 when 'avatar_url' then 2048 else 35 end
    ) then
      perform support.refuse(v_path, 'this is too long');
    end if;
    if v_field = 'email' and v_text !~ '^[^@ ]+@[^@ ]+$' then
      perform support.refuse(v_path, 'this is no e-mail address');
    elsif v_field = 'avatar_url' and v_text !~ '^https?://[^ "<>]+$' then
      perform support.refuse(v_path, 'a picture is named by its http(s) address');
    elsif v_field = 'locale' and v_text !~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' then
      perform support.refuse(v_path, 'a language is named as in BCP 47, for example pt-BR');
    end if;
    v_checked := v_checked || jsonb_build_object(v_field, v_text);
  end loop;
  return v_checked;
end
$function$;

comment on function support.check_profile(p_profile jsonb, p_parameter text, p_fields text[]) is 'A profile that fits its columns: trimmed, empty texts as null. Raises SC090 with the path of the first field that does not fit.';

-- Nobody but the owner has any privilege.
