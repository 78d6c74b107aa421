-- Purpose: scheduled work: what nobody took is brought up again, what ran out ends, what is old is forgotten.
-- Objects: indexes for it; support.escalation_minutes, escalate_conversations, end_bans, end_snoozes, route_queues,
--          forget_sessions, forget_updates, forget_deliveries, forget_counters, forget_invitations, forget_events,
--          forget_audit_logs, delete_conversations, forget_conversations, forget_widgets; public.support_run_tick.
-- Undo:    drop what is new; restore support_run_tick from 20261121090700.

create index visitors_banned_until on support.visitors (banned_until) where banned_until is not null;
create index agents_snoozed_until on support.agents (snoozed_until) where snoozed_until is not null;
create index conversations_snoozed_until on support.conversations (snoozed_until) where snoozed_until is not null;
create index conversations_escalated_at on support.conversations (escalated_at)
  where status = 'queued' and escalations between 1 and 2;

-- Every step takes at most p_limit rows, skips what others hold, and answers how many it took.

create function support.escalation_minutes(p_routing_rules jsonb) returns numeric
language sql immutable
set search_path = ''
as $$
  select case when jsonb_typeof(p_routing_rules -> 'escalate_after_minutes') = 'number'
    then least(greatest((p_routing_rules ->> 'escalate_after_minutes')::numeric, 0), 10080) else 5 end
$$;
comment on function support.escalation_minutes(jsonb) is
  'After how many minutes the team is reminded of a conversation that nobody took: 5 unless the widget says otherwise, 0 for never.';

create function support.escalate_conversations(p_limit integer) returns bigint
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
    for update of conversation skip locked
  loop
    update support.conversations set escalations = escalations + 1, escalated_at = now()
    where id = v_conversation.id returning * into v_conversation;
    if v_conversation.escalations = 1 and not exists (
      select from support.visitors as visitor where visitor.id = v_conversation.visitor_id and visitor.email is not null
    ) then
      v_conversation := support.post_system_message(
        v_conversation,
        'Nobody could answer yet. Leave your e-mail address, and the answer will reach you there, too.',
        jsonb_build_object('event', 'contact_requested'));
    end if;
    perform support.enqueue_telegram(v_conversation, 'reminder', jsonb_build_object(
      'waiting_since', v_conversation.waiting_since, 'escalation', v_conversation.escalations));
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;
comment on function support.escalate_conversations(integer) is
  'Brings up again what waits unclaimed: asks the visitor for an e-mail address once, if none is known, and reminds the '
  'group at most three times with doubling gaps.';

create function support.end_bans(p_limit integer) returns bigint
language sql
set search_path = ''
as $$
  with ended as (
    update support.visitors set banned_at = null, ban_reason = null, banned_by = null, banned_until = null
    where id in (
      select visitor.id from support.visitors as visitor
      where visitor.banned_until <= now() limit p_limit for update skip locked)
    returning id
  )
  select count(*) from ended
$$;
comment on function support.end_bans(integer) is 'Lets visitors back whose ban was for a time.';

