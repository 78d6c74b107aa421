-- Purpose: who told all visitors of the team's availability, or of their places, held the rows of hundreds of them, so that
--          erasing one would wait; and sometimes waited for a merge of two of them that waited for one of the others ("skip
--          locked" waits too where a row was changed and then locked). Now an erasure waits for announcements, and they for
--          it, by one lock of the organization, and nobody's row is held.
-- Objects: support.hold_announcements; support.announce_availability, announce_queue, erase_visitor (replaced).
-- Undo:    restore the functions of 20261121140050, 20261122110000 and 20261121121160; drop support.hold_announcements.

create function support.hold_announcements(p_organization_id uuid) returns void
language sql
set search_path = ''
as $$ select pg_advisory_xact_lock_shared(hashtextextended('support.announce:' || p_organization_id::text, 0)) $$;
comment on function support.hold_announcements(uuid) is
  'Before visitors are told what concerns them all: whoever is erased meanwhile is told nothing that stays behind. Any number '
  'at a time; to be taken before the lock of the queue.';
revoke all on function support.hold_announcements(uuid) from public;

create or replace function support.announce_availability(p_organization_id uuid) returns void
language plpgsql
set search_path = ''
as $$
begin
  perform support.hold_announcements(p_organization_id);
  perform realtime.send(
    jsonb_build_object('availability', support.availability_json(p_organization_id)), 'availability.updated',
    'support:org:' || p_organization_id::text, true);
  perform realtime.send(
      jsonb_build_object('availability', state.availability), 'availability.updated',
      'support:visitor:' || asking.visitor_id::text, true)
  from (
    select conversation.visitor_id, conversation.widget_id from support.conversations as conversation
    where conversation.organization_id = p_organization_id and conversation.status in ('queued', 'active')
      and conversation.updated_at > now() - interval '1 day'
    order by conversation.updated_at desc limit 500
  ) as asking
  join (
    select widget.id, support.widget_availability_json(widget) as availability from support.widgets as widget
    where widget.organization_id = p_organization_id offset 0
  ) as state on state.id = asking.widget_id;
end
$$;

create or replace function support.announce_queue(p_organization_id uuid, p_changed jsonb) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_pace numeric;
begin
  perform support.hold_announcements(p_organization_id);
  perform pg_advisory_xact_lock(hashtextextended('support.queue:' || p_organization_id::text, 0));
  v_pace := support.queue_pace(p_organization_id);
  perform realtime.send(
      jsonb_build_object('queue', jsonb_build_object(
        'conversation_id', told.id, 'position', told.place, 'estimated_wait_seconds', ceil(told.place * v_pace))),
      'queue.updated', 'support:visitor:' || told.visitor_id::text, true)
  from (
    select place.id, place.place, place.visitor_id
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
    where place.is_behind and place.place <= 100 and widget.behavior @> '{"shows_queue_position": true}'
  ) as told;
end
$$;

create or replace function support.erase_visitor(p_visitor_id uuid) returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_visitor support.visitors;
  v_ids text[];
  v_words text[];
  v_messages bigint;
  v_files bigint;
begin
  -- From here on nobody writes for them or starts another conversation; who waits for a lock finds them gone.
  perform support.lock_visitors(array[p_visitor_id]);
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = p_visitor_id;
  if not found then
    raise exception 'no such visitor' using errcode = 'SC013';
  end if;
  select array_agg(known.id::text) into v_ids from (
    select p_visitor_id as id
    union all
    select merged.id from support.merged_visitors as merged where merged.visitor_id = p_visitor_id
    union all
    select session.id from support.sessions as session where session.visitor_id = p_visitor_id
    union all
    select conversation.id from support.conversations as conversation where conversation.visitor_id = p_visitor_id
  ) as known;
  -- What names this one person wherever it stands. A first name does not, so names are not looked for in others' words.
  v_words := v_ids
    || case when char_length(v_visitor.email) >= 6 then array[lower(v_visitor.email)] else '{}' end
    || case when char_length(v_visitor.phone) >= 6 then array[lower(v_visitor.phone)] else '{}' end
    || case when char_length(v_visitor.external_id) >= 6 then array[lower(v_visitor.external_id)] else '{}' end;

  perform support.forget_telegram_updates(p_visitor_id, v_words);
  delete from support.outbox as job
  where job.organization_id = v_visitor.organization_id and (
    job.conversation_id in (
      select conversation.id from support.conversations as conversation where conversation.visitor_id = p_visitor_id)
    or lower(job.recipient) = lower(v_visitor.email)
    or exists (select from unnest(v_words) as word where strpos(lower(job.payload::text || coalesce(job.error, '')), word) > 0)
  );
  perform support.enqueue_chat(
    v_visitor.organization_id, topic.chat_id, 'forget_topic',
    jsonb_build_object('chat_id', topic.chat_id, 'thread_id', topic.thread_id))
  from support.telegram_topics as topic where topic.visitor_id = p_visitor_id;

  -- Set by set, because a cascade from the visitor would look for each message's deliveries and files one by one.
  delete from support.attachments where visitor_id = p_visitor_id;
  get diagnostics v_files = row_count;
  delete from support.telegram_messages where conversation_id in (
    select conversation.id from support.conversations as conversation where conversation.visitor_id = p_visitor_id);
  delete from support.messages where visitor_id = p_visitor_id;
  get diagnostics v_messages = row_count;
  delete from support.conversations where visitor_id = p_visitor_id;
  delete from support.visitors where id = p_visitor_id;

  delete from support.rate_limits as counter where right(counter.key, 36) = any (v_ids);
  delete from support.audit_logs as entry
  where entry.organization_id = v_visitor.organization_id and (
    entry.entity_id = any (v_ids) or entry.actor_id = p_visitor_id
    or exists (select from unnest(v_words) as word where strpos(lower(entry.change::text), word) > 0)
  );
  -- What others are telling all visitors at this moment reaches the log of broadcasts before it is searched.
  perform pg_advisory_xact_lock(hashtextextended('support.announce:' || v_visitor.organization_id::text, 0));
  perform support.forget_broadcasts(p_visitor_id, v_visitor.organization_id, v_words);
  perform support.log_change(v_visitor.organization_id, 'visitors.erased');
  return jsonb_build_object('outcome', 'erased', 'messages', v_messages, 'files', v_files);
end
$$;
