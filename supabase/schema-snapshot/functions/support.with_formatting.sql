-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.with_formatting(p_content jsonb, p_entities jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case
    when jsonb_array_length(p_entities) > 0 then coalesce(p_content, '{}') || jsonb_build_object('entities', p_entities)
    when p_content ? 'entities' then nullif(p_content - 'entities', '{}')
    else p_content
  end
$function$;

comment on function support.with_formatting(p_content jsonb, p_entities jsonb) is 'Content with this formatting instead of its own; null and an empty list take it away.';

-- Nobody but the owner has any privilege.
