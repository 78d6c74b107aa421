-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_start_conversation(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_department_id uuid DEFAULT NULL::uuid, p_context jsonb DEFAULT '{}'::jsonb, p_subject text DEFAULT NULL::text, p_category text DEFAULT NULL::text, p_prechat jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
begin
  if jsonb_typeof(p_prechat) <> 'object' then
    perform support.refuse('p_prechat', 'the answers are an object');
  end if;
  v_conversation := support.lock_open_conversation(v_session, p_department_id, p_context);
  perform support.count_hit('start:session:' || p_session_id::text, 20, interval '1 minute');
  if p_prechat is not null or p_category is not null or p_subject is not null then
    v_conversation := support.describe_conversation(v_conversation, p_prechat, p_category, p_subject);
  end if;
  return support.sync_json(v_conversation, 0, 50)
    || jsonb_build_object('queue', support.queue_json(v_conversation), 'availability', (
      select support.widget_availability_json(widget) from support.widgets as widget where widget.id = p_widget_id));
end
$function$;

comment on function public.support_start_conversation(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_department_id uuid, p_context jsonb, p_subject text, p_category text, p_prechat jsonb) is 'Finds or opens the visitor''s conversation. Raises SC002, SC010 to SC015, SC021, SC040, SC090.';

-- service_role may execute
