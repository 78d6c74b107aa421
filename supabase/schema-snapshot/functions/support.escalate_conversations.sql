-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.escalate_conversations(p_limit integer)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
  v_count bigint := 0;
begin
  for v_conversation in
    select conversation.*
    from support.conversations as conversation
    join support.widgets as widget on widget.id = conversation.widget_id and widget.deleted_at is null
    where conversation.id in (
        select fresh.id from support.conversations as fresh
        where fresh.status = 'queued' and fresh.escalated_at is null and fresh.queued_at <= now()
        union all
        select reminded.id from support.conversations as reminded
        where reminded.status = 'queued' and reminded.escalations between 1 and 2 and reminded.escalated_at <= now()
      )
      and conversation.status = 'queued' and conversation.escalations < 3
      -- Only who said something waits.
      and conversation.waiting_since is not null
      and (conversation.snoozed_until is null or conversation.snoozed_until <= now())
      and support.escalation_minutes(widget.routing_rules) > 0
      and greatest(conversation.queued_at, conversation.waiting_since, conversation.escalated_at)
        + make_interval(secs => (60 * support.escalation_minutes(widget.routing_rules) * 2 ^ conversation.escalations)::double precision)
        <= now()
    order by conversation.queued_at limit p_limit
    for no key update of conversation skip locked
  loop
    update support.conversations set escalations = escalations + 1, escalated_at = now()
    where id = v_conversation.id returning * into v_conversation;
    if v_conversation.escalations = 1 and not exists (
      select from support.visitors as visitor where visitor.id = v_conversation.visitor_id and (visitor.email is not null or visitor.phone is not null)
    ) then
      v_conversation := support.post_system_message(
        v_conversation,
        'Nobody could answer yet. Leave your e-mail address or phone number here, and we will get back to you.',
        jsonb_build_object('event', 'contact_requested'));
    end if;
    perform support.enqueue_telegram(v_conversation, 'reminder', jsonb_build_object(
      'waiting_since', v_conversation.waiting_since, 'escalation', v_conversation.escalations,
      'mentions', support.people_to_remind(v_conversation)));
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$function$;

comment on function support.escalate_conversations(p_limit integer) is 'Brings up again what waits unclaimed: asks the visitor for an e-mail address or a phone number once, if neither is known, and reminds the group, with mentions, at most three times with doubling gaps.';

-- Nobody but the owner has any privilege.
