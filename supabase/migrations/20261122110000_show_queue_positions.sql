-- Purpose: who waits sees their place in the queue, and sees it move. It comes with chat/start and chat/poll, and over
--          Realtime as `queue.updated` to everybody whose place has changed. Only where a widget shows it
--          (behavior.shows_queue_position): elsewhere nothing is counted and nothing is sent.
-- Objects: support.queue_place, support.queue_pace, support.queue_json, support.announce_queue,
--          support.tg_conversations__note_queue, support.tg_conversations__announce_queue (new), triggers on
--          support.conversations (new); public.support_get_queue_position, public.support_poll_changes,
--          public.support_start_conversation (replaced).
-- Undo:    drop the triggers and the new functions; restore the replaced ones of 20261121121210, 20261121121120 and
--          20261121140000.

-- The place of a conversation among those that wait for the same department.

create function support.queue_place(p_conversation support.conversations) returns bigint
language sql stable
set search_path = ''
as $$
  select count(*) + 1 from support.conversations as waiting
  where p_conversation.status = 'queued'
    and waiting.organization_id = p_conversation.organization_id and waiting.status = 'queued'
    and waiting.department_id is not distinct from p_conversation.department_id
    and (waiting.snoozed_until is null or waiting.snoozed_until <= now())
    and (-support.priority_rank(waiting.priority), waiting.queued_at, waiting.id)
      < (-support.priority_rank(p_conversation.priority), p_conversation.queued_at, p_conversation.id)
  having p_conversation.status = 'queued'
$$;
comment on function support.queue_place(support.conversations) is
  'From 1; null when the conversation does not wait. Urgent ones come first, then who has waited longest; what was put off is not counted.';

create function support.queue_pace(p_organization_id uuid) returns numeric
language sql stable
set search_path = ''
as $$
  select extract(epoch from max(got.started_at) - min(got.started_at)) / nullif(count(*) - 1, 0)
  from (
    select had.started_at from support.conversation_assignments as had
    where had.organization_id = p_organization_id and had.started_at > now() - interval '4 hours'
    order by had.started_at desc limit 20
  ) as got
$$;
comment on function support.queue_pace(uuid) is
  'Seconds between two conversations that somebody got, of the last 20 in four hours; null when there were fewer than two.';

create function support.queue_json(p_conversation support.conversations) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'conversation_id', p_conversation.id,
    'position', here.place,
    'estimated_wait_seconds', ceil(here.place * support.queue_pace(p_conversation.organization_id)))
  from (select support.queue_place(p_conversation) as place) as here
  where here.place is not null and exists (
    select from support.widgets as widget
    where widget.id = p_conversation.widget_id and widget.behavior @> '{"shows_queue_position": true}')
$$;
comment on function support.queue_json(support.conversations) is
  'A place in the queue as its visitor receives it; null when the conversation does not wait, or its widget does not show it.';

