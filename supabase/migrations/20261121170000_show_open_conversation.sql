-- Purpose: a visitor who catches up is shown the conversation that is open. It need not be their newest: an agent may have
--          opened an earlier one again, and signing in may have brought a later one that had ended.
-- Objects: public.support_poll_changes (replaced).
-- Undo:    restore support_poll_changes of 20261121121230.

create or replace function public.support_poll_changes(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid,
  p_conversation_id uuid default null, p_after_revision bigint default 0, p_limit integer default 200
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
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
    ) || jsonb_build_object('availability', (
      select support.widget_availability_json(widget) from support.widgets as widget where widget.id = p_widget_id
    ));
end
$$;
comment on function public.support_poll_changes(uuid, uuid, uuid, uuid, bigint, integer) is
  'Everything since a cursor in the visitor''s open conversation, else in their newest. Raises SC002, SC010, SC011, SC012, SC014.';
