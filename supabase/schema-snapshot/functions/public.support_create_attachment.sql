-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_create_attachment(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_name text, p_media_type text, p_byte_size bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_widget support.widgets;
begin
  perform support.count_hit('upload:session:' || p_session_id::text, 30, interval '10 minutes');
  select widget.* into v_widget from support.widgets as widget where widget.id = v_session.widget_id;
  return support.announce_attachment(v_widget, v_session.visitor_id, null, null, p_name, p_media_type, p_byte_size);
end
$function$;

comment on function public.support_create_attachment(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_name text, p_media_type text, p_byte_size bigint) is 'A visitor announces an upload. The path is organization/attachment. Raises what assert_session raises, and SC040, SC061, SC062, SC064, SC090.';

-- service_role may execute
