-- Purpose: an agent who answers in direct messages sees there how each of their conversations stands and which one gets what
--          they write; what nobody takes is brought up by name, and the visitor is asked for an e-mail address or a phone
--          number, which is read from what they answer.
-- Objects: support.refresh_direct_card, refresh_direct_cards, people_to_remind, contact_in; the triggers refresh_direct_cards of
--          conversations and agents and read_contact of messages, with their functions; support.refresh_card,
--          escalate_conversations, public.support_find_telegram_route (changed); public.support_record_telegram_card
--          (replaced by one that takes a role).
-- Undo:    drop the triggers and the new functions; restore the others of 20261121150000, 20261121121330, 20261121121310 and
--          20261121120500.

create function support.refresh_direct_card(
  p_conversation support.conversations, p_telegram_user_id bigint, p_not_before timestamptz default now()
) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_message_id bigint;
begin
  select max(card.message_id) into v_message_id from support.telegram_messages as card
  where card.conversation_id = p_conversation.id and card.chat_id = p_telegram_user_id
    and card.role = 'transcript' and card.part = 1;
  -- Without a card there is nothing to refresh, and one that is due shows whatever is newest when it is sent.
  if v_message_id is not null then
    perform support.enqueue_telegram_at(
      p_conversation, 'visitor_card', jsonb_build_object('card_message_id', v_message_id), null, p_telegram_user_id,
      p_not_before => p_not_before);
  end if;
end
$$;
comment on function support.refresh_direct_card(support.conversations, bigint, timestamptz) is
  'Has the card in an agent''s direct messages show the present state.';
revoke all on function support.refresh_direct_card(support.conversations, bigint, timestamptz) from public, anon, authenticated;

create function support.refresh_direct_cards(p_telegram_user_id bigint) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_held support.conversations;
begin
  for v_held in
    select held.* from support.agents as agent
    join support.conversations as held on held.agent_id = agent.id and held.status in ('queued', 'active')
    where agent.telegram_user_id = p_telegram_user_id and agent.is_active
    order by held.claimed_at desc nulls last limit 20
  loop
    perform support.refresh_direct_card(v_held, p_telegram_user_id);
  end loop;
end
$$;
comment on function support.refresh_direct_cards(bigint) is
  'The same for everything that this person holds, in all their teams: which one gets what they write may have changed.';
revoke all on function support.refresh_direct_cards(bigint) from public, anon, authenticated;

create function support.tg_conversations__refresh_direct_cards() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_telegram_user_id bigint;
begin
  for v_telegram_user_id in
    select distinct card.chat_id from support.telegram_messages as card
    where card.conversation_id = new.id and card.role = 'transcript' and card.part = 1
    order by 1
  loop
    perform support.refresh_direct_card(new, v_telegram_user_id);
  end loop;
  -- With one more, or one fewer, it may be another that gets what they write.
  for v_telegram_user_id in
    select distinct agent.telegram_user_id from support.agents as agent
    where agent.id in (old.agent_id, new.agent_id) and agent.telegram_user_id is not null
    order by 1
  loop
    perform support.refresh_direct_cards(v_telegram_user_id);
  end loop;
  return null;
end
$$;
comment on function support.tg_conversations__refresh_direct_cards() is
  'Shows everybody who had a conversation, in their direct messages, what became of it.';
revoke all on function support.tg_conversations__refresh_direct_cards() from public, anon, authenticated;

create trigger refresh_direct_cards after update of agent_id, status on support.conversations
for each row when ((old.agent_id, old.status) is distinct from (new.agent_id, new.status))
execute function support.tg_conversations__refresh_direct_cards();

create function support.tg_agents__refresh_direct_cards() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform support.refresh_direct_cards(new.telegram_user_id);
  return null;
end
$$;
comment on function support.tg_agents__refresh_direct_cards() is
  'Shows an agent which of their conversations gets what they write.';
revoke all on function support.tg_agents__refresh_direct_cards() from public, anon, authenticated;

