-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.formatting_json(p_sender_kind text, p_content jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when p_sender_kind in ('agent', 'bot') and p_content ? 'entities'
    then jsonb_build_object('entities', p_content -> 'entities') else '{}'::jsonb end
$function$;

comment on function support.formatting_json(p_sender_kind text, p_content jsonb) is 'The formatting of a message with this content, as entities; an empty object when there is none, or a visitor wrote it.';

-- Nobody but the owner has any privilege.
