-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.current_visitor_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'visitor_id', '')::uuid
$function$;

comment on function support.current_visitor_id() is 'The visitor of the request''s access token, null without one.';

-- support_visitor may execute
