-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.current_id_of_visitor(p_visitor_id uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select coalesce(
    (select merged.visitor_id from support.merged_visitors as merged where merged.id = p_visitor_id), p_visitor_id)
$function$;

comment on function support.current_id_of_visitor(p_visitor_id uuid) is 'The visitor''s own id, or whom they were merged into.';

-- Nobody but the owner has any privilege.
