-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_update_visitor(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_profile jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_profile jsonb;
  v_visitor support.visitors;
begin
  perform support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_profile := support.check_profile(p_profile, 'p_profile', array['name', 'email', 'phone', 'locale', 'traits']);
  perform support.count_hit('profile:session:' || p_session_id::text, 20, interval '1 minute');
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = p_visitor_id for no key update;
  v_visitor := support.apply_profile(
    p_visitor_id, v_profile, 'p_profile', case when v_visitor.external_id is null then 'replace' else 'fill' end);
  return jsonb_build_object('visitor', support.visitor_json(v_visitor)
    - array['context', 'banned_at', 'banned_until', 'banned_by', 'ban_reason', 'created_at', 'last_seen_at']);
end
$function$;

comment on function public.support_update_visitor(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_profile jsonb) is 'What a visitor, or a page without a token, says of them: name, email, phone, locale, traits. An anonymous visitor''s fields are replaced, and forgotten by null; of somebody the site vouched for only empty ones are filled. Raises SC001, SC002, SC010, SC011, SC012, SC014, SC015, SC040, SC090.';

-- service_role may execute
