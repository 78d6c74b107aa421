-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.visitor_json(p_visitor support.visitors)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'id', p_visitor.id,
    'external_id', p_visitor.external_id,
    'name', p_visitor.name,
    'email', p_visitor.email,
    'phone', p_visitor.phone,
    'avatar_url', p_visitor.avatar_url,
    'locale', p_visitor.locale,
    'traits', p_visitor.traits,
    'context', p_visitor.context,
    'consent', p_visitor.consent,
    'identified_at', p_visitor.identified_at,
    'banned_at', p_visitor.banned_at,
    'banned_until', p_visitor.banned_until,
    'banned_by', p_visitor.banned_by,
    'ban_reason', p_visitor.ban_reason,
    'created_at', p_visitor.created_at,
    'last_seen_at', p_visitor.last_seen_at
  )
$function$;

comment on function support.visitor_json(p_visitor support.visitors) is 'A visitor as the team''s side receives them. What a visitor may know of themselves is less.';

-- Nobody but the owner has any privilege.
