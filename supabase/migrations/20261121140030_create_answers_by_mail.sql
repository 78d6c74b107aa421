-- Purpose: e-mail that nobody asks for: a visitor who has left hears of the answer, and a team that is away hears of the
--          request. One e-mail that has to wait holds up no other one.
-- Objects: support.enqueue_email_once, offline_recipient, tg_messages__mail and the trigger mail of support.messages;
--          public.support_get_email_answer, support_get_email_offline_request, support_record_email_answer;
--          support.lane_is_held, setting_rules (replaced).
-- Undo:    drop the trigger and what is new; restore lane_is_held of 20261121121300; take
--          widget.behavior.email_answers_after_minutes out of setting_rules.

comment on column support.widgets.behavior is
  'reopen_hours (168), edit_window_minutes (15), email_answers_after_minutes (5; 0: never), visitor_idle_minutes, sound, '
  'response_promise and the like.';
comment on column support.departments.email is
  'Where offline requests are copied to; without it they go to the owner who has been there longest.';

-- Only this one rule is added, whatever else the list holds by now.
do $do$
declare
  v_definition text := pg_get_functiondef('support.setting_rules()'::regprocedure);
  v_neighbour constant text := $$    ('widget.behavior.edit_window_minutes', 'integer', 0, 1440, null),$$;
  v_rule constant text := $$    ('widget.behavior.email_answers_after_minutes', 'integer', 0, 1440, null),$$;
begin
  if strpos(v_definition, v_neighbour) = 0 then
    raise exception 'support.setting_rules has no place for email_answers_after_minutes';
  end if;
  execute replace(v_definition, v_neighbour, v_neighbour || chr(10) || v_rule);
end
$do$;

create or replace function support.lane_is_held(p_lane text, p_now timestamptz) returns boolean
language sql stable
set search_path = ''
as $$
  select exists (
    select from support.outbox as tried
    where tried.lane = p_lane and tried.state = 'pending' and tried.attempts > 0
      and (tried.leased_until > p_now or (tried.not_before > p_now and tried.channel <> 'email'))
  )
$$;
comment on function support.lane_is_held(text, timestamptz) is
  'Whether one of the lane is being sent, or failed and waits: until then nothing overtakes it, except among e-mails, which go '
  'to different people. What was never tried and is not due yet holds nobody up.';

-- Writing down

create function support.enqueue_email_once(
  p_conversation support.conversations, p_kind text, p_recipient text, p_payload jsonb, p_not_before timestamptz
) returns boolean
language plpgsql
set search_path = ''
as $$
begin
  -- Held until this transaction ends, so that no worker reads what to send without the message that is being written.
  -- One that a worker has already, or is just taking, is too late for this message.
  perform from support.outbox as waiting
  where waiting.conversation_id = p_conversation.id and waiting.kind = p_kind and waiting.state = 'pending'
    and (waiting.leased_until is null or waiting.leased_until <= clock_timestamp())
    and waiting.expires_at > clock_timestamp()
  limit 1 for update skip locked;
  if found then
    return false;
  end if;
  insert into support.outbox (
    organization_id, lane, channel, recipient, kind, conversation_id, payload, priority, not_before, expires_at
  )
  values (
    p_conversation.organization_id, 'email:' || p_conversation.organization_id::text, 'email', p_recipient, p_kind,
    p_conversation.id, p_payload || jsonb_build_object('conversation_id', p_conversation.id),
    support.delivery_priority(p_kind), p_not_before, p_not_before + interval '1 day'
  );
  return true;
end
$$;
comment on function support.enqueue_email_once(support.conversations, text, text, jsonb, timestamptz) is
  'Writes an e-mail about a locked conversation to the outbox, unless one of the kind waits there: that will carry the news. '
  'A day late it is worthless.';

create function support.offline_recipient(p_conversation support.conversations) returns jsonb
language sql stable
set search_path = ''
as $$
  select to_jsonb(recipient) from (
    select department.email, null as locale, 1 as place, department.created_at from support.departments as department
    where department.id = p_conversation.department_id and department.is_active and support.is_email(department.email)
    union all
    select agent.email, agent.locale, 2, agent.created_at from support.agents as agent
    where agent.organization_id = p_conversation.organization_id and agent.role = 'owner' and agent.is_active
      and support.is_email(agent.email)
  ) as recipient
  order by recipient.place, recipient.created_at limit 1
$$;
comment on function support.offline_recipient(support.conversations) is
  'Who is told of a request that nobody is there for: the department''s address, else the owner who has been there longest; '
  'null when neither has an address.';

