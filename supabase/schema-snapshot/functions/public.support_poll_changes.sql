-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_poll_changes(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid DEFAULT NULL::uuid, p_after_revision bigint DEFAULT 0, p_limit integer DEFAULT 200)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.visitor_id = v_session.visitor_id and conversation.widget_id = v_session.widget_id
  order by conversation.status in ('queued', 'active') desc, conversation.number desc limit 1;
  return support.sync_json(
      v_conversation,
      case when v_conversation.id = p_conversation_id then coalesce(p_after_revision, 0) else 0 end,
      least(greatest(coalesce(p_limit, 200), 1), 500)
    ) || jsonb_build_object('queue', support.queue_json(v_conversation), 'availability', (
      select support.widget_availability_json(widget) from support.widgets as widget where widget.id = p_widget_id
    ));
end
$function$;

comment on function public.support_poll_changes(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_after_revision bigint, p_limit integer) is 'Everything since a cursor in the visitor''s open conversation, else in their newest. Raises SC002, SC010, SC011, SC012, SC014.';

-- service_role may execute
