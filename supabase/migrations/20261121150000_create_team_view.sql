-- Purpose: what agents in Telegram see of a visitor: the facts behind the card, and a card that follows them.
-- Objects: support.describe_past_conversation, support.refresh_card; public.support_get_team_view; the triggers
--          refresh_card of visitors and conversations with their functions.
-- Undo:    drop the triggers and the functions.

create function support.describe_past_conversation(p_conversation support.conversations) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'number', p_conversation.number,
    'status', p_conversation.status,
    'created_at', p_conversation.created_at,
    'rating', p_conversation.rating,
    'agent_name', (select agent.name from support.agents as agent where agent.id = p_conversation.agent_id),
    'first_words', (
      select left(said.body, 200) from support.messages as said
      where said.conversation_id = p_conversation.id and said.sender_kind = 'visitor'
        and said.deleted_at is null and said.body <> ''
      order by said.seq limit 1
    )
  )
$$;
comment on function support.describe_past_conversation(support.conversations) is
  'One line of a visitor''s history, as the team sees it.';
revoke all on function support.describe_past_conversation(support.conversations) from public;

create function public.support_get_team_view(p_conversation_id uuid, p_agent_id uuid default null) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations;
  v_visitor support.visitors;
  v_chat support.telegram_chats;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id;
  if not found then
    return 'null'::jsonb;
  end if;
  if p_agent_id is not null then
    perform support.agent_of_conversation(v_conversation, p_agent_id);
  end if;
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_conversation.visitor_id;
  v_chat := support.telegram_chat_for(v_conversation.organization_id, v_conversation.department_id);
  return jsonb_build_object(
    'conversation', support.agent_conversation_json(v_conversation),
    'visitor', support.visitor_json(v_visitor),
    'is_banned', support.is_banned(v_visitor),
    'prechat', v_conversation.prechat,
    'widget_name', (select widget.name from support.widgets as widget where widget.id = v_conversation.widget_id),
    'agent_role', (select agent.role from support.agents as agent where agent.id = p_agent_id),
    'group_chat_id', v_chat.chat_id,
    'topic', (
      select jsonb_build_object('thread_id', topic.thread_id, 'chat_id', topic.chat_id, 'name', topic.name, 'icon', topic.icon)
      from support.telegram_topics as topic
      where topic.visitor_id = v_visitor.id and topic.chat_id = v_chat.chat_id
    ),
    'past_conversations', (
      select count(*) from support.conversations as past
      where past.visitor_id = v_visitor.id and past.id <> v_conversation.id
    ),
    'last_conversations', coalesce((
      select jsonb_agg(support.describe_past_conversation(past) order by past.number desc)
      from (
        select earlier.* from support.conversations as earlier
        where earlier.visitor_id = v_visitor.id and earlier.id <> v_conversation.id
        order by earlier.number desc limit 10
      ) as past
    ), '[]')
  );
end
$$;
comment on function public.support_get_team_view(uuid, uuid) is
  'Everything that a card or an answer to /info shows of a conversation: the visitor, the form''s answers, the topic, the '
  'group, the ten conversations before. With an agent also their role, if they belong to the organization. JSON null when '
  'there is no such conversation. Raises SC050.';
revoke all on function public.support_get_team_view(uuid, uuid) from public, anon, authenticated;
grant execute on function public.support_get_team_view(uuid, uuid) to service_role;

create function support.refresh_card(p_conversation support.conversations, p_not_before timestamptz) returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Without a card there is nothing to refresh, and one that is due shows whatever is newest when it is sent.
  if not exists (
    select from support.telegram_messages as card
    where card.conversation_id = p_conversation.id and card.role = 'card'
  ) or exists (
    select from support.outbox as pending
    where pending.conversation_id = p_conversation.id and pending.kind = 'visitor_card' and pending.state = 'pending'
      and pending.attempts = 0 and pending.not_before <= p_not_before
  ) then
    return;
  end if;
  perform support.enqueue_telegram_at(p_conversation, 'visitor_card', '{}', p_not_before => p_not_before);
end
$$;
comment on function support.refresh_card(support.conversations, timestamptz) is
  'Has the card in Telegram show the present state. One delivery at a time, however much changes at once.';
revoke all on function support.refresh_card(support.conversations, timestamptz) from public;

create function support.tg_visitors__refresh_card() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.visitor_id = new.id
  order by conversation.status in ('queued', 'active') desc, conversation.number desc limit 1;
  if found then
    perform support.refresh_card(v_conversation, case
      when (old.name, old.email, old.phone, old.locale, old.traits, old.banned_at)
        is distinct from (new.name, new.email, new.phone, new.locale, new.traits, new.banned_at) then now()
      -- Somebody who clicks through the site is not worth a send for each page.
      else now() + interval '20 seconds' end);
  end if;
  return null;
end
$$;
comment on function support.tg_visitors__refresh_card() is 'Brings the card up to date with who the visitor is and where.';
revoke all on function support.tg_visitors__refresh_card() from public;

create trigger refresh_card after update of name, email, phone, locale, traits, context, banned_at on support.visitors
for each row when (
  (old.name, old.email, old.phone, old.locale, old.traits, old.banned_at, old.context)
    is distinct from (new.name, new.email, new.phone, new.locale, new.traits, new.banned_at, new.context)
)
execute function support.tg_visitors__refresh_card();

create function support.tg_conversations__refresh_card() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform support.refresh_card(new, now());
  return null;
end
$$;
comment on function support.tg_conversations__refresh_card() is
  'Brings the card up to date with what was put off or filled in; who has the conversation has a delivery of its own.';
revoke all on function support.tg_conversations__refresh_card() from public;

create trigger refresh_card after update of prechat, snoozed_until, priority, subject on support.conversations
for each row when (
  (old.prechat, old.snoozed_until, old.priority, old.subject)
    is distinct from (new.prechat, new.snoozed_until, new.priority, new.subject)
)
execute function support.tg_conversations__refresh_card();
