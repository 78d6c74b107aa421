-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.content_json(p_sender_kind text, p_content jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case
    when p_content is null then '{}'::jsonb
    when support.formatting_json(p_sender_kind, p_content) = '{}' then jsonb_build_object('content', p_content)
    when p_content - 'entities' = '{}' then support.formatting_json(p_sender_kind, p_content)
    else support.formatting_json(p_sender_kind, p_content) || jsonb_build_object('content', p_content - 'entities')
  end
$function$;

comment on function support.content_json(p_sender_kind text, p_content jsonb) is 'A message''s content as clients receive it: its formatting as entities, and as content what else there is.';

-- Nobody but the owner has any privilege.
