-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_message_content(p_type text, p_content jsonb, p_has_files boolean, p_types text[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if not (p_type = any (p_types)) then
    perform support.refuse('p_type', format('a message of this sender is one of: %s', array_to_string(p_types, ', ')));
  end if;
  if p_type in ('file', 'image') and not p_has_files then
    perform support.refuse('p_attachment_ids', 'a file or a picture needs at least one attachment');
  end if;
  if p_type in ('card', 'form') and p_has_files then
    perform support.refuse('p_attachment_ids', 'a card or a form carries no files');
  end if;
  if p_type in ('card', 'form') and p_content is null then
    perform support.refuse('p_content', 'a card or a form needs its content');
  end if;
  if jsonb_typeof(p_content) <> 'object' or octet_length(p_content::text) > 32768 then
    perform support.refuse('p_content', 'the content is an object of at most 32768 bytes');
  end if;
  if p_content ? 'entities' and not support.is_formatting(p_content -> 'entities') then
    perform support.refuse('p_content', 'its entities are at most 100 ranges, each with type, offset and length');
  end if;
end
$function$;

comment on function support.assert_message_content(p_type text, p_content jsonb, p_has_files boolean, p_types text[]) is 'Refuses types this sender may not use, and content that does not go with the type. Raises SC090.';

-- Nobody but the owner has any privilege.
