-- Purpose: calls that met at one visitor could end as a deadlock, in two ways.
--          A row of the outbox refers to a conversation that its writer has not locked: the card of a visitor who was changed,
--          the cards of whatever else an agent holds. Such a reference waited for everybody who had locked the conversation,
--          who might wait in turn for what its writer held. Now conversations are locked "for no key update", which
--          references need not wait for; only deleting one waits for them.
--          And whoever opened a conversation held the lock of routing while the index of open conversations waited for
--          somebody who wanted that lock. Now they look first, and let go of it.
-- Objects: support.lock_visitors, lock_conversation, lock_visitor_conversation, lock_open_conversation,
--          end_snoozes, escalate_conversations, route_waiting, public.support_record_outbox_part,
--          support_run_tick (replaced).
-- Undo:    restore the functions of 20261121121050, 20261121090500, 20261121121000, 20261121121200,
--          20261121121330, 20261121163000, 20261121121190, 20261121150030 and 20261121121300.

create or replace function support.lock_visitors(p_visitor_ids uuid[]) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_visitor_id uuid;
begin
  -- First whoever else merges or erases them, because that moves or removes the rows to be locked below.
  for v_visitor_id in
    select wanted.id from unnest(p_visitor_ids) as wanted (id) where wanted.id is not null order by wanted.id
  loop
    perform pg_advisory_xact_lock(hashtextextended('support visitor ' || v_visitor_id::text, 0));
  end loop;
  perform from support.sessions as session where session.visitor_id = any (p_visitor_ids) order by session.id for update;
  perform from support.conversations as conversation
  where conversation.visitor_id = any (p_visitor_ids) order by conversation.id for no key update;
  perform from support.visitors as visitor where visitor.id = any (p_visitor_ids) order by visitor.id for update;
end
$$;

create or replace function support.lock_conversation(p_conversation_id uuid) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id for no key update;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  return v_conversation;
end
$$;

comment on function support.lock_conversation(uuid) is
  'A conversation, locked for changes until the transaction ends; others may refer to it meanwhile. Raises SC020.';

create or replace function support.lock_visitor_conversation(p_session support.sessions, p_conversation_id uuid)
returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
begin
  perform support.hold_session(p_session);
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.visitor_id = p_session.visitor_id
    and conversation.widget_id = p_session.widget_id
  for no key update;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  return v_conversation;
end
$$;

create or replace function support.lock_open_conversation(p_session support.sessions, p_department_id uuid, p_context jsonb)
returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
  v_widget support.widgets;
  v_department support.departments;
  v_latest_id uuid;
  v_number bigint;
  v_constraint text;
