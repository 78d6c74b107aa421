-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.canned_response_json(p_response support.canned_responses)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'id', p_response.id,
    'scope', case when p_response.agent_id is not null then 'own' when p_response.department_id is not null then 'department' else 'team' end,
    'department_id', p_response.department_id,
    'shortcut', p_response.shortcut,
    'title', p_response.title,
    'body', p_response.body,
    'used_count', p_response.used_count,
    'last_used_at', p_response.last_used_at,
    'created_at', p_response.created_at,
    'updated_at', p_response.updated_at,
    'version', p_response.version
  )
$function$;

comment on function support.canned_response_json(p_response support.canned_responses) is 'A canned response as agents receive it.';

-- Nobody but the owner has any privilege.
