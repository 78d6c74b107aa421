-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_set_typing(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_is_typing boolean)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
begin
  if p_is_typing is null then
    perform support.refuse('p_is_typing', 'say true or false');
  end if;
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.visitor_id = v_session.visitor_id
    and conversation.widget_id = v_session.widget_id
  for key share;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  perform support.count_hit('typing:session:' || p_session_id::text, 60, interval '1 minute');
  if v_conversation.status not in ('queued', 'active') or exists (
    select from support.widgets as widget where widget.id = p_widget_id and widget.features ->> 'typing' = 'false'
  ) then
    return jsonb_build_object('announced', false);
  end if;
  perform realtime.send(
    jsonb_build_object(
      'conversation_id', p_conversation_id,
      'sender', jsonb_build_object('kind', 'visitor', 'name', (
        select visitor.name from support.visitors as visitor where visitor.id = p_visitor_id)),
      'is_typing', p_is_typing
    ), 'typing', 'support:org:' || v_conversation.organization_id::text, true);

  if p_is_typing and not exists (
    select from support.outbox as shown
    where shown.conversation_id = p_conversation_id and shown.kind = 'visitor_typing'
      and shown.created_at > clock_timestamp() - interval '5 seconds'
  ) and support.is_in_telegram(v_conversation) then
    perform support.enqueue_telegram_at(
      v_conversation, 'visitor_typing', '{}', p_expires_at => clock_timestamp() + interval '6 seconds');
  end if;
  return jsonb_build_object('announced', true);
end
$function$;

comment on function public.support_set_typing(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_is_typing boolean) is 'Tells the team that the visitor types, or stopped; in Telegram where the conversation is shown, once in 5 seconds, which is how long Telegram shows it: a delivery older than 6 is worthless. Raises what assert_session raises, and SC020, SC040, SC090.';

-- service_role may execute