begin
  if jsonb_typeof(p_context) <> 'object' or octet_length(p_context::text) > 16384 then
    perform support.refuse('p_context', 'the context is an object of at most 16 KB');
  end if;
  select widget.* into v_widget from support.widgets as widget where widget.id = p_session.widget_id;
  if p_department_id is not null and not exists (
    select from support.departments as department
    where department.id = p_department_id and department.organization_id = v_widget.organization_id
      and department.is_active
  ) then
    raise exception 'no such department' using errcode = 'SC021', hint = 'Choose one of the departments in widget-config.';
  end if;

  loop
    select conversation.* into v_conversation from support.conversations as conversation
    where conversation.visitor_id = p_session.visitor_id and conversation.widget_id = p_session.widget_id
      and conversation.status in ('queued', 'active')
    for no key update;
    if found then
      return v_conversation;
    end if;

    -- A visitor who comes back soon goes on where they stopped; later it is a new matter.
    select conversation.* into v_conversation from support.conversations as conversation
    where conversation.visitor_id = p_session.visitor_id and conversation.widget_id = p_session.widget_id
    order by conversation.number desc limit 1
    for no key update;
    if found and v_conversation.status in ('queued', 'active') then
      return v_conversation; -- somebody reopened it while we waited for the lock
    end if;
    if found and v_conversation.closed_at
        > now() - make_interval(hours => support.setting_number(v_widget.behavior, 'reopen_hours', 168, 87600)::integer) then
      begin
        return support.reopen_conversation(v_conversation);
      exception when unique_violation then
        get stacked diagnostics v_constraint = constraint_name;
        if v_constraint <> 'conversations_one_open' then
          raise;
        end if;
        continue; -- a newer one was begun since we looked: take the lock on that
      end;
    end if;

    select department.* into v_department from support.departments as department
    where department.organization_id = v_widget.organization_id and department.is_active
      and department.id::text = coalesce(p_department_id::text, lower(v_widget.routing_rules ->> 'department_id'));
    v_latest_id := v_conversation.id;
    begin
      update support.organizations set last_conversation_number = last_conversation_number + 1
      where id = v_widget.organization_id returning last_conversation_number into v_number;
      if v_widget.routing_rules ->> 'strategy' = 'least_busy' then
        -- Before there is a row that somebody who holds this lock would have to wait for.
        perform support.lock_routing(v_widget.organization_id);
      end if;
      if v_latest_id is distinct from (
        select conversation.id from support.conversations as conversation
        where conversation.visitor_id = p_session.visitor_id and conversation.widget_id = p_session.widget_id
        order by conversation.number desc limit 1
      ) or exists (
        select from support.conversations as conversation
        where conversation.visitor_id = p_session.visitor_id and conversation.widget_id = p_session.widget_id
          and conversation.status in ('queued', 'active')
      ) then
        raise too_many_rows;
      end if;
    exception when too_many_rows then
      continue; -- while we waited one began, and may have ended, or was opened again; lets go of number and lock
    end;
    insert into support.conversations (
      organization_id, widget_id, visitor_id, department_id, number, context, required_skills, is_offline
    )
    values (
      v_widget.organization_id, v_widget.id, p_session.visitor_id, v_department.id, v_number, coalesce(p_context, '{}'),
      support.needed_skills(v_widget, v_department.id), support.widget_status(v_widget) <> 'online'
    )
    on conflict (visitor_id, widget_id) where status in ('queued', 'active') do nothing
    returning * into v_conversation;
    if found then
      return support.route_conversation(v_conversation);
    end if;
    -- Another call of the same visitor was faster: take the lock on its row.
  end loop;
end
$$;

create or replace function support.end_snoozes(p_limit integer) returns bigint
language sql
set search_path = ''
as $$
  with conversations as (
    update support.conversations set snoozed_until = null, revision = revision + 1, updated_at = now()
    where id in (
      select conversation.id from support.conversations as conversation
      where conversation.snoozed_until <= now() order by conversation.id limit p_limit for no key update skip locked)
    returning id
  ), agents as (
    update support.agents set snoozed_until = null
    where id in (
      select agent.id from support.agents as agent
      where agent.snoozed_until <= now() limit p_limit for update skip locked)
    returning id
  )
  select (select count(*) from conversations) + (select count(*) from agents)
$$;

create or replace function support.escalate_conversations(p_limit integer) returns bigint
language plpgsql
set search_path = ''
as $$
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
$$;

create or replace function support.route_waiting(p_organization_id uuid, p_limit integer default 50) returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_organization_id uuid;
  v_waiting_id uuid;
  v_conversation support.conversations;
  v_given bigint := 0;
begin
  for v_organization_id in
    select distinct widget.organization_id from support.widgets as widget
    where widget.routing_rules ->> 'strategy' = 'least_busy'
      and (p_organization_id is null or widget.organization_id = p_organization_id)
    order by 1
  loop
    for v_waiting_id in
      select waiting.id from support.conversations as waiting
      where waiting.organization_id = v_organization_id and waiting.status = 'queued' and waiting.agent_id is null
        and (waiting.snoozed_until is null or waiting.snoozed_until <= now())
      order by support.priority_rank(waiting.priority) desc, waiting.queued_at, waiting.id limit 500
    loop
      exit when v_given >= p_limit or not exists (select from support.free_agents(v_organization_id));
      -- Whoever holds it is doing something about it.
      select waiting.* into v_conversation from support.conversations as waiting
      where waiting.id = v_waiting_id and waiting.status = 'queued' for no key update skip locked;
      if found then
        v_conversation := support.route_conversation(v_conversation);
        v_given := v_given + (v_conversation.agent_id is not null)::integer;
      end if;
    end loop;
  end loop;
  return v_given;
