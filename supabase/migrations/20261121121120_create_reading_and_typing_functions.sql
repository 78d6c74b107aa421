-- Purpose: reading: a conversation for agents, a visitor's conversations, reading marks; and who is typing right now.
-- Objects: support.excerpt_json; public.support_list_conversation_messages, support_list_visitor_conversations,
--          support_mark_conversation_read, support_set_typing, support_set_agent_typing.
-- Undo:    drop the functions.

create function public.support_list_conversation_messages(
  p_agent_id uuid, p_conversation_id uuid, p_after_seq bigint default null, p_before_seq bigint default null,
  p_limit integer default 50
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_list_conversation_messages(uuid, uuid, bigint, bigint, integer) is
  'A page of a conversation as the team sees it, with notes, oldest first: after a sequence, before one, or the newest. '
  'The cursor is the sequence to go on from, in the same direction. Raises SC020, SC050.';

create function support.excerpt_json(p_message support.messages) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_message.id,
    'seq', p_message.seq,
    'sender', jsonb_build_object('kind', p_message.sender_kind, 'name', p_message.sender_name),
    'type', p_message.type,
    'text', left(p_message.body, 200),
    'created_at', p_message.created_at,
    'deleted_at', p_message.deleted_at
  )
$$;
comment on function support.excerpt_json(support.messages) is 'The beginning of a message, for lists of conversations.';

create function public.support_list_visitor_conversations(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_before_number bigint default null, p_limit integer default 20
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_list_visitor_conversations(uuid, uuid, uuid, bigint, integer) is
  'The visitor''s conversations with this widget, newest first, each with its last words and how many answers are unread '
  '(100 at most). Raises what assert_session raises.';

create function public.support_mark_conversation_read(p_agent_id uuid, p_conversation_id uuid, p_seq bigint) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_changed support.conversations;
  v_seq bigint := least(greatest(coalesce(p_seq, 0), 0), v_conversation.last_seq);
begin
  if v_conversation.organization_id <> v_agent.organization_id then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  insert into support.conversation_reads as known (agent_id, conversation_id, seq)
  values (p_agent_id, p_conversation_id, v_seq)
  on conflict (agent_id, conversation_id) do update set seq = greatest(known.seq, excluded.seq)
  returning known.seq into v_seq;
  -- A revision only when words of the visitor become seen: nobody else can tell the difference.
  update support.conversations set seen_seq = v_seq, revision = revision + 1
  where id = p_conversation_id and seen_seq < v_seq and exists (
    select from support.messages as unseen
    where unseen.conversation_id = p_conversation_id and unseen.seq > seen_seq and unseen.seq <= v_seq
      and unseen.sender_kind = 'visitor'
  )
  returning * into v_changed;
  if found then
    v_conversation := v_changed;
    update support.agents set last_seen_at = now() where id = p_agent_id;
  end if;
  return jsonb_build_object('seq', v_seq, 'conversation', support.agent_conversation_json(v_conversation));
end
$$;
comment on function public.support_mark_conversation_read(uuid, uuid, bigint) is
  'Moves an agent''s reading mark forward, never back, never past the newest message, and tells the visitor that they were '
  'seen. Raises SC020, SC050.';

-- Typing: heard at once or never, so nothing of it is stored but the sign that Telegram still has to show.

create function public.support_set_typing(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_is_typing boolean
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
begin
  if p_is_typing is null then
    perform support.refuse('p_is_typing', 'say true or false');
  end if;
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.visitor_id = v_session.visitor_id
    and conversation.widget_id = v_session.widget_id
  for key share;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  perform support.count_hit('typing:session:' || p_session_id::text, 60, interval '1 minute');
  if v_conversation.status not in ('queued', 'active') or exists (
    select from support.widgets as widget where widget.id = p_widget_id and widget.features ->> 'typing' = 'false'
  ) then
    return jsonb_build_object('announced', false);
  end if;
  perform realtime.send(
    jsonb_build_object(
      'conversation_id', p_conversation_id,
      'sender', jsonb_build_object('kind', 'visitor', 'name', (
        select visitor.name from support.visitors as visitor where visitor.id = p_visitor_id)),
      'is_typing', p_is_typing
    ), 'typing', 'support:org:' || v_conversation.organization_id::text, true);

  if p_is_typing and support.is_in_telegram(v_conversation) then
    perform support.enqueue_telegram_at(
      v_conversation, 'visitor_typing', '{}', p_expires_at => clock_timestamp() + interval '6 seconds');
  end if;
  return jsonb_build_object('announced', true);
end
$$;
comment on function public.support_set_typing(uuid, uuid, uuid, uuid, boolean) is
  'Tells the team that the visitor types, or stopped; in Telegram where the conversation is shown. Telegram shows such a '
  'sign for 5 seconds, so a delivery older than 6 is worthless. Raises what assert_session raises, and SC020, SC040, SC090.';

create function public.support_set_agent_typing(p_agent_id uuid, p_conversation_id uuid, p_is_typing boolean) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_conversation support.conversations;
begin
  if p_is_typing is null then
    perform support.refuse('p_is_typing', 'say true or false');
  end if;
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.organization_id = v_agent.organization_id;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  perform support.count_hit('typing:agent:' || p_agent_id::text, 120, interval '1 minute');
  if v_conversation.status not in ('queued', 'active') or exists (
    select from support.widgets as widget
    where widget.id = v_conversation.widget_id and widget.features ->> 'typing' = 'false'
  ) then
    return jsonb_build_object('announced', false);
  end if;
  perform realtime.send(
    jsonb_build_object(
      'conversation_id', p_conversation_id,
      'sender', jsonb_build_object('kind', 'agent', 'name', v_agent.name),
      'is_typing', p_is_typing
    ), 'typing', 'support:visitor:' || v_conversation.visitor_id::text, true);
  return jsonb_build_object('announced', true);
end
$$;
comment on function public.support_set_agent_typing(uuid, uuid, boolean) is
  'Tells the visitor that an agent types, or stopped. Raises SC020, SC040, SC050, SC090.';

revoke all on function support.excerpt_json(support.messages) from public;
revoke all on function public.support_list_conversation_messages(uuid, uuid, bigint, bigint, integer) from public, anon, authenticated;
revoke all on function public.support_list_visitor_conversations(uuid, uuid, uuid, bigint, integer) from public, anon, authenticated;
revoke all on function public.support_mark_conversation_read(uuid, uuid, bigint) from public, anon, authenticated;
revoke all on function public.support_set_typing(uuid, uuid, uuid, uuid, boolean) from public, anon, authenticated;
revoke all on function public.support_set_agent_typing(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.support_list_conversation_messages(uuid, uuid, bigint, bigint, integer) to service_role;
grant execute on function public.support_list_visitor_conversations(uuid, uuid, uuid, bigint, integer) to service_role;
grant execute on function public.support_mark_conversation_read(uuid, uuid, bigint) to service_role;
grant execute on function public.support_set_typing(uuid, uuid, uuid, uuid, boolean) to service_role;
grant execute on function public.support_set_agent_typing(uuid, uuid, boolean) to service_role;
