-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.inbox_cursor(p_before jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  -- As it was handed out, a text, or read as the JSON it holds.
  if jsonb_typeof(p_before) = 'string' then
    p_before := (p_before #>> '{}')::jsonb;
  end if;
  if p_before is null or jsonb_typeof(p_before) = 'null' then
    return null;
  end if;
  perform (p_before ->> 'at')::timestamptz, (p_before ->> 'id')::uuid, (p_before ->> 'rank')::integer;
  if p_before ->> 'at' is null or p_before ->> 'id' is null then
    perform support.refuse('p_before', 'a next_cursor as an earlier page gave it');
  end if;
  return p_before;
exception when data_exception then
  perform support.refuse('p_before', 'a next_cursor as an earlier page gave it');
  return null;
end
$function$;

comment on function support.inbox_cursor(p_before jsonb) is 'The place where a page of an inbox begins; null at the top. Raises SC090.';

-- Nobody but the owner has any privilege.
