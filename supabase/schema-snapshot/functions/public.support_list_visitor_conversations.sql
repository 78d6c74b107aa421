-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_visitor_conversations(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_before_number bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 20)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_limit integer := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_conversations jsonb;
  v_count integer;
begin
  select
    coalesce(jsonb_agg(
      support.conversation_json(page.conversation) || jsonb_build_object(
        'last_message', (
          select support.excerpt_json(message) from support.messages as message
          where message.conversation_id = (page.conversation).id and not message.is_internal
          order by message.seq desc limit 1
        ),
        'unread_count', (
          select count(*) from (
            select from support.messages as unread
            where unread.conversation_id = (page.conversation).id and unread.seq > (page.conversation).visitor_read_seq
              and unread.sender_kind <> 'visitor' and not unread.is_internal and unread.deleted_at is null
            limit 100
          ) as counted
        )
      ) order by page.number desc
    ) filter (where page.place <= v_limit), '[]'),
    count(*)
  into v_conversations, v_count
  from (
    select conversation, conversation.number, row_number() over (order by conversation.number desc) as place
    from support.conversations as conversation
    where conversation.visitor_id = v_session.visitor_id and conversation.widget_id = v_session.widget_id
      and (p_before_number is null or conversation.number < p_before_number)
    order by conversation.number desc limit v_limit + 1
  ) as page;
  return jsonb_build_object(
    'conversations', v_conversations,
    'has_more', v_count > v_limit,
    'next_cursor', case when v_count > v_limit then v_conversations #>> '{-1,number}' end
  );
end
$function$;

comment on function public.support_list_visitor_conversations(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_before_number bigint, p_limit integer) is 'The visitor''s conversations with this widget, newest first, each with its last words and how many answers are unread (100 at most). Raises what assert_session raises.';

-- service_role may execute