create function support.tg_messages__mail() returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
  v_visitor support.visitors;
  v_widget support.widgets;
  v_recipient text;
  v_minutes numeric;
  v_last timestamptz;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = new.conversation_id;

  if new.sender_kind = 'agent' then
    select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_conversation.visitor_id;
    if support.is_email(v_visitor.email) and not support.is_banned(v_visitor) then
      select widget.* into v_widget from support.widgets as widget where widget.id = v_conversation.widget_id;
      v_minutes := support.setting_number(v_widget.behavior, 'email_answers_after_minutes', 5, 1440);
      if v_minutes > 0 then
        perform support.enqueue_email_once(
          v_conversation, 'email_answer', v_visitor.email, '{}', now() + make_interval(mins => v_minutes::integer));
      end if;
    end if;
  elsif v_conversation.is_offline then
    if v_conversation.first_response_at is not null then
      -- It began out of hours, but somebody has answered since: it is a request again only while nobody is there.
      select widget.* into v_widget from support.widgets as widget where widget.id = v_conversation.widget_id;
      if support.widget_status(v_widget) = 'online' then
        return null;
      end if;
    end if;
    v_recipient := support.offline_recipient(v_conversation) ->> 'email';
    if v_recipient is not null then
      select max(earlier.created_at) into v_last from support.outbox as earlier
      where earlier.conversation_id = v_conversation.id and earlier.kind = 'email_offline_request';
      -- A minute, because people press enter after every sentence.
      perform support.enqueue_email_once(
        v_conversation, 'email_offline_request', v_recipient, jsonb_build_object('first_seq', new.seq),
        greatest(now() + interval '1 minute', v_last + interval '1 hour'));
    end if;
  end if;
  return null;
end
$$;
comment on function support.tg_messages__mail() is
  'Has the absent side told by e-mail: the visitor of an answer, the team of a request out of hours.';
create trigger mail after insert on support.messages for each row
when (not new.is_internal and new.sender_kind in ('agent', 'visitor'))
execute function support.tg_messages__mail();

-- What the e-mails say, read when they are sent

