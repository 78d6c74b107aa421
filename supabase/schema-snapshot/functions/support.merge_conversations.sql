-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.merge_conversations(p_from_id uuid, p_into_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_id uuid;
  v_conversation support.conversations;
begin
  -- One open conversation per widget. An empty one was only looked at: whatever has words in it was touched later.
  for v_id in
    select ranked.id from (
      select conversation.id, row_number() over (
        partition by conversation.widget_id
        order by
          coalesce(conversation.last_message_at, case when conversation.last_seq > 0 then conversation.updated_at end)
            desc nulls last,
          conversation.updated_at desc, conversation.number desc
      ) as place
      from support.conversations as conversation
      where conversation.visitor_id in (p_from_id, p_into_id) and conversation.status in ('queued', 'active')
    ) as ranked
    where ranked.place > 1 order by ranked.id
  loop
    update support.conversations set
      status = 'closed', closed_at = now(), ended_by = 'system', waiting_since = null, snoozed_until = null,
      revision = revision + 1, updated_at = now()
    where id = v_id returning * into v_conversation;
    if v_conversation.last_seq > 0 then
      -- Not "closed": that would also close the visitor's topic, in which the other conversation goes on.
      perform support.enqueue_telegram(v_conversation, 'conversation_state', jsonb_build_object('state', 'merged'));
    end if;
  end loop;

  -- A revision each, which the trigger announces: to the visitor they belong to now, and to the team.
  update support.conversations set visitor_id = p_into_id, revision = revision + 1 where visitor_id = p_from_id;
end
$function$;

comment on function support.merge_conversations(p_from_id uuid, p_into_id uuid) is 'Gives all conversations of one locked visitor to another. Where both have an open one with the same widget, the one written in last stays open and the other is closed by the system. Every change is announced.';

-- Nobody but the owner has any privilege.
