-- Purpose: of all that a topic or a card has to show, only the newest goes out, after what was said, at most once a minute for
--          a visitor who changes; receipts cost nothing of the budget, as Telegram does not count them.
-- Objects: support.supersede_states, card_due_at; support.enqueue_telegram_at, tg_visitors__refresh_card, lane_is_pressed,
--          public.support_lease_outbox, support_count_backlog (changed in one place each).
-- Undo:    restore the five functions of 20261121121300, 20261121150000, 20261121150030 and 20261121121330; drop the two others.

create function support.supersede_states(p_conversation_id uuid, p_lane text, p_kind text, p_payload jsonb) returns void
language sql
set search_path = ''
as $$
  update support.outbox set state = 'dead', error = 'superseded', settled_at = clock_timestamp()
  where id in (
    select waiting.id from support.outbox as waiting
    where waiting.conversation_id = p_conversation_id and waiting.lane = p_lane and waiting.state = 'pending'
      -- One that was tried holds its lane, and shows the newest state when it gets through.
      and waiting.attempts = 0
      -- Another card than the group's is named, and is a thing of its own.
      and waiting.payload ->> 'card_message_id' is not distinct from p_payload ->> 'card_message_id'
      and (waiting.kind = 'visitor_card' or (
        waiting.kind = 'conversation_state' and p_kind = 'conversation_state' and p_payload ->> 'state' <> 'moved'
        -- Both say more than what the card shows: that a place is to be made, and who has let go.
        and waiting.payload ->> 'state' <> 'moved'
        and (waiting.payload ->> 'state' <> 'passed' or p_payload ->> 'state' <> 'reopened')))
    -- What a worker takes at this moment is sent.
    for update skip locked
  )
$$;
comment on function support.supersede_states(uuid, text, text, jsonb) is
  'What waits to be shown of a conversation is outdated by a newer conversation_state or visitor_card: each delivery shows the '
  'state as it is by then, so the newest is enough.';
revoke all on function support.supersede_states(uuid, text, text, jsonb) from public, anon, authenticated;

create function support.card_due_at(p_conversation_id uuid, p_at timestamptz) returns timestamptz
language sql stable
set search_path = ''
as $$
  select case
    when nullif(current_setting('support.actor', true), '')::jsonb ->> 'kind' = 'agent' then p_at
    else greatest(p_at, (
      select max(shown.settled_at) + interval '1 minute' from support.outbox as shown
      where shown.conversation_id = p_conversation_id and shown.kind = 'visitor_card' and shown.state = 'sent'
    )) end
$$;
comment on function support.card_due_at(uuid, timestamptz) is
  'When a card that should change at some time may: not twice within a minute, unless an agent looks for what they have done.';
revoke all on function support.card_due_at(uuid, timestamptz) from public, anon, authenticated;

-- Only these places are changed, whatever else the functions do by now.
do $do$
declare
  v_change record;
  v_definition text;
begin
  for v_change in values
    ('support.enqueue_telegram_at(support.conversations,text,jsonb,uuid,bigint,integer,timestamptz,timestamptz)',
      $$  insert into support.outbox ($$,
      $$  if p_kind in ('conversation_state', 'visitor_card') then
    perform support.supersede_states(p_conversation.id, v_lane, p_kind, p_payload);
  end if;
  insert into support.outbox ($$),
    ('support.enqueue_telegram_at(support.conversations,text,jsonb,uuid,bigint,integer,timestamptz,timestamptz)',
      $$coalesce(p_priority, support.delivery_priority(p_kind))$$,
      -- Where the team takes conversations by a button, the button is what everybody waits for. A whole group that moves has
      -- many at once, and those that somebody writes in come with what they write.
      $$coalesce(p_priority, case
        when p_kind = 'conversation_state' and (v_chat.mode = 'topics' or p_payload ->> 'state' = 'moved') then 30 end,
      support.delivery_priority(p_kind))$$),
    ('support.tg_visitors__refresh_card()',
      $$is distinct from (new.name, new.email, new.phone, new.locale, new.traits, new.banned_at) then now()$$,
      $$is distinct from (new.name, new.email, new.phone, new.locale, new.traits, new.banned_at)
        then support.card_due_at(v_conversation.id, now())$$),
    ('support.tg_visitors__refresh_card()',
      $$else now() + interval '20 seconds' end$$,
      $$else support.card_due_at(v_conversation.id, now() + interval '20 seconds') end$$),
    ('support.lane_is_pressed(support.outbox,integer,timestamptz)',
      $$waiting.kind <> 'visitor_typing'$$, $$waiting.kind not in ('visitor_typing', 'read_receipt')$$),
    ('public.support_lease_outbox(integer,integer,text,text,integer,integer)',
      $$      -- Telegram counts signs of typing apart.$$, $$      -- Telegram counts signs of typing and reactions apart.$$),
    ('public.support_lease_outbox(integer,integer,text,text,integer,integer)',
      $$(v_job.kind <> 'visitor_typing')::integer$$, $$(v_job.kind not in ('visitor_typing', 'read_receipt'))::integer$$),
    ('public.support_count_backlog()', $$('expired', 'unsent')$$, $$('expired', 'unsent', 'superseded')$$)
  loop
    v_definition := pg_get_functiondef(v_change.column1::regprocedure);
    if strpos(v_definition, v_change.column2) = 0 then
      raise exception '% has no place for this change', v_change.column1;
    end if;
    execute replace(v_definition, v_change.column2, v_change.column3);
  end loop;
end
$do$;
comment on function support.delivery_priority(text) is
  'Which of a lane''s deliveries goes first, smallest first. What must stay in order with what was said has its priority. A '
  'conversation_state shows whatever is newest: in a group with topics it waits with the cards.';
