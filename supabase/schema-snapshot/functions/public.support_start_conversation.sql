-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_start_conversation(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_department_id uuid DEFAULT NULL::uuid, p_context jsonb DEFAULT '{}'::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_open_conversation(v_session, p_department_id, p_context);
begin
  perform support.count_hit('start:session:' || p_session_id::text, 20, interval '1 minute');
  return support.sync_json(v_conversation, 0, 50)
    || jsonb_build_object('availability', support.availability_json(v_conversation.organization_id));
end
$function$;

comment on function public.support_start_conversation(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_department_id uuid, p_context jsonb) is 'Finds or opens the visitor''s conversation. Raises SC002, SC010, SC011, SC012, SC014, SC021, SC040.';

-- service_role may execute