create function public.support_get_email_answer(p_conversation_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations;
  v_visitor support.visitors;
  v_widget support.widgets;
  v_minutes numeric;
  v_read_seq bigint;
  v_last_seq bigint;
  v_count bigint;
  v_seconds numeric;
begin
  select conversation.* into v_conversation from support.conversations as conversation where conversation.id = p_conversation_id;
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_conversation.visitor_id;
  select widget.* into v_widget from support.widgets as widget where widget.id = v_conversation.widget_id;
  v_minutes := support.setting_number(v_widget.behavior, 'email_answers_after_minutes', 5, 1440);
  if v_conversation.id is null or v_widget.deleted_at is not null or not v_widget.is_enabled or v_minutes = 0
      or not support.is_email(v_visitor.email) or support.is_banned(v_visitor) then
    return null;
  end if;
  -- Whoever wrote something has seen what was said before.
  v_read_seq := greatest(v_conversation.visitor_read_seq, v_conversation.emailed_seq, (
    select said.seq from support.messages as said
    where said.conversation_id = p_conversation_id and said.sender_kind = 'visitor'
    order by said.seq desc limit 1));
  select max(message.seq), count(*) into v_last_seq, v_count from support.messages as message
  where message.conversation_id = p_conversation_id and message.seq > v_read_seq
    and message.sender_kind in ('agent', 'bot') and not message.is_internal and message.deleted_at is null;
  if v_last_seq is null then
    return null;
  end if;
  v_seconds := ceil(extract(epoch from v_visitor.last_seen_at + make_interval(mins => v_minutes::integer) - now()));
  if v_seconds > 0 then
    return jsonb_build_object('outcome', 'later', 'seconds', v_seconds);
  end if;
  return jsonb_build_object(
    'outcome', 'due',
    'recipient', v_visitor.email,
    'conversation', jsonb_build_object('id', v_conversation.id, 'number', v_conversation.number),
    'visitor', jsonb_build_object(
      'id', v_visitor.id, 'name', v_visitor.name, 'locale', v_visitor.locale,
      'language', v_visitor.context ->> 'language', 'time_zone', v_visitor.context ->> 'time_zone',
      'is_identified', v_visitor.external_id is not null),
    'widget', jsonb_build_object(
      'id', v_widget.id, 'name', v_widget.name, 'branding', v_widget.branding, 'localization', v_widget.localization,
      'allowed_domains', to_jsonb(v_widget.allowed_domains), 'blocked_domains', to_jsonb(v_widget.blocked_domains)),
    'page_url', coalesce(v_conversation.context ->> 'page_url', v_visitor.context ->> 'page_url'),
    'last_seq', v_last_seq,
    'message_count', v_count,
    'messages', (
      select jsonb_agg(support.message_json(page.message) order by page.seq)
      from (
        select message, message.seq from support.messages as message
        where message.conversation_id = p_conversation_id and message.seq > v_read_seq
          and message.sender_kind in ('agent', 'bot') and not message.is_internal and message.deleted_at is null
        order by message.seq desc limit 20
      ) as page)
  );
end
$$;
comment on function public.support_get_email_answer(uuid) is
  'What an absent visitor has not read and was not mailed yet: outcome due with the last 20 such messages, or later while the '
  'visitor was seen moments ago. Null when there is nothing to tell or nobody to tell it to.';

create function public.support_record_email_answer(p_conversation_id uuid, p_seq bigint) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_seq bigint;
begin
  update support.conversations set emailed_seq = greatest(emailed_seq, least(p_seq, last_seq))
  where id = p_conversation_id and p_seq is not null returning emailed_seq into v_seq;
  return jsonb_build_object('emailed_seq', v_seq);
end
$$;
comment on function public.support_record_email_answer(uuid, bigint) is
  'Remembers up to where an absent visitor was told by e-mail. Never goes back. Null when there is no such conversation.';

create function public.support_get_email_offline_request(p_conversation_id uuid, p_first_seq bigint) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations;
  v_recipient jsonb;
  v_messages jsonb;
begin
  select conversation.* into v_conversation from support.conversations as conversation where conversation.id = p_conversation_id;
  v_recipient := support.offline_recipient(v_conversation);
  if v_recipient is null or exists (
    select from support.messages as answer
    where answer.conversation_id = p_conversation_id and answer.seq > p_first_seq and answer.sender_kind = 'agent'
      and not answer.is_internal
  ) then
    return null;
  end if;
  select jsonb_agg(support.message_json(page.message) order by page.seq) into v_messages
  from (
    select message, message.seq from support.messages as message
    where message.conversation_id = p_conversation_id and message.seq >= p_first_seq and message.sender_kind = 'visitor'
      and message.deleted_at is null
    order by message.seq desc limit 50
  ) as page;
  if v_messages is null then
    return null;
  end if;
  return (
    select jsonb_build_object(
      'recipient', v_recipient ->> 'email',
      'locale', v_recipient ->> 'locale',
      'time_zone', organization.time_zone,
      'conversation', jsonb_build_object(
        'id', v_conversation.id, 'number', v_conversation.number, 'subject', v_conversation.subject,
        'category', v_conversation.category, 'department', (
          select department.name from support.departments as department where department.id = v_conversation.department_id)),
      'visitor', jsonb_build_object(
        'name', visitor.name, 'email', visitor.email, 'phone', visitor.phone,
        'language', coalesce(visitor.locale, visitor.context ->> 'language'), 'country', visitor.context ->> 'country',
        'page_url', coalesce(v_conversation.context ->> 'page_url', visitor.context ->> 'page_url')),
      'widget', jsonb_build_object(
        'id', widget.id, 'name', widget.name, 'branding', widget.branding, 'localization', widget.localization),
      'prechat', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'label', coalesce(field.value ->> 'label', answer.key), 'value', answer.value) order by field.position, answer.key), '[]')
        from jsonb_each(v_conversation.prechat) as answer
        left join jsonb_array_elements(
          case when jsonb_typeof(widget.prechat -> 'fields') = 'array' then widget.prechat -> 'fields' else '[]' end
        ) with ordinality as field (value, position) on field.value ->> 'name' = answer.key),
      'messages', v_messages)
    from support.widgets as widget
    join support.organizations as organization on organization.id = widget.organization_id
    join support.visitors as visitor on visitor.id = v_conversation.visitor_id
    where widget.id = v_conversation.widget_id
  );
end
$$;
comment on function public.support_get_email_offline_request(uuid, bigint) is
  'What a visitor asked from a message on while nobody was there, with what is known of them, for the department''s address. '
  'Null when it was answered meanwhile, taken back, or there is nobody to tell.';

revoke all on function support.enqueue_email_once(support.conversations, text, text, jsonb, timestamptz) from public;
revoke all on function support.offline_recipient(support.conversations) from public;
revoke all on function support.tg_messages__mail() from public;
revoke all on function public.support_get_email_answer(uuid) from public, anon, authenticated;
revoke all on function public.support_record_email_answer(uuid, bigint) from public, anon, authenticated;
revoke all on function public.support_get_email_offline_request(uuid, bigint) from public, anon, authenticated;
grant execute on function public.support_get_email_answer(uuid) to service_role;
grant execute on function public.support_record_email_answer(uuid, bigint) to service_role;
grant execute on function public.support_get_email_offline_request(uuid, bigint) to service_role;
