-- Purpose: messages of everybody: with files, quotes, cards and forms; of visitors, agents and the chat itself.
-- Objects: support.assert_message_text, assert_message_content, quoted_seq, attach_files, fill_in_visitor,
--          describe_conversation, is_in_telegram, post_system_message; public.support_post_visitor_message,
--          support_post_agent_message, support_post_system_message; support.tg_conversations__announce.
-- Undo:    drop the new functions, restore the replaced ones of 20261121090200, 090400 and 090500.

-- What a message may be

create function support.assert_message_text(p_text text, p_characters integer, p_may_be_empty boolean default false)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if not p_may_be_empty and (p_text is null or p_text !~ '[^[:space:]]') then
    raise exception 'a message needs an id and a text' using errcode = 'SC030';
  end if;
  if char_length(p_text) > p_characters then
    raise exception 'a message may have at most % characters', p_characters using
      errcode = 'SC032', hint = 'Send it in parts.';
  end if;
end
$$;
comment on function support.assert_message_text(text, integer, boolean) is
  'Refuses a text that says nothing or too much. With a file, a text is not needed. Raises SC030, SC032.';

create function support.assert_message_content(p_type text, p_content jsonb, p_has_files boolean, p_types text[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  if not (p_type = any (p_types)) then
    perform support.refuse('p_type', format('a message of this sender is one of: %s', array_to_string(p_types, ', ')));
  end if;
  if p_type in ('file', 'image') and not p_has_files then
    perform support.refuse('p_attachment_ids', 'a file or a picture needs at least one attachment');
  end if;
  if p_type in ('card', 'form') and p_has_files then
    perform support.refuse('p_attachment_ids', 'a card or a form carries no files');
  end if;
  if p_type in ('card', 'form') and p_content is null then
    perform support.refuse('p_content', 'a card or a form needs its content');
  end if;
  if jsonb_typeof(p_content) <> 'object' or octet_length(p_content::text) > 32768 then
    perform support.refuse('p_content', 'the content is an object of at most 32768 bytes');
  end if;
end
$$;
comment on function support.assert_message_content(text, jsonb, boolean, text[]) is
  'Refuses types this sender may not use, and content that does not go with the type. Raises SC090.';

create function support.quoted_seq(p_conversation support.conversations, p_message_id uuid, p_is_note boolean)
returns bigint
language plpgsql stable
set search_path = ''
as $$
declare
  v_quoted support.messages;
begin
  select message.* into v_quoted from support.messages as message
  where message.id = p_message_id and message.visitor_id = p_conversation.visitor_id and (p_is_note or not message.is_internal);
  if not found then
    raise exception 'the quoted message does not exist' using errcode = 'SC033', hint = 'Send it without the quote.';
  end if;
  -- The conversation may have ended while the visitor was writing; then the answer begins a new one, without the quote.
  return case when v_quoted.conversation_id = p_conversation.id then v_quoted.seq end;
end
$$;
comment on function support.quoted_seq(support.conversations, uuid, boolean) is
  'The sequence of a quoted message; null when it belongs to an earlier conversation of the visitor. Only a note may quote '
  'a note. Raises SC033.';

create function support.attach_files(
  p_conversation support.conversations, p_message_id uuid, p_attachment_ids uuid[], p_agent_id uuid default null
) returns text
language plpgsql
set search_path = ''
as $$
declare
  v_max_files integer;
  v_file support.attachments;
  v_found integer := 0;
  v_type text := 'image';
begin
  select (support.attachment_rules(widget) ->> 'max_files')::integer into v_max_files
  from support.widgets as widget where widget.id = p_conversation.widget_id;
  if cardinality(p_attachment_ids) > v_max_files then
    raise exception 'a message may carry at most % files', v_max_files using
      errcode = 'SC064', detail = v_max_files::text, hint = 'Send the rest with another message.';
  end if;
  for v_file in
    select attachment.* from support.attachments as attachment
    where attachment.id = any (p_attachment_ids) and attachment.visitor_id = p_conversation.visitor_id
      and attachment.widget_id = p_conversation.widget_id and attachment.message_id is null
      and attachment.uploaded_by = case when p_agent_id is null then 'visitor' else 'agent' end
      and attachment.agent_id is not distinct from p_agent_id
      and (attachment.conversation_id is null or attachment.conversation_id = p_conversation.id)
    order by attachment.id
    for update
  loop
    if v_file.state = 'refused' then
      raise exception 'this file was refused: %', coalesce(v_file.refusal, 'its type is not allowed') using errcode = 'SC062';
    elsif v_file.state = 'pending' then
      raise exception 'this file has not arrived yet' using errcode = 'SC063', hint = 'Finish the upload, then send the message.';
    end if;
    v_found := v_found + 1;
    if v_file.media_type not like 'image/%' then
      v_type := 'file';
    end if;
  end loop;
  if v_found <> cardinality(p_attachment_ids) then
    raise exception 'no such file, or it was sent already' using errcode = 'SC060', hint = 'Upload the file again.';
  end if;
  update support.attachments set
    conversation_id = p_conversation.id, message_id = p_message_id, position = array_position(p_attachment_ids, id) - 1
  where id = any (p_attachment_ids);
  return v_type;
end
$$;
comment on function support.attach_files(support.conversations, uuid, uuid[], uuid) is
  'Gives files to a message that is about to be inserted, in the given order, and says what type that makes it: image or '
  'file. Only the sender''s own files that are stored and were never sent. Raises SC060, SC062, SC063, SC064.';

-- What comes with a first message

create function support.fill_in_visitor(p_visitor_id uuid, p_answers jsonb) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_name text := nullif(btrim(p_answers ->> 'name'), '');
  v_email text := nullif(btrim(p_answers ->> 'email'), '');
  v_phone text := nullif(btrim(p_answers ->> 'phone'), '');
begin
  if char_length(v_name) > 100 or jsonb_typeof(p_answers -> 'name') not in ('string', 'null') then
    perform support.refuse('p_prechat.name', 'a name is a text of at most 100 characters');
  end if;
  if v_email is not null and not support.is_email(v_email) then
    perform support.refuse('p_prechat.email', 'this is no e-mail address');
  end if;
  if char_length(v_phone) > 40 or jsonb_typeof(p_answers -> 'phone') not in ('string', 'number', 'null') then
    perform support.refuse('p_prechat.phone', 'a phone number is a text of at most 40 characters');
  end if;
  -- What the site vouched for is better than what somebody typed.
  update support.visitors set
    name = case when identified_at is null then coalesce(v_name, name) else coalesce(name, v_name) end,
    email = case when identified_at is null then coalesce(v_email, email) else coalesce(email, v_email) end,
    phone = case when identified_at is null then coalesce(v_phone, phone) else coalesce(phone, v_phone) end
  where id = p_visitor_id and coalesce(v_name, v_email, v_phone) is not null;
end
$$;
comment on function support.fill_in_visitor(uuid, jsonb) is
  'Takes name, email and phone from a pre-chat form; of an identified visitor only what is still unknown. Raises SC090.';

create function support.describe_conversation(
  p_conversation support.conversations, p_prechat jsonb, p_category text, p_subject text
) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_prechat jsonb := p_conversation.prechat || coalesce(p_prechat, '{}');
  v_conversation support.conversations;
begin
  if octet_length(v_prechat::text) > 16384 then
    perform support.refuse('p_prechat', 'the answers may have at most 16384 bytes');
  end if;
  if char_length(p_category) > 100 then
    perform support.refuse('p_category', 'a category has at most 100 characters');
  end if;
  if char_length(p_subject) > 200 then
    perform support.refuse('p_subject', 'a subject has at most 200 characters');
  end if;
  if p_prechat is not null then
    perform support.fill_in_visitor(p_conversation.visitor_id, p_prechat);
  end if;
  update support.conversations set
    prechat = v_prechat,
    category = coalesce(nullif(btrim(p_category), ''), category),
    subject = coalesce(subject, nullif(btrim(p_subject), '')),
    snoozed_until = null,
    revision = revision + 1
  where id = p_conversation.id and (
    snoozed_until is not null
    or prechat <> v_prechat
    or category is distinct from coalesce(nullif(btrim(p_category), ''), category)
    or subject is distinct from coalesce(subject, nullif(btrim(p_subject), ''))
  )
  returning * into v_conversation;
  return case when v_conversation.id is null then p_conversation else v_conversation end;
end
$$;
comment on function support.describe_conversation(support.conversations, jsonb, text, text) is
  'What a visitor''s message says about its conversation: the form''s answers, what it is about, and that it is due again '
  'if an agent had put it off. A subject is never replaced, because an agent may have chosen it. Takes a revision only when '
  'something changes. Raises SC090.';

create or replace function support.tg_conversations__announce() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_event text;
begin
  if (new.status, new.agent_id, new.department_id, new.subject, new.category, new.priority, new.tags, new.required_skills,
        new.prechat, new.snoozed_until, new.rated_at)
      is distinct from (old.status, old.agent_id, old.department_id, old.subject, old.category, old.priority, old.tags,
        old.required_skills, old.prechat, old.snoozed_until, old.rated_at)
      or (new.visitor_id <> old.visitor_id and new.revision <> old.revision) then
    v_event := 'conversation.updated';
  elsif (new.delivered_seq, new.seen_seq, new.visitor_read_seq)
      is distinct from (old.delivered_seq, old.seen_seq, old.visitor_read_seq) then
    v_event := 'read.updated';
  else
    return null; -- a new message raised last_seq; the message announces itself
  end if;
  perform realtime.send(
    jsonb_build_object('conversation', support.conversation_json(new)), v_event,
    'support:visitor:' || new.visitor_id::text, true);
  perform realtime.send(
    jsonb_build_object('conversation', support.agent_conversation_json(new)), v_event,
    'support:org:' || new.organization_id::text, true);
  return null;
end
$$;
comment on function support.tg_conversations__announce() is
  'Tells the visitor and the team of a new state, description, rating or receipt.';

-- Visitors

drop function public.support_post_visitor_message(uuid, uuid, uuid, uuid, text, uuid, uuid, jsonb, text);

create function public.support_post_visitor_message(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_message_id uuid, p_text text,
  p_conversation_id uuid default null, p_department_id uuid default null, p_context jsonb default '{}',
  p_ip_hash text default null, p_type text default 'text', p_content jsonb default null, p_reply_to uuid default null,
  p_attachment_ids uuid[] default '{}', p_prechat jsonb default null, p_category text default null,
  p_subject text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
  v_message support.messages;
  v_type text := coalesce(p_type, 'text');
  v_has_files boolean := coalesce(cardinality(p_attachment_ids), 0) > 0;
  v_messages_per_minute integer;
  v_is_offline boolean;
  v_reply_to_seq bigint;
begin
  p_context := coalesce(p_context, '{}');
  if p_message_id is null then
    raise exception 'a message needs an id and a text' using errcode = 'SC030';
  end if;
  perform support.assert_message_text(p_text, 4000, v_has_files);
  if v_type <> 'text' or p_content is not null then
    perform support.assert_message_content(v_type, p_content, v_has_files, array['text', 'file', 'image', 'form']);
  end if;
  if jsonb_typeof(p_context) <> 'object' or octet_length(p_context::text) > 16384 then
    perform support.refuse('p_context', 'the context is an object of at most 16384 bytes');
  end if;
  if jsonb_typeof(p_prechat) <> 'object' then
    perform support.refuse('p_prechat', 'the answers are an object');
  end if;
  if char_length(p_ip_hash) > 200 then
    perform support.refuse('p_ip_hash', 'this is no hash of an address');
  end if;

  -- A repeat is answered like the first time, before any limit: the client could not know that it had worked.
  select message.* into v_message from support.messages as message where message.id = p_message_id;
  if not found then
    -- Only looked at, not locked: the message may go into another one, and two are locked in the order of their ids.
    if p_conversation_id is not null and not exists (
      select from support.conversations as conversation
      where conversation.id = p_conversation_id and conversation.visitor_id = p_visitor_id
        and conversation.widget_id = p_widget_id
    ) then
      raise exception 'no such conversation' using errcode = 'SC020';
    end if;
    v_conversation := support.lock_open_conversation(v_session, p_department_id, p_context);
    -- The lock may have waited for the transaction that stored this very message.
    select message.* into v_message from support.messages as message where message.id = p_message_id;
  end if;
  if v_message.id is not null then
    if v_message.visitor_id <> p_visitor_id or v_message.sender_kind <> 'visitor' then
      raise exception 'this message id is taken' using errcode = 'SC031', hint = 'Make a new random id.';
    end if;
    return jsonb_build_object('message', support.message_json(v_message));
  end if;

  perform support.count_hit('message:session:' || p_session_id::text, 5, interval '10 seconds');
  if p_ip_hash is not null then
    perform support.count_hit('message:ip:' || p_ip_hash, 60, interval '10 seconds');
  end if;
  select plan.messages_per_minute into v_messages_per_minute
  from support.organizations as organization join support.plans as plan on plan.id = organization.plan
  where organization.id = v_conversation.organization_id;
  if v_messages_per_minute is not null then
    perform support.count_hit(
      'message:organization:' || v_conversation.organization_id::text, v_messages_per_minute, interval '1 minute');
  end if;

  if p_reply_to is not null then
    v_reply_to_seq := support.quoted_seq(v_conversation, p_reply_to, false);
  end if;
  -- A conversation made by this call knows it; one that was opened hours before the first word does not.
  if v_conversation.last_seq = 0 and v_conversation.created_at < now() then
    select support.widget_status(widget) <> 'online' into v_is_offline
    from support.widgets as widget where widget.id = p_widget_id;
  end if;
  update support.conversations
  set last_seq = last_seq + 1, revision = revision + 1, updated_at = now(), last_message_at = now(),
      waiting_since = coalesce(waiting_since, now()), is_offline = coalesce(v_is_offline, is_offline),
      context = case when p_context = '{}' then context else p_context end
  where id = v_conversation.id returning * into v_conversation;
  if p_context <> '{}' then
    update support.visitors set context = p_context, last_seen_at = now() where id = p_visitor_id;
  end if;
  if v_has_files then
    v_type := support.attach_files(v_conversation, p_message_id, p_attachment_ids);
  end if;
  insert into support.messages (
    conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, type, body, content, reply_to_seq
  )
  values (
    v_conversation.id, v_conversation.last_seq, p_message_id, v_conversation.organization_id, p_visitor_id,
    v_conversation.revision, 'visitor', v_type, coalesce(p_text, ''), p_content, v_reply_to_seq
  )
  on conflict (id) do nothing
  returning * into v_message;
  if not found then
    raise exception 'this message id is taken' using errcode = 'SC031', hint = 'Make a new random id.';
  end if;
  if v_conversation.snoozed_until is not null or p_prechat is not null or p_category is not null or p_subject is not null then
    v_conversation := support.describe_conversation(v_conversation, p_prechat, p_category, p_subject);
  end if;
  perform support.enqueue_telegram(
    v_conversation, 'visitor_message', jsonb_build_object('message_id', p_message_id), p_message_id);
  return jsonb_build_object('message', support.message_json(v_message));
end
$$;
comment on function public.support_post_visitor_message(
  uuid, uuid, uuid, uuid, text, uuid, uuid, jsonb, text, text, jsonb, uuid, uuid[], jsonb, text, text
) is
  'Stores a visitor''s message: idempotent by its client-made id, rate limited, numbered, queued for the team, all or '
  'nothing. With files the text may be empty. Raises SC001, SC002, SC010, SC011, SC012, SC014, SC015, SC020, SC021, SC030 '
  'to SC033, SC040, SC060, SC062, SC063, SC064, SC090.';

-- Agents

create function support.is_in_telegram(p_conversation support.conversations) returns boolean
language plpgsql stable
set search_path = ''
as $$
declare
  v_chat support.telegram_chats := support.telegram_chat_for(p_conversation.organization_id, p_conversation.department_id);
begin
  return exists (
    select from support.telegram_topics as topic
    where topic.visitor_id = p_conversation.visitor_id and topic.chat_id = v_chat.chat_id
  ) or exists (
    select from support.telegram_messages as card
    where card.conversation_id = p_conversation.id and card.chat_id = v_chat.chat_id and card.role = 'card'
  );
end
$$;
comment on function support.is_in_telegram(support.conversations) is
  'Whether the group has a topic or a card for it, so that who reads along there should see answers from elsewhere.';

drop function public.support_post_agent_message(uuid, uuid, uuid, text, boolean, jsonb);

create function public.support_post_agent_message(
  p_conversation_id uuid, p_agent_id uuid, p_message_id uuid, p_text text,
  p_internal boolean default false, p_telegram jsonb default null, p_type text default 'text',
  p_content jsonb default null, p_reply_to uuid default null, p_attachment_ids uuid[] default '{}'
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
  v_message support.messages;
  v_is_note boolean := coalesce(p_internal, false);
  v_type text := coalesce(p_type, 'text');
  v_has_files boolean := coalesce(cardinality(p_attachment_ids), 0) > 0;
  v_was_open boolean := v_conversation.status in ('queued', 'active');
  v_was_unclaimed boolean := v_conversation.agent_id is null;
  v_takes_part boolean := not v_is_note and support.may_be_open(v_conversation);
  v_reply_to_seq bigint;
  v_changed support.conversations;
begin
  if p_message_id is null then
    raise exception 'a message needs an id and a text' using errcode = 'SC030';
  end if;
  perform support.assert_message_text(p_text, 16000, v_has_files);
  perform support.assert_message_content(v_type, p_content, v_has_files, array['text', 'file', 'image', 'card', 'form']);
  if jsonb_typeof(p_telegram) = 'null' then
    p_telegram := null;
  end if;
  if p_telegram is not null and (
    jsonb_typeof(p_telegram) <> 'object'
    or coalesce(p_telegram ->> 'chat_id', '') !~ '^-?[0-9]{1,18}$'
    or coalesce(p_telegram ->> 'message_id', '') !~ '^[0-9]{1,18}$'
    or coalesce(p_telegram ->> 'thread_id', '0') !~ '^[0-9]{1,18}$'
    or coalesce(p_telegram ->> 'reply_to_message_id', '0') !~ '^[0-9]{1,18}$'
  ) then
    perform support.refuse('p_telegram', 'a Telegram message is {"chat_id", "message_id", "thread_id", "reply_to_message_id"}');
  end if;

  select message.* into v_message from support.messages as message
  where message.id = p_message_id or message.id = (
    select known.support_message_id from support.telegram_messages as known
    where known.chat_id = (p_telegram ->> 'chat_id')::bigint and known.message_id = (p_telegram ->> 'message_id')::bigint
  );
  if found then
    if v_message.conversation_id <> p_conversation_id then
      raise exception 'this message id is taken' using errcode = 'SC031';
    end if;
    return jsonb_build_object(
      'outcome', 'duplicate',
      'message', support.message_json(v_message),
      'conversation', support.agent_conversation_json(v_conversation)
    );
  end if;

  if p_reply_to is not null then
    v_reply_to_seq := support.quoted_seq(v_conversation, p_reply_to, v_is_note);
  elsif p_telegram ->> 'reply_to_message_id' is not null then
    -- Telegram also calls a topic's first message "replied to", so an unknown one means that nothing was quoted.
    select quoted.seq into v_reply_to_seq
    from support.telegram_messages as known join support.messages as quoted on quoted.id = known.support_message_id
    where known.chat_id = (p_telegram ->> 'chat_id')::bigint
      and known.message_id = (p_telegram ->> 'reply_to_message_id')::bigint
      and quoted.conversation_id = p_conversation_id and (v_is_note or not quoted.is_internal);
  end if;

  update support.conversations set
    last_seq = last_seq + 1, revision = revision + 1, updated_at = now(),
    first_response_at = case when v_is_note then first_response_at else coalesce(first_response_at, now()) end,
    last_message_at = case when v_is_note then last_message_at else now() end,
    waiting_since = case when v_is_note then waiting_since end
  where id = p_conversation_id returning * into v_conversation;
  if v_has_files then
    v_type := support.attach_files(v_conversation, p_message_id, p_attachment_ids, p_agent_id);
  end if;
  insert into support.messages (
    conversation_id, seq, id, organization_id, visitor_id, agent_id, revision, sender_kind, sender_name, type, body, content,
    reply_to_seq, is_internal
  )
  values (
    p_conversation_id, v_conversation.last_seq, p_message_id, v_conversation.organization_id, v_conversation.visitor_id,
    v_agent.id, v_conversation.revision, 'agent', v_agent.name, v_type, coalesce(p_text, ''), p_content,
    v_reply_to_seq, v_is_note
  )
  on conflict (id) do nothing
  returning * into v_message;
  if not found then
    raise exception 'this message id is taken' using errcode = 'SC031', hint = 'Make a new random id.';
  end if;
  if p_telegram is not null then
    insert into support.telegram_messages (chat_id, message_id, thread_id, direction, role, conversation_id, support_message_id)
    values (
      (p_telegram ->> 'chat_id')::bigint, (p_telegram ->> 'message_id')::bigint, (p_telegram ->> 'thread_id')::bigint,
      'in', 'message', p_conversation_id, p_message_id
    )
    on conflict (chat_id, message_id) do nothing;
  end if;

  -- An answer takes the conversation, opens it again, and proves that everything before it was seen; a note proves only
  -- that. A revision is taken only when one of these really changes, so that no client looks for an event that never came.
  if not v_is_note and v_was_unclaimed then
    perform set_config('support.assignment', 'answered:', true);
  end if;
  update support.conversations set
    revision = revision + 1,
    seen_seq = last_seq - 1,
    agent_id = case when v_is_note then agent_id else coalesce(agent_id, p_agent_id) end,
    claimed_at = case when v_is_note then claimed_at else coalesce(claimed_at, now()) end,
    status = case when v_takes_part then 'active' else status end,
    closed_at = case when v_takes_part then null else closed_at end,
    ended_by = case when v_takes_part then null else ended_by end,
    reopened_count = reopened_count + case when v_takes_part and not v_was_open then 1 else 0 end
  where id = p_conversation_id and (
    (v_takes_part and status <> 'active')
    or (not v_is_note and agent_id is null)
    or exists (
      select from support.messages as unseen
      where unseen.conversation_id = p_conversation_id and unseen.seq > seen_seq and unseen.seq < last_seq
        and unseen.sender_kind = 'visitor'
    )
  )
  returning * into v_changed;
  if found then
    v_conversation := v_changed;
  end if;
  perform set_config('support.assignment', '', true);
  update support.agents set last_seen_at = now() where id = p_agent_id;

  -- What was written in Telegram is there already.
  if p_telegram is null and not v_is_note and support.is_in_telegram(v_conversation) then
    perform support.enqueue_telegram(
      v_conversation, 'agent_message', jsonb_build_object('message_id', p_message_id), p_message_id);
  end if;
  if not v_is_note and not v_was_open and v_conversation.status = 'active' then
    perform support.enqueue_telegram(v_conversation, 'conversation_state', jsonb_build_object('state', 'reopened'));
  end if;
  if not v_is_note and v_was_unclaimed then
    perform support.enqueue_telegram(
      v_conversation, 'conversation_state', jsonb_build_object('state', 'claimed', 'agent_name', v_agent.name));
  end if;
  return jsonb_build_object(
    'outcome', 'posted',
    'message', support.message_json(v_message),
    'conversation', support.agent_conversation_json(v_conversation)
  );
end
$$;
comment on function public.support_post_agent_message(uuid, uuid, uuid, text, boolean, jsonb, text, jsonb, uuid, uuid[]) is
  'Stores an agent''s answer or note; idempotent by message id and by the Telegram message it came from. An answer from '
  'elsewhere is shown in Telegram too. Raises SC020, SC030 to SC033, SC050, SC060, SC062, SC063, SC064, SC090.';

-- The chat itself

create function support.post_system_message(p_conversation support.conversations, p_text text, p_content jsonb)
returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
begin
  perform support.assert_message_text(p_text, 16000);
  perform support.assert_message_content('text', p_content, false, array['text']);
  update support.conversations
  set last_seq = last_seq + 1, revision = revision + 1, updated_at = now(), last_message_at = now()
  where id = p_conversation.id returning * into v_conversation;
  insert into support.messages (
    conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, body, content
  )
  values (
    v_conversation.id, v_conversation.last_seq, gen_random_uuid(), v_conversation.organization_id, v_conversation.visitor_id,
    v_conversation.revision, 'system', p_text, p_content
  );
  return v_conversation;
end
$$;
comment on function support.post_system_message(support.conversations, text, jsonb) is
  'A line of the chat''s own in a conversation that the caller has locked: the text for clients that know no better, and '
  'content such as {"event": "contact_requested"}. Nobody is asked to answer it. Raises SC030, SC032, SC090.';

create function public.support_post_system_message(p_conversation_id uuid, p_text text, p_content jsonb default null)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.post_system_message(
    support.lock_conversation(p_conversation_id), p_text, p_content);
begin
  return jsonb_build_object(
    'message', (
      select support.message_json(message) from support.messages as message
      where message.conversation_id = v_conversation.id and message.seq = v_conversation.last_seq
    ),
    'conversation', support.agent_conversation_json(v_conversation)
  );
end
$$;
comment on function public.support_post_system_message(uuid, text, jsonb) is
  'A line of the chat''s own. Not idempotent: every call is a line. Raises SC020, SC030, SC032, SC090.';

revoke all on function support.assert_message_text(text, integer, boolean) from public;
revoke all on function support.assert_message_content(text, jsonb, boolean, text[]) from public;
revoke all on function support.quoted_seq(support.conversations, uuid, boolean) from public;
revoke all on function support.attach_files(support.conversations, uuid, uuid[], uuid) from public;
revoke all on function support.fill_in_visitor(uuid, jsonb) from public;
revoke all on function support.describe_conversation(support.conversations, jsonb, text, text) from public;
revoke all on function support.tg_conversations__announce() from public;
revoke all on function support.is_in_telegram(support.conversations) from public;
revoke all on function support.post_system_message(support.conversations, text, jsonb) from public;
revoke all on function public.support_post_visitor_message(
  uuid, uuid, uuid, uuid, text, uuid, uuid, jsonb, text, text, jsonb, uuid, uuid[], jsonb, text, text
) from public, anon, authenticated;
revoke all on function public.support_post_agent_message(
  uuid, uuid, uuid, text, boolean, jsonb, text, jsonb, uuid, uuid[]
) from public, anon, authenticated;
revoke all on function public.support_post_system_message(uuid, text, jsonb) from public, anon, authenticated;
grant execute on function public.support_post_visitor_message(
  uuid, uuid, uuid, uuid, text, uuid, uuid, jsonb, text, text, jsonb, uuid, uuid[], jsonb, text, text
) to service_role;
grant execute on function public.support_post_agent_message(
  uuid, uuid, uuid, text, boolean, jsonb, text, jsonb, uuid, uuid[]
) to service_role;
grant execute on function public.support_post_system_message(uuid, text, jsonb) to service_role;
