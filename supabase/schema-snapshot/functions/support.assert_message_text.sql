-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_message_text(p_text text, p_characters integer, p_may_be_empty boolean DEFAULT false)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if not p_may_be_empty and (p_text is null or p_text !~ '[^[:space:]]') then
    raise exception 'a message needs an id and a text' using errcode = 'SC030';
  end if;
  if char_length(p_text) > p_characters then
    raise exception 'a message may have at most % characters', p_characters using
      errcode = 'SC032', hint = 'Send it in parts.';
  end if;
end
$function$;

comment on function support.assert_message_text(p_text text, p_characters integer, p_may_be_empty boolean) is 'Refuses a text that says nothing or too much. With a file, a text is not needed. Raises SC030, SC032.';

-- Nobody but the owner has any privilege.
