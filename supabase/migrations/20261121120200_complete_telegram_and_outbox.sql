-- Purpose: what Telegram and e-mail delivery need beyond the first version: lanes with budgets and pauses, priorities,
--          more kinds of deliveries, progress of a delivery in parts.
-- Objects: outbox_lanes; new columns and checks of telegram_chats, telegram_topics, telegram_messages, outbox.
-- Undo:    drop the table, the columns and the checks named here.

alter table support.telegram_chats
  add column bot_id bigint,
  add column title text check (char_length(title) <= 255),
  add column is_forum boolean,
  add column paused_at timestamptz,
  add column pause_reason text check (char_length(pause_reason) <= 300),
  add column updated_at timestamptz not null default now();
comment on column support.telegram_chats.chat_id is 'Telegram''s id; negative for groups.';
comment on column support.telegram_chats.organization_id is 'Who answers there.';
comment on column support.telegram_chats.department_id is 'Only this department; empty: all that have no group of their own.';
comment on column support.telegram_chats.mode is 'topics or claims.';
comment on column support.telegram_chats.state is 'paused: the bot may not write there at the moment; everything waits.';
comment on column support.telegram_chats.bot_id is 'Which bot serves it, where there are several.';
comment on column support.telegram_chats.title is 'The group''s name as last seen.';
comment on column support.telegram_chats.is_forum is 'Whether topics are switched on, as last seen.';
comment on column support.telegram_chats.paused_at is 'Since when it is paused.';
comment on column support.telegram_chats.pause_reason is 'What Telegram said.';
comment on column support.telegram_chats.created_at is 'When it was configured.';
comment on column support.telegram_chats.updated_at is 'When it changed last.';

alter table support.telegram_topics
  add column icon text check (char_length(icon) <= 64),
  add column updated_at timestamptz not null default now();
comment on column support.telegram_topics.visitor_id is 'Whose topic it is.';
comment on column support.telegram_topics.chat_id is 'In which group.';
comment on column support.telegram_topics.thread_id is 'Telegram''s id within the group.';
comment on column support.telegram_topics.widget_id is 'Where the visitor wrote when it was made.';
comment on column support.telegram_topics.name is 'Its title.';
comment on column support.telegram_topics.state is 'As Telegram last said.';
comment on column support.telegram_topics.icon is 'The icon that shows the conversation''s state.';
comment on column support.telegram_topics.created_at is 'When it was made.';
comment on column support.telegram_topics.updated_at is 'When it changed last.';

alter table support.telegram_messages
  drop constraint telegram_messages_role_check,
  add constraint telegram_messages_role_check
    check (role in ('message', 'card', 'transcript', 'notice', 'reminder', 'picker'));
comment on column support.telegram_messages.chat_id is 'Group or direct chat.';
comment on column support.telegram_messages.message_id is 'Telegram''s id within the chat.';
comment on column support.telegram_messages.thread_id is 'The topic it is in.';
comment on column support.telegram_messages.direction is 'in: an agent wrote it; out: the bot did.';
comment on column support.telegram_messages.role is 'What it is for: a line of the chat, or something of the bot''s own.';
comment on column support.telegram_messages.part is 'Place among the parts of a split text, from 1.';
comment on column support.telegram_messages.conversation_id is 'The conversation it belongs to.';
comment on column support.telegram_messages.support_message_id is 'The message it carries, if it carries one.';
comment on column support.telegram_messages.created_at is 'When it was recorded.';
comment on column support.telegram_updates.bot_id is 'Which bot got it.';
comment on column support.telegram_updates.update_id is 'Telegram''s id; a repeat has the same.';
comment on column support.telegram_updates.lane is 'What is processed one after the other: the chat, or the topic.';
comment on column support.telegram_updates.update is 'As it came.';
comment on column support.telegram_updates.state is 'pending, done, or dead: given up, kept for the operator.';
comment on column support.telegram_updates.attempts is 'How often a worker took it.';
comment on column support.telegram_updates.not_before is 'Not tried again earlier.';
comment on column support.telegram_updates.leased_until is 'A worker has it until then.';
comment on column support.telegram_updates.error is 'Why the last try failed.';
comment on column support.telegram_updates.created_at is 'When it was stored.';
comment on column support.telegram_updates.settled_at is 'When a worker said how it went.';