create or replace function public.support_get_queue_position(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
  v_place bigint;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.visitor_id = v_session.visitor_id
    and conversation.widget_id = v_session.widget_id;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  v_place := support.queue_place(v_conversation);
  return jsonb_build_object(
    'position', v_place,
    'estimated_wait_seconds', ceil(v_place * support.queue_pace(v_conversation.organization_id)));
end
$$;

create or replace function public.support_poll_changes(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid default null,
  p_after_revision bigint default 0, p_limit integer default 200
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
    ) || jsonb_build_object('queue', support.queue_json(v_conversation), 'availability', (
      select support.widget_availability_json(widget) from support.widgets as widget where widget.id = p_widget_id
    ));
end
$$;

create or replace function public.support_start_conversation(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_department_id uuid default null,
  p_context jsonb default '{}', p_subject text default null, p_category text default null, p_prechat jsonb default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
begin
  if jsonb_typeof(p_prechat) <> 'object' then
    perform support.refuse('p_prechat', 'the answers are an object');
  end if;
  v_conversation := support.lock_open_conversation(v_session, p_department_id, p_context);
  perform support.count_hit('start:session:' || p_session_id::text, 20, interval '1 minute');
  if p_prechat is not null or p_category is not null or p_subject is not null then
    v_conversation := support.describe_conversation(v_conversation, p_prechat, p_category, p_subject);
  end if;
  return support.sync_json(v_conversation, 0, 50)
    || jsonb_build_object('queue', support.queue_json(v_conversation), 'availability', (
      select support.widget_availability_json(widget) from support.widgets as widget where widget.id = p_widget_id));
end
$$;

-- Whose place has changed hears of it. Two who leave the queue at the same time would each still count the other, so
-- announcing happens one at a time in an organization, at the very end of a transaction, when it is known what the
-- transaction did and nothing else is going to be locked: whoever waits here for another sees what that one did.

create function support.announce_queue(p_organization_id uuid, p_changed jsonb) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_pace numeric;
begin
  perform pg_advisory_xact_lock(hashtextextended('support.queue:' || p_organization_id::text, 0));
  v_pace := support.queue_pace(p_organization_id);
  perform realtime.send(
      jsonb_build_object('queue', jsonb_build_object(
        'conversation_id', told.id, 'position', told.place, 'estimated_wait_seconds', ceil(told.place * v_pace))),
      'queue.updated', 'support:visitor:' || told.visitor_id::text, true)
  from (
    -- As in announce_availability: whoever is being erased or merged is passed over.
    select place.id, place.place, visitor.id as visitor_id
    from (
      select waiting.id, waiting.visitor_id, waiting.widget_id,
        row_number() over in_line as place,
        jsonb_build_array(-support.priority_rank(waiting.priority), extract(epoch from waiting.queued_at), waiting.id)
          >= p_changed -> coalesce(waiting.department_id::text, '') as is_behind
      from support.conversations as waiting
      where waiting.organization_id = p_organization_id and waiting.status = 'queued'
        and (waiting.snoozed_until is null or waiting.snoozed_until <= now())
        and p_changed ? coalesce(waiting.department_id::text, '')
      window in_line as (
        partition by waiting.department_id
        order by -support.priority_rank(waiting.priority), waiting.queued_at, waiting.id)
    ) as place
    join support.widgets as widget on widget.id = place.widget_id
    join support.visitors as visitor on visitor.id = place.visitor_id
    where place.is_behind and place.place <= 100 and widget.behavior @> '{"shows_queue_position": true}'
    for key share of visitor skip locked
  ) as told;
end
$$;
comment on function support.announce_queue(uuid, jsonb) is
  'Tells those among the first 100 of each department whose place may have changed. The second argument has, by department (or the empty text), the foremost place that did: priority, time, id.';

create function support.tg_conversations__note_queue() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_noted jsonb := coalesce(nullif(current_setting('support.queue_changed', true), ''), '{}')::jsonb;
  v_row support.conversations;
  v_path text[];
  v_key jsonb;
begin
  foreach v_row in array case tg_op
    when 'INSERT' then array[new] when 'DELETE' then array[old] else array[old, new] end::support.conversations[]
  loop
    continue when v_row.status <> 'queued';
    v_path := array[v_row.organization_id::text, coalesce(v_row.department_id::text, '')];
    v_key := jsonb_build_array(-support.priority_rank(v_row.priority), extract(epoch from v_row.queued_at), v_row.id);
    v_noted := jsonb_build_object(v_path[1], '{}'::jsonb) || v_noted;
    v_noted := jsonb_set(v_noted, v_path, least(v_noted #> v_path, v_key));
  end loop;
  perform set_config('support.queue_changed', v_noted::text, true);
  return null;
end
$$;
comment on function support.tg_conversations__note_queue() is
  'Remembers, for the end of the transaction, from which place on the queue of a department has changed.';

create function support.tg_conversations__announce_queue() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_noted jsonb := coalesce(nullif(current_setting('support.queue_changed', true), ''), '{}')::jsonb;
  v_organization_id uuid;
begin
  perform set_config('support.queue_changed', '', true);
  for v_organization_id in
    select changed.id::uuid from jsonb_object_keys(v_noted) as changed (id)
    where exists (
      select from support.widgets as widget
      where widget.organization_id = changed.id::uuid and widget.behavior @> '{"shows_queue_position": true}')
    order by changed.id
  loop
    perform support.announce_queue(v_organization_id, v_noted -> v_organization_id::text);
  end loop;
  return null;
end
$$;
comment on function support.tg_conversations__announce_queue() is
  'Runs at the end of a transaction, once for each change; the first time says it all.';

create trigger note_arrival after insert on support.conversations
  for each row when (new.status = 'queued') execute function support.tg_conversations__note_queue();
create trigger note_place after update of status, department_id, priority, queued_at, snoozed_until
  on support.conversations for each row
  when ('queued' in (old.status, new.status)
    and (old.status, old.department_id, old.priority, old.queued_at, old.snoozed_until)
      is distinct from (new.status, new.department_id, new.priority, new.queued_at, new.snoozed_until))
  execute function support.tg_conversations__note_queue();
create trigger note_removal after delete on support.conversations
  for each row when (old.status = 'queued') execute function support.tg_conversations__note_queue();

create constraint trigger tell_arrival after insert on support.conversations
  deferrable initially deferred
  for each row when (new.status = 'queued') execute function support.tg_conversations__announce_queue();
create constraint trigger tell_place after update of status, department_id, priority, queued_at, snoozed_until
  on support.conversations deferrable initially deferred for each row
  when ('queued' in (old.status, new.status)
    and (old.status, old.department_id, old.priority, old.queued_at, old.snoozed_until)
      is distinct from (new.status, new.department_id, new.priority, new.queued_at, new.snoozed_until))
  execute function support.tg_conversations__announce_queue();
create constraint trigger tell_removal after delete on support.conversations
  deferrable initially deferred
  for each row when (old.status = 'queued') execute function support.tg_conversations__announce_queue();

revoke all on function support.queue_place(support.conversations) from public, anon, authenticated;
revoke all on function support.queue_pace(uuid) from public, anon, authenticated;
revoke all on function support.queue_json(support.conversations) from public, anon, authenticated;
revoke all on function support.announce_queue(uuid, jsonb) from public, anon, authenticated;
revoke all on function support.tg_conversations__note_queue() from public, anon, authenticated;
revoke all on function support.tg_conversations__announce_queue() from public, anon, authenticated;
