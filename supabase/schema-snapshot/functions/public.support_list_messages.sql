-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_messages(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_after_seq bigint DEFAULT NULL::bigint, p_before_seq bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_messages jsonb;
  v_count integer;
begin
  if not exists (
    select from support.conversations as conversation
    where conversation.id = p_conversation_id and conversation.visitor_id = v_session.visitor_id
      and conversation.widget_id = v_session.widget_id
  ) then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  if p_after_seq is not null then
    select coalesce(jsonb_agg(support.message_json(page.message) order by page.seq) filter (where page.place <= v_limit), '[]'), count(*)
    into v_messages, v_count
    from (
      select message, message.seq, row_number() over (order by message.seq) as place from support.messages as message
      where message.conversation_id = p_conversation_id and message.seq > p_after_seq and not message.is_internal
      order by message.seq limit v_limit + 1
    ) as page;
  else
    select coalesce(jsonb_agg(support.message_json(page.message) order by page.seq) filter (where page.place <= v_limit), '[]'), count(*)
    into v_messages, v_count
    from (
      select message, message.seq, row_number() over (order by message.seq desc) as place from support.messages as message
      where message.conversation_id = p_conversation_id and (p_before_seq is null or message.seq < p_before_seq)
        and not message.is_internal
      order by message.seq desc limit v_limit + 1
    ) as page;
  end if;
  return jsonb_build_object('messages', v_messages, 'has_more', v_count > v_limit);
end
$function$;

comment on function public.support_list_messages(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_after_seq bigint, p_before_seq bigint, p_limit integer) is 'A page of history, oldest first: after a sequence, before one, or the newest. Raises SC002, SC010, SC011, SC012, SC014, SC020.';

-- service_role may execute