alter table support.outbox
  alter column chat_id drop not null,
  drop constraint outbox_kind_check,
  add column channel text not null default 'telegram' check (channel in ('telegram', 'email')),
  add column recipient text check (char_length(recipient) <= 320),
  add column priority smallint not null default 20 check (priority between 0 and 100),
  add column expires_at timestamptz,
  add column sent_parts integer not null default 0,
  add constraint outbox_kind_check check (kind in (
    'visitor_message', 'visitor_edit', 'visitor_deletion', 'visitor_typing', 'visitor_card', 'conversation_state',
    'claim_transcript', 'reminder', 'agent_message', 'agent_notice', 'owner_alert', 'forget_topic',
    'email_transcript', 'email_answer', 'email_offline_request', 'email_invitation'
  )),
  add constraint outbox_address_check check ((channel = 'telegram' and chat_id is not null) or (channel = 'email' and recipient is not null));
drop index support.outbox_one_per_message;
create unique index outbox_one_per_message on support.outbox (message_id) where kind = 'visitor_message';
create index outbox_message_id on support.outbox (message_id);
drop index support.outbox_pending;
create index outbox_pending on support.outbox (lane, priority, id) where state = 'pending';
create index outbox_dead on support.outbox (organization_id, id desc) where state = 'dead';
comment on column support.outbox.id is 'In the order of writing.';
comment on column support.outbox.organization_id is 'Whose delivery it is.';
comment on column support.outbox.lane is 'telegram:<chat_id> or email:<organization_id>; one delivery of a lane at a time.';
comment on column support.outbox.chat_id is 'Where to, in Telegram.';
comment on column support.outbox.kind is 'What to send.';
comment on column support.outbox.conversation_id is 'What it is about; the delivery goes with it.';
comment on column support.outbox.message_id is 'Which message it carries.';
comment on column support.outbox.payload is 'What the kind needs and no table says.';
comment on column support.outbox.state is 'pending, sent, or dead: given up, kept for the operator.';
comment on column support.outbox.attempts is 'How often a worker took it.';
comment on column support.outbox.not_before is 'Not tried earlier.';
comment on column support.outbox.leased_until is 'A worker has it until then.';
comment on column support.outbox.error is 'Why the last try failed.';
comment on column support.outbox.created_at is 'When it was written.';
comment on column support.outbox.settled_at is 'When a worker said how it went.';
comment on column support.outbox.channel is 'telegram or email.';
comment on column support.outbox.recipient is 'Where to, by e-mail.';
comment on column support.outbox.priority is
  'Smaller goes first within a lane: 20 what was said and what happened, 30 cards, 40 reminders and notices, 60 typing.';
comment on column support.outbox.expires_at is 'Worthless after that, and dropped: a typing sign.';
comment on column support.outbox.sent_parts is 'Parts of a long text that Telegram has already; a retry goes on after them.';

create table support.outbox_lanes (
  lane text primary key,
  organization_id uuid not null references support.organizations (id) on delete cascade,
  window_start timestamptz not null default clock_timestamp(),
  sent_in_window integer not null default 0,
  not_before timestamptz not null default now(),
  paused_at timestamptz,
  pause_reason text check (char_length(pause_reason) <= 300),
  alerted_at timestamptz
);
create index outbox_lanes_organization_id on support.outbox_lanes (organization_id);
create index outbox_lanes_paused_at on support.outbox_lanes (paused_at) where paused_at is not null;
comment on table support.outbox_lanes is 'How much a lane may still send, and whether it may send at all.';
comment on column support.outbox_lanes.lane is 'As in outbox.lane.';
comment on column support.outbox_lanes.organization_id is 'Whose lane it is.';
comment on column support.outbox_lanes.window_start is 'Beginning of the budget''s present window.';
comment on column support.outbox_lanes.sent_in_window is 'Sends since then.';
comment on column support.outbox_lanes.not_before is 'Telegram asked for silence until then.';
comment on column support.outbox_lanes.paused_at is 'Since when the bot may not write there; one delivery now and then tries.';
comment on column support.outbox_lanes.pause_reason is 'What Telegram said.';
comment on column support.outbox_lanes.alerted_at is 'When the owner was told.';

comment on column support.rate_limits.key is 'What is counted, for whom. Addresses appear as keyed hashes.';
comment on column support.rate_limits.window_start is 'Beginning of the present window.';
comment on column support.rate_limits.hits is 'Requests since then.';

alter table support.outbox_lanes enable row level security;
revoke all on all tables in schema support from public, anon, authenticated, service_role;
