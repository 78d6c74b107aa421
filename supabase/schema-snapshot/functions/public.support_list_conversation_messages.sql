-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_conversation_messages(p_agent_id uuid, p_conversation_id uuid, p_after_seq bigint DEFAULT NULL::bigint, p_before_seq bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_messages jsonb;
  v_count integer;
begin
  if not exists (
    select from support.conversations as conversation
    where conversation.id = p_conversation_id and conversation.organization_id = v_agent.organization_id
  ) then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  select
    coalesce(jsonb_agg(
      support.message_json(page.message) || jsonb_build_object(
        'is_internal', (page.message).is_internal, 'agent_id', (page.message).agent_id, 'deleted_by', (page.message).deleted_by)
      order by page.seq
    ) filter (where page.place <= v_limit), '[]'),
    count(*)
  into v_messages, v_count
  from (
    (
      select message, message.seq, row_number() over (order by message.seq) as place from support.messages as message
      where p_after_seq is not null and message.conversation_id = p_conversation_id and message.seq > p_after_seq
        and (p_before_seq is null or message.seq < p_before_seq)
      order by message.seq limit v_limit + 1
    )
    union all
    (
      select message, message.seq, row_number() over (order by message.seq desc) as place from support.messages as message
      where p_after_seq is null and message.conversation_id = p_conversation_id
        and (p_before_seq is null or message.seq < p_before_seq)
      order by message.seq desc limit v_limit + 1
    )
  ) as page;
  return jsonb_build_object(
    'messages', v_messages,
    'has_more', v_count > v_limit,
    'next_cursor', case when v_count > v_limit
      then v_messages #>> case when p_after_seq is null then '{0,seq}'::text[] else '{-1,seq}'::text[] end end
  );
end
$function$;

comment on function public.support_list_conversation_messages(p_agent_id uuid, p_conversation_id uuid, p_after_seq bigint, p_before_seq bigint, p_limit integer) is 'A page of a conversation as the team sees it, with notes, oldest first: after a sequence, before one, or the newest. The cursor is the sequence to go on from, in the same direction. Raises SC020, SC050.';

-- service_role may execute
