-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.current_visitor_topic()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select 'support:visitor:' || visitor.id::text from support.visitors as visitor
  where visitor.id = support.current_visitor_id()
    and (visitor.banned_at is null or visitor.banned_until <= now())
$function$;

comment on function support.current_visitor_topic() is 'The one channel that the visitor of the access token may join; null for a blocked or erased visitor.';

-- support_visitor may execute