create trigger refresh_direct_cards after update of telegram_conversation_id on support.agents
for each row when (
  old.telegram_conversation_id is distinct from new.telegram_conversation_id and new.telegram_user_id is not null
)
execute function support.tg_agents__refresh_direct_cards();

create or replace function support.refresh_card(p_conversation support.conversations, p_not_before timestamptz) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_holder bigint;
begin
  select agent.telegram_user_id into v_holder from support.agents as agent where agent.id = p_conversation.agent_id;
  if v_holder is not null then
    perform support.refresh_direct_card(p_conversation, v_holder, p_not_before);
  end if;
  -- Without a card there is nothing to refresh, and one that is due shows whatever is newest when it is sent.
  if not exists (
    select from support.telegram_messages as card
    where card.conversation_id = p_conversation.id and card.role = 'card'
  ) or exists (
    select from support.outbox as pending
    where pending.conversation_id = p_conversation.id and pending.kind = 'visitor_card' and pending.state = 'pending'
      and pending.chat_id < 0 and pending.attempts = 0 and pending.not_before <= p_not_before
  ) then
    return;
  end if;
  perform support.enqueue_telegram_at(p_conversation, 'visitor_card', '{}', p_not_before => p_not_before);
end
$$;
comment on function support.refresh_card(support.conversations, timestamptz) is
  'Has the cards in Telegram show the present state, in the group and with whoever has the conversation. One delivery at a time '
  'for each, however much changes at once.';

-- A choice of one's own, else the one that one had first: it must not change because another visitor writes something.
do $do$
declare
  v_definition text := pg_get_functiondef('public.support_find_telegram_route(bigint,bigint,bigint,bigint)'::regprocedure);
  v_order constant text := 'is true desc, conversation.updated_at desc limit 1';
begin
  if strpos(v_definition, v_order) = 0 then
    raise exception 'support_find_telegram_route has no place for this change';
  end if;
  execute replace(v_definition, v_order, 'is true desc, conversation.claimed_at nulls last, conversation.id limit 1');
end
$do$;
comment on function public.support_find_telegram_route(bigint, bigint, bigint, bigint) is
  'Where a Telegram message belongs: a topic''s visitor, or the conversation an agent answers by direct message (the one replied '
  'to, else the one they chose, else the one they have longest). kind none: nobody''s, so it must not reach a visitor.';

-- Replies to what the bot lists for a conversation find it, too.
drop function public.support_record_telegram_card(uuid, bigint, bigint, bigint);
create function public.support_record_telegram_card(
  p_conversation_id uuid, p_chat_id bigint, p_message_id bigint, p_thread_id bigint default null, p_role text default 'card'
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  if p_chat_id is null then
    perform support.refuse('p_chat_id', 'name the chat');
  end if;
  if p_message_id is null then
    perform support.refuse('p_message_id', 'name the message');
  end if;
  if p_role is null or p_role not in ('card', 'picker') then
    perform support.refuse('p_role', 'card or picker');
  end if;
  perform from support.conversations as conversation where conversation.id = p_conversation_id for key share;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  insert into support.telegram_messages (chat_id, message_id, thread_id, direction, role, conversation_id)
  values (p_chat_id, p_message_id, p_thread_id, 'out', p_role, p_conversation_id)
  on conflict (chat_id, message_id) do nothing;
  return 'null'::jsonb;
end
$$;
comment on function public.support_record_telegram_card(uuid, bigint, bigint, bigint, text) is
  'Remembers a conversation''s card right after it was sent, or a list of answers to choose from (picker). Raises SC020, SC090.';
revoke all on function public.support_record_telegram_card(uuid, bigint, bigint, bigint, text) from public, anon, authenticated;
grant execute on function public.support_record_telegram_card(uuid, bigint, bigint, bigint, text) to service_role;

create function support.people_to_remind(p_conversation support.conversations) returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('telegram_user_id', called.telegram_user_id, 'name', called.name)
    order by called.place), '[]')
  from (
    select agent.telegram_user_id, agent.name, row_number() over (
      order by agent.role = 'agent', agent.last_seen_at desc nulls last, agent.id) as place
    from support.agents as agent
    where agent.organization_id = p_conversation.organization_id and agent.is_active
      -- Administrators who hide behind their group share an account that nobody can be called by.
      and agent.telegram_user_id is not null and agent.telegram_user_id <> 1087968824
      and (p_conversation.department_id is null or support.answers_for(agent.id, p_conversation.department_id))
    order by place limit 5
  ) as called