end
$$;

create or replace function public.support_record_outbox_part(p_id bigint, p_sent jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_job support.outbox;
begin
  if p_sent is null or jsonb_typeof(p_sent) <> 'object' then
    perform support.refuse('p_sent', 'a part is one Telegram message');
  end if;
  perform support.assert_sent_messages(jsonb_build_array(p_sent));
  select job.* into v_job from support.outbox as job where job.id = p_id and job.state = 'pending';
  if not found then
    return jsonb_build_object('sent_parts', null);
  end if;
  perform from support.conversations as conversation where conversation.id = v_job.conversation_id for no key update;
  update support.outbox set sent_parts = greatest(sent_parts, coalesce((p_sent ->> 'part')::integer, 1))
  where id = p_id and state = 'pending' returning * into v_job;
  if not found then
    return jsonb_build_object('sent_parts', null);
  end if;
  perform support.remember_sent(v_job, jsonb_build_array(p_sent));
  -- Handing the delivery out has counted its first message.
  if coalesce((p_sent ->> 'part')::integer, 1) > 1 then
    update support.outbox_lanes set sent_in_window = sent_in_window + 1 where lane = v_job.lane;
  end if;
  return jsonb_build_object('sent_parts', v_job.sent_parts);
end
$$;

create or replace function public.support_run_tick(p_batch integer default 500) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_steps constant text[] := array[
    'expired_sessions', 'forget_sessions',
    'expired_presence', 'expire_presence',
    'ended_snoozes', 'end_snoozes',
    'routed', 'route_queues',
    'escalated', 'escalate_conversations',
    'rolled_up', 'roll_up_analytics',
    'removed_attachments', 'remove_orphaned_attachments',
    'pruned_updates', 'forget_updates',
    'pruned_outbox', 'forget_deliveries',
    'pruned_rate_limits', 'forget_counters',
    'pruned_invitations', 'forget_invitations',
    'pruned_events', 'forget_events',
    'pruned_audit_logs', 'forget_audit_logs',
    'pruned_conversations', 'forget_conversations',
    'pruned_widgets', 'forget_widgets',
    -- Last, as it keeps visitors from writing: a step that comes after it might wait for one who waits here.
    'ended_bans', 'end_bans'
  ];
  v_counts jsonb := '{}';
  v_failures jsonb := '[]';
  v_has_more boolean := false;
  v_count bigint;
begin
  if p_batch is null or p_batch not between 1 and 5000 then
    perform support.refuse('p_batch', 'a step takes from 1 to 5000 rows');
  end if;
  if not pg_try_advisory_xact_lock(hashtextextended('support_run_tick', 0)) then
    return jsonb_build_object('skipped', true);
  end if;
  for v_step in 1 .. cardinality(v_steps) by 2 loop
    v_count := 0;
    -- What fails in one step must not keep the others from being done, now or ever.
    begin
      execute format('select support.%I($1)', v_steps[v_step + 1]) into v_count using p_batch;
    exception when others then
      v_failures := v_failures || jsonb_build_object('step', v_steps[v_step + 1], 'sqlstate', sqlstate, 'message', sqlerrm);
      raise warning 'tick: % failed: % (%)', v_steps[v_step + 1], sqlerrm, sqlstate;
    end;
    v_count := coalesce(v_count, 0);
    v_counts := v_counts || jsonb_build_object(v_steps[v_step], v_count);
    v_has_more := v_has_more or v_count >= p_batch
      or (v_count > 0 and v_steps[v_step] in ('pruned_conversations', 'pruned_widgets'));
  end loop;
  return v_counts || jsonb_build_object('skipped', false, 'has_more', v_has_more, 'failures', v_failures);
end
$$;