create function support.end_snoozes(p_limit integer) returns bigint
language sql
set search_path = ''
as $$
  with conversations as (
    update support.conversations set snoozed_until = null, revision = revision + 1, updated_at = now()
    where id in (
      select conversation.id from support.conversations as conversation
      where conversation.snoozed_until <= now() order by conversation.id limit p_limit for update skip locked)
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
comment on function support.end_snoozes(integer) is 'Brings back conversations that were put aside, and agents who were away for a time.';

create function support.route_queues(p_limit integer) returns bigint
language sql
set search_path = ''
as $$
  select support.route_waiting(null, p_limit)
$$;
comment on function support.route_queues(integer) is 'Gives what waits, anywhere, to agents who became free.';

create function support.forget_sessions(p_limit integer) returns bigint
language sql
set search_path = ''
as $$
  with forgotten as (
    delete from support.sessions where id in (
      select session.id from support.sessions as session
      where session.expires_at < now() - interval '1 day' limit p_limit for update skip locked)
    returning id
  )
  select count(*) from forgotten
$$;
comment on function support.forget_sessions(integer) is 'Sessions that ran out more than a day ago.';

create function support.forget_updates(p_limit integer) returns bigint
language sql
set search_path = ''
as $$
  with forgotten as (
    delete from support.telegram_updates where (bot_id, update_id) in (
      select inbox.bot_id, inbox.update_id from support.telegram_updates as inbox
      where inbox.state <> 'pending'
        and inbox.settled_at < now() - case inbox.state when 'done' then interval '48 hours' else interval '30 days' end
        and inbox.settled_at < now() - interval '48 hours'
      limit p_limit for update skip locked)
    returning update_id
  )
  select count(*) from forgotten
$$;
comment on function support.forget_updates(integer) is
  'Updates that were processed: Telegram repeats them for a day, so they are known for two. What was given up is kept for a month.';

create function support.forget_deliveries(p_limit integer) returns bigint
language sql
set search_path = ''
as $$
  with forgotten as (
    delete from support.outbox where id in (
      select job.id from support.outbox as job
      where job.state <> 'pending' and job.settled_at < now() - interval '48 hours'
        and (job.state = 'sent' or job.error in ('expired', 'unsent') or job.settled_at < now() - interval '30 days')
      limit p_limit for update skip locked)
    returning id
  )
  select count(*) from forgotten
$$;
comment on function support.forget_deliveries(integer) is
  'Deliveries that are done, after two days. What was given up is kept for a month, for people to see.';

create function support.forget_counters(p_limit integer) returns bigint
language sql
set search_path = ''
as $$
  with forgotten as (
    delete from support.rate_limits where key in (
      select counter.key from support.rate_limits as counter
      where counter.window_start < now() - interval '1 day' limit p_limit for update skip locked)
    returning key
  )
  select count(*) from forgotten
$$;
comment on function support.forget_counters(integer) is 'Counters whose window ended a day ago.';

create function support.forget_invitations(p_limit integer) returns bigint
language sql
set search_path = ''
as $$
  with forgotten as (
    delete from support.agent_invitations where id in (
      select invitation.id from support.agent_invitations as invitation
      where invitation.accepted_at < now() - interval '30 days' or invitation.expires_at < now() - interval '30 days'
      limit p_limit for update skip locked)
    returning id
  )
  select count(*) from forgotten
$$;
comment on function support.forget_invitations(integer) is 'Invitations that were accepted or ran out a month ago.';

create function support.forget_events(p_limit integer) returns bigint
language sql
set search_path = ''
as $$
  with forgotten as (
    delete from support.visitor_events where id in (
      select old.id from support.organizations as organization cross join lateral (
        select event.id from support.visitor_events as event
        where event.organization_id = organization.id
          and event.created_at < now() - make_interval(days => organization.event_retention_days)
        limit p_limit
      ) as old
      limit p_limit)
    returning id
  )
  select count(*) from forgotten
$$;
comment on function support.forget_events(integer) is 'Page views and events that are older than their organization keeps them.';

create function support.forget_audit_logs(p_limit integer) returns bigint
language sql
set search_path = ''
as $$
  with forgotten as (
    delete from support.audit_logs where id in (
      select old.id from support.organizations as organization cross join lateral (
        select entry.id from support.audit_logs as entry
        where entry.organization_id = organization.id
          and entry.created_at < now() - make_interval(days => organization.audit_retention_days)
        limit p_limit
      ) as old
      limit p_limit)
    returning id
  )
  select count(*) from forgotten
$$;
comment on function support.forget_audit_logs(integer) is 'Entries of the audit log that are older than their organization keeps them.';

-- A conversation takes its messages along, so a batch is limited by messages, too: no lock is held for long.

create function support.delete_conversations(p_ids uuid[]) returns bigint
language sql
set search_path = ''
as $$
  with locked as (
    select conversation.id, conversation.last_seq from support.conversations as conversation
    where conversation.id = any (p_ids) order by conversation.id for update skip locked
  ), light as (
    select id from (select id, sum(last_seq + 1) over (order by id) - last_seq as messages_before from locked) as batch
    where batch.messages_before <= 5000
  ), deleted as (
    delete from support.conversations where id in (select id from light) returning id
  )
  select count(*) from deleted
$$;
comment on function support.delete_conversations(uuid[]) is
  'Deletes conversations with everything in them, as many as have about 5000 messages together, and at least one.';

create function support.forget_conversations(p_limit integer) returns bigint
language sql
set search_path = ''
as $$
  select support.delete_conversations(array(
    select old.id from support.organizations as organization cross join lateral (
      select conversation.id from support.conversations as conversation
      where conversation.organization_id = organization.id and conversation.status in ('resolved', 'closed')
        and conversation.closed_at < now() - make_interval(days => organization.conversation_retention_days)
      order by conversation.closed_at limit p_limit
    ) as old
    where organization.conversation_retention_days is not null
    limit p_limit
  ))
$$;
comment on function support.forget_conversations(integer) is
  'Ended conversations that are older than their organization keeps them; nothing where it keeps all of them.';

create function support.forget_widgets(p_limit integer) returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_widget support.widgets;
  v_count bigint := 0;
  v_found bigint;
begin
  select widget.* into v_widget from support.widgets as widget
  where widget.deleted_at < now() - interval '30 days' order by widget.deleted_at limit 1 for update skip locked;
  if not found then
    return 0;
  end if;
  v_count := support.delete_conversations(array(
    select conversation.id from support.conversations as conversation where conversation.widget_id = v_widget.id limit p_limit));
  delete from support.visitor_events where id in (
    select event.id from support.visitor_events as event where event.widget_id = v_widget.id limit p_limit);
  get diagnostics v_found = row_count;
  v_count := v_count + v_found;
  delete from support.sessions where id in (
    select session.id from support.sessions as session where session.widget_id = v_widget.id limit p_limit for update skip locked);
  get diagnostics v_found = row_count;
  v_count := v_count + v_found;
  if v_count = 0 and not exists (
    select from support.conversations as conversation where conversation.widget_id = v_widget.id
  ) then
    delete from support.widgets where id = v_widget.id;
    v_count := 1;
  end if;
  return v_count;
end
$$;
comment on function support.forget_widgets(integer) is
  'A widget that was deleted a month ago: first, batch by batch, what was said there, then the widget.';

drop function public.support_run_tick();
create function public.support_run_tick(p_batch integer default 500) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_steps constant text[] := array[
    'expired_sessions', 'forget_sessions',
    'expired_presence', 'expire_presence',
    'ended_bans', 'end_bans',
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
    'pruned_widgets', 'forget_widgets'
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
comment on function public.support_run_tick(integer) is
  'Everything that time brings about, each step at most p_batch rows: ends sessions, presence, bans and snoozes; routes and '
  'escalates what waits; rolls up figures; forgets what is old. has_more: perhaps not all was done. skipped: another tick '
  'runs. A step that fails is named in failures and stops no other one. Raises SC090.';

revoke all on function support.escalation_minutes(jsonb) from public;
revoke all on function support.escalate_conversations(integer) from public;
revoke all on function support.end_bans(integer) from public;
revoke all on function support.end_snoozes(integer) from public;
revoke all on function support.route_queues(integer) from public;
revoke all on function support.forget_sessions(integer) from public;
revoke all on function support.forget_updates(integer) from public;
revoke all on function support.forget_deliveries(integer) from public;
revoke all on function support.forget_counters(integer) from public;
revoke all on function support.forget_invitations(integer) from public;
revoke all on function support.forget_events(integer) from public;
revoke all on function support.forget_audit_logs(integer) from public;
revoke all on function support.delete_conversations(uuid[]) from public;
revoke all on function support.forget_conversations(integer) from public;
revoke all on function support.forget_widgets(integer) from public;
revoke all on function public.support_run_tick(integer) from public, anon, authenticated;
grant execute on function public.support_run_tick(integer) to service_role;