$$;
comment on function support.people_to_remind(support.conversations) is
  'Whom a reminder mentions: owners and admins first, then who did something last; five at most, since Telegram rings no more.';
revoke all on function support.people_to_remind(support.conversations) from public, anon, authenticated;

do $do$
declare
  v_change record;
  v_definition text;
begin
  for v_change in values
    ($$visitor.id = v_conversation.visitor_id and visitor.email is not null$$,
      $$visitor.id = v_conversation.visitor_id and (visitor.email is not null or visitor.phone is not null)$$),
    ($$'Nobody could answer yet. Leave your e-mail address, and the answer will reach you there, too.'$$,
      $$'Nobody could answer yet. Leave your e-mail address or phone number here, and we will get back to you.'$$),
    ($$'escalation', v_conversation.escalations)$$,
      $$'escalation', v_conversation.escalations,
      'mentions', support.people_to_remind(v_conversation))$$)
  loop
    v_definition := pg_get_functiondef('support.escalate_conversations(integer)'::regprocedure);
    if strpos(v_definition, v_change.column1) = 0 then
      raise exception 'escalate_conversations has no place for this change';
    end if;
    execute replace(v_definition, v_change.column1, v_change.column2);
  end loop;
end
$do$;
comment on function support.escalate_conversations(integer) is
  'Brings up again what waits unclaimed: asks the visitor for an e-mail address or a phone number once, if neither is known, and '
  'reminds the group, with mentions, at most three times with doubling gaps.';

create function support.contact_in(p_text text) returns jsonb
language sql immutable
set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'email', case when char_length(found.email) <= 320 then found.email end,
    'phone', case
      when char_length(regexp_replace(found.phone, '[^0-9]', '', 'g')) between 7 and 15
        -- Somebody names a day.
        and found.phone !~ '^[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}$' then found.phone end
  ))
  from (select
    substring(p_text from '[^[:space:]@<>"(),:;]+@[^[:space:]@<>"(),:;]+\.[[:alpha:]]{2,}') as email,
    -- Alone between words, so that the digits of an order's number with letters are none.
    substring(p_text from '(?:^|[[:space:]:(,])(\+?\(?[0-9][0-9 ()./-]{5,30}[0-9])(?![[:alnum:]@])') as phone
  ) as found
$$;
comment on function support.contact_in(text) is
  'The e-mail address and the phone number (7 to 15 digits, as in E.164) in what somebody wrote; an empty object without either.';
revoke all on function support.contact_in(text) from public, anon, authenticated;

create function support.tg_messages__read_contact() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_contact jsonb := support.contact_in(new.body);
begin
  -- Only as the answer to our question: who mentions an address otherwise need not mean their own.
  if v_contact = '{}' or not exists (
    select from support.messages as asked
    where asked.conversation_id = new.conversation_id and asked.seq between new.seq - 20 and new.seq
      and asked.sender_kind = 'system' and asked.content ->> 'event' = 'contact_requested'
  ) or exists (
    select from support.visitors as visitor
    where visitor.id = new.visitor_id and (visitor.email is not null or visitor.phone is not null)
  ) then
    return null;
  end if;
  perform support.apply_profile(new.visitor_id, v_contact, 'p_text', 'fill');
  return null;
end
$$;
comment on function support.tg_messages__read_contact() is
  'A visitor who was asked for an e-mail address or a phone number and writes one has it in their profile, and on the card.';
revoke all on function support.tg_messages__read_contact() from public, anon, authenticated;

create trigger read_contact after insert on support.messages
for each row when (new.sender_kind = 'visitor' and new.body ~ '@|[0-9]{2}')
execute function support.tg_messages__read_contact();
