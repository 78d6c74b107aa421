-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.check_event(p_event jsonb, p_path text)
 RETURNS void
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  v_field text;
begin
  if jsonb_typeof(p_event) <> 'object' then
    perform support.refuse(p_path, 'an event is an object');
  end if;
  foreach v_field in array array['kind', 'name', 'page_url', 'page_title'] loop
    if jsonb_typeof(p_event -> v_field) not in ('string', 'null') then
      perform support.refuse(p_path || '.' || v_field, 'this is a text');
    end if;
  end loop;
  if p_event ->> 'kind' is null or p_event ->> 'kind' not in ('page_view', 'custom') then
    perform support.refuse(p_path || '.kind', 'an event is a page_view or custom');
  end if;
  if (p_event ->> 'kind' = 'custom') <> (p_event ->> 'name' is not null) then
    perform support.refuse(p_path || '.name', 'custom events have a name, page views have none');
  end if;
  if char_length(p_event ->> 'name') not between 1 and 100 then
    perform support.refuse(p_path || '.name', 'a name has 1 to 100 characters');
  end if;
  if char_length(p_event ->> 'page_url') > 2048 then
    perform support.refuse(p_path || '.page_url', 'an address has at most 2048 characters');
  end if;
  if char_length(p_event ->> 'page_title') > 300 then
    perform support.refuse(p_path || '.page_title', 'a title has at most 300 characters');
  end if;
  if jsonb_typeof(p_event -> 'data') not in ('object', 'null') or octet_length((p_event -> 'data')::text) > 4096 then
    perform support.refuse(p_path || '.data', 'data are an object of at most 4096 bytes');
  end if;
end
$function$;

comment on function support.check_event(p_event jsonb, p_path text) is 'Passes an event that fits its columns. Raises SC090 with the path of what does not.';

-- Nobody but the owner has any privilege.
