-- Purpose: everything about a person and what was said: identity, consent, trail, feedback, assignments, attachments.
-- Objects: visitor_consents, visitor_events, conversation_assignments, conversation_reads, attachments,
--          storage_deletions; new columns of visitors, sessions, conversations, messages.
-- Undo:    drop the tables and columns named here.

alter table support.visitors
  add column external_id text check (char_length(external_id) between 1 and 255),
  add column phone text check (char_length(phone) <= 40),
  add column avatar_url text check (char_length(avatar_url) <= 2048),
  add column locale text check (char_length(locale) <= 35),
  add column traits jsonb not null default '{}' check (jsonb_typeof(traits) = 'object' and octet_length(traits::text) <= 16384),
  add column consent text not null default 'unknown' check (consent in ('unknown', 'granted', 'denied')),
  add column identified_at timestamptz,
  add column ban_reason text check (char_length(ban_reason) <= 500),
  add column banned_by uuid references support.agents (id) on delete set null,
  add column banned_until timestamptz;
create unique index visitors_external_id on support.visitors (organization_id, external_id) where external_id is not null;
create index visitors_banned_by on support.visitors (banned_by) where banned_by is not null;
create index visitors_last_seen_at on support.visitors (organization_id, last_seen_at desc);
create index visitors_created_at on support.visitors (organization_id, created_at);
comment on column support.visitors.id is 'Random; in the access token and in the Realtime topic.';
comment on column support.visitors.organization_id is 'Whose visitor it is. The same person elsewhere is another visitor.';
comment on column support.visitors.name is 'From the site, the pre-chat form or an agent.';
comment on column support.visitors.email is 'From the site, the pre-chat form or an agent.';
comment on column support.visitors.external_id is 'The site''s own id of an identified visitor.';
comment on column support.visitors.phone is 'As they wrote it.';
comment on column support.visitors.avatar_url is 'From the site.';
comment on column support.visitors.locale is 'BCP 47; the language they read.';
comment on column support.visitors.traits is 'What the site told of them: plan, cart, anything. Shown to agents.';
comment on column support.visitors.consent is 'The last decision; every one of them is in visitor_consents.';
comment on column support.visitors.identified_at is 'When the site first vouched for them; empty while anonymous.';
comment on column support.visitors.banned_at is 'When the team blocked them; empty otherwise.';
comment on column support.visitors.ban_reason is 'For the team only.';
comment on column support.visitors.banned_by is 'Which agent did it.';
comment on column support.visitors.banned_until is 'The ban ends by itself; empty: it stays.';
comment on column support.visitors.created_at is 'First session.';
comment on column support.visitors.last_seen_at is 'Last sign of life.';

create table support.visitor_consents (
  id bigint generated always as identity primary key,
  visitor_id uuid not null references support.visitors (id) on delete cascade,
  widget_id uuid not null references support.widgets (id) on delete cascade,
  decision text not null check (decision in ('granted', 'denied')),
  text_version text check (char_length(text_version) <= 100),
  ip_hash text,
  created_at timestamptz not null default now()
);
create index visitor_consents_visitor_id on support.visitor_consents (visitor_id, id desc);
create index visitor_consents_widget_id on support.visitor_consents (widget_id);
comment on table support.visitor_consents is 'Proof of consent: who decided what, when, and which text they saw.';
comment on column support.visitor_consents.id is 'In the order of decisions.';
comment on column support.visitor_consents.visitor_id is 'Who decided.';
comment on column support.visitor_consents.widget_id is 'Where they were asked.';
comment on column support.visitor_consents.decision is 'What they decided.';
comment on column support.visitor_consents.text_version is 'Names the text they were shown.';
comment on column support.visitor_consents.ip_hash is 'Keyed hash; the address itself is never stored.';
comment on column support.visitor_consents.created_at is 'When they decided.';

create table support.visitor_events (
  id bigint generated always as identity primary key,
  organization_id uuid not null references support.organizations (id) on delete cascade,
  widget_id uuid not null references support.widgets (id) on delete cascade,
  visitor_id uuid not null references support.visitors (id) on delete cascade,
  kind text not null check (kind in ('page_view', 'custom')),
  name text check (char_length(name) between 1 and 100),
  page_url text check (char_length(page_url) <= 2048),
  page_title text check (char_length(page_title) <= 300),
  data jsonb not null default '{}' check (jsonb_typeof(data) = 'object' and octet_length(data::text) <= 4096),
  created_at timestamptz not null default clock_timestamp(),
  check ((kind = 'custom') = (name is not null))
);
create index visitor_events_visitor_id on support.visitor_events (visitor_id, id desc);
create index visitor_events_widget_id on support.visitor_events (widget_id, created_at);
create index visitor_events_organization_id on support.visitor_events (organization_id, created_at);
comment on table support.visitor_events is 'The trail: pages seen and things done, after consent only.';
comment on column support.visitor_events.id is 'In the order of arrival.';
comment on column support.visitor_events.organization_id is 'Whose data it is; retention goes by it.';
comment on column support.visitor_events.widget_id is 'Where it happened.';
comment on column support.visitor_events.visitor_id is 'Who did it.';
comment on column support.visitor_events.kind is 'page_view, or custom with a name.';
comment on column support.visitor_events.name is 'The name of a custom event.';
comment on column support.visitor_events.page_url is 'Where they were.';
comment on column support.visitor_events.page_title is 'What the page calls itself.';
comment on column support.visitor_events.data is 'What the site added.';
comment on column support.visitor_events.created_at is 'When it reached the server.';

alter table support.sessions
  add column origin text check (char_length(origin) <= 300),
  add column user_agent text check (char_length(user_agent) <= 400),
  add column identified_at timestamptz;
comment on column support.sessions.id is 'Random; in the access token.';
comment on column support.sessions.visitor_id is 'Whose credential it is; changes when the visitor is identified.';
comment on column support.sessions.widget_id is 'A session works with one widget.';
comment on column support.sessions.created_at is 'When it was made.';
comment on column support.sessions.refreshed_at is 'Last use of a refresh token.';
comment on column support.sessions.expires_at is '30 days after the last refresh.';
comment on column support.sessions.revoked_at is 'Ended before its time.';
comment on column support.sessions.revoked_reason is 'Why: reuse of a token, logout, a ban, an admin.';
comment on column support.sessions.origin is 'The page''s origin when it was made.';
comment on column support.sessions.user_agent is 'The browser as it calls itself.';
comment on column support.sessions.identified_at is 'When the site vouched for whoever uses it.';
comment on column support.session_refresh_tokens.token_hash is 'SHA-256 in hex; the token itself is never stored.';
comment on column support.session_refresh_tokens.session_id is 'The session it renews.';
comment on column support.session_refresh_tokens.generation is 'Compared with the session''s: equal or one less is good.';
comment on column support.session_refresh_tokens.created_at is 'When it was handed out.';

alter table support.conversations
  add column subject text check (char_length(subject) <= 200),
  add column category text check (char_length(category) <= 100),
  add column priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  add column tags text[] not null default '{}' check (cardinality(tags) <= 50),
  add column required_skills text[] not null default '{}' check (cardinality(required_skills) <= 50),
  add column prechat jsonb not null default '{}' check (jsonb_typeof(prechat) = 'object' and octet_length(prechat::text) <= 16384),
  add column is_offline boolean not null default false,
  add column queued_at timestamptz not null default now(),
  add column waiting_since timestamptz,
  add column last_message_at timestamptz,
  add column snoozed_until timestamptz,
  add column escalated_at timestamptz,
  add column escalations integer not null default 0,
  add column reopened_count integer not null default 0,
  add column ended_by text check (ended_by in ('visitor', 'agent', 'system')),
  add column emailed_seq bigint not null default 0,
  add column rating smallint check (rating between 1 and 5),
  add column rating_comment text check (char_length(rating_comment) <= 2000),
  add column nps smallint check (nps between 0 and 10),
  add column rated_at timestamptz,
  add column wait_seconds integer
    generated always as (greatest(0, extract(epoch from claimed_at - queued_at))::integer) stored,
  add column first_response_seconds integer
    generated always as (greatest(0, extract(epoch from first_response_at - created_at))::integer) stored,
  add column resolution_seconds integer
    generated always as (greatest(0, extract(epoch from closed_at - created_at))::integer) stored;
update support.conversations set queued_at = created_at where true;
create index conversations_open on support.conversations (organization_id, status, waiting_since)
  where status in ('queued', 'active');
create index conversations_updated_at on support.conversations (organization_id, updated_at desc);
create index conversations_created_at on support.conversations (widget_id, created_at);
create index conversations_closed_at on support.conversations (organization_id, closed_at) where closed_at is not null;
create index conversations_escalation on support.conversations (queued_at) where status = 'queued' and escalated_at is null;
drop index support.conversations_widget_id;
comment on column support.conversations.id is 'Random.';
comment on column support.conversations.organization_id is 'Whose conversation it is.';
comment on column support.conversations.widget_id is 'Where it began.';
comment on column support.conversations.visitor_id is 'Who asked.';
comment on column support.conversations.department_id is 'Who is asked; empty: anybody.';
comment on column support.conversations.agent_id is 'Who answers; empty while it waits in the queue.';
comment on column support.conversations.number is 'What people call it: #1024. Counts up per organization.';
comment on column support.conversations.channel is 'How the visitor writes.';
comment on column support.conversations.status is
  'queued: nobody has it; active: an agent has it; resolved: done, writing again opens it; closed: ended for good.';
comment on column support.conversations.visitor_read_seq is 'Newest message the visitor has read.';
comment on column support.conversations.context is 'Where the visitor was when they wrote last: page_url, page_title, referrer and the like.';
comment on column support.conversations.created_at is 'When it began.';
comment on column support.conversations.updated_at is 'Last change that anybody can see.';
comment on column support.conversations.claimed_at is 'When the present agent got it.';
comment on column support.conversations.first_response_at is 'First answer of an agent; notes do not count.';
comment on column support.conversations.closed_at is 'When it was resolved or closed; empty while it is open.';
comment on column support.conversations.subject is 'In a few words; from the form or an agent.';
comment on column support.conversations.category is 'Chosen in the pre-chat form.';
comment on column support.conversations.priority is 'Urgent ones are given out first.';
comment on column support.conversations.tags is 'The team''s labels.';
comment on column support.conversations.required_skills is 'What its agent should be able to do; the department''s are added.';
comment on column support.conversations.prechat is 'What the visitor filled in before the first message.';
comment on column support.conversations.is_offline is 'It came outside working hours or with nobody there.';
comment on column support.conversations.queued_at is 'Since when it waits for an agent, or waited.';
comment on column support.conversations.waiting_since is 'Oldest visitor message without an answer; empty when it is the visitor''s turn.';
comment on column support.conversations.last_message_at is 'Newest message that is no note.';
comment on column support.conversations.snoozed_until is 'Out of sight until then, or until the visitor writes.';
comment on column support.conversations.escalated_at is 'When the team was last reminded that nobody has it.';
comment on column support.conversations.escalations is 'How often.';
comment on column support.conversations.reopened_count is 'How often it was opened again.';
comment on column support.conversations.ended_by is 'Whose side ended it.';
comment on column support.conversations.emailed_seq is 'Newest answer that an e-mail told the absent visitor about.';
comment on column support.conversations.rating is '1 to 5 stars.';
comment on column support.conversations.rating_comment is 'What they said with the stars.';
comment on column support.conversations.nps is '0 to 10: would they recommend us.';
comment on column support.conversations.rated_at is 'When they rated last.';
comment on column support.conversations.wait_seconds is 'In the queue until the present agent got it.';
comment on column support.conversations.first_response_seconds is 'From the beginning to the first answer.';
comment on column support.conversations.resolution_seconds is 'From the beginning to the end.';

create table support.conversation_assignments (
  id bigint generated always as identity primary key,
  organization_id uuid not null references support.organizations (id) on delete cascade,
  conversation_id uuid not null references support.conversations (id) on delete cascade,
  agent_id uuid not null references support.agents (id) on delete cascade,
  reason text not null check (reason in ('claimed', 'answered', 'routed', 'assigned', 'transferred')),
  assigned_by uuid references support.agents (id) on delete set null,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  ended_reason text check (ended_reason in ('passed', 'unassigned', 'transferred', 'ended')),
  check ((ended_at is null) = (ended_reason is null))
);
create unique index conversation_assignments_current on support.conversation_assignments (conversation_id)
  where ended_at is null;
create index conversation_assignments_conversation_id on support.conversation_assignments (conversation_id, id);
create index conversation_assignments_agent_id on support.conversation_assignments (agent_id, started_at desc);
create index conversation_assignments_assigned_by on support.conversation_assignments (assigned_by);
create index conversation_assignments_organization_id on support.conversation_assignments (organization_id, started_at desc);
comment on table support.conversation_assignments is
  'Who had a conversation and when, written by a trigger on the conversation. At most one is current.';
comment on column support.conversation_assignments.id is 'In the order of assignments.';
comment on column support.conversation_assignments.organization_id is 'Whose it is.';
comment on column support.conversation_assignments.conversation_id is 'What was assigned.';
comment on column support.conversation_assignments.agent_id is 'To whom.';
comment on column support.conversation_assignments.reason is
  'claimed by themselves, by answering, routed by load, assigned by somebody, or transferred.';
comment on column support.conversation_assignments.assigned_by is 'The agent behind assigned and transferred.';
comment on column support.conversation_assignments.started_at is 'When they got it.';
comment on column support.conversation_assignments.ended_at is 'When they no longer had it, or it ended.';
comment on column support.conversation_assignments.ended_reason is 'Why they no longer had it.';

create table support.conversation_reads (
  agent_id uuid not null references support.agents (id) on delete cascade,
  conversation_id uuid not null references support.conversations (id) on delete cascade,
  seq bigint not null check (seq >= 0),
  primary key (agent_id, conversation_id)
);
create index conversation_reads_conversation_id on support.conversation_reads (conversation_id);
comment on table support.conversation_reads is 'How far each agent has read in the web inbox.';
comment on column support.conversation_reads.agent_id is 'Who read.';
comment on column support.conversation_reads.conversation_id is 'What.';
comment on column support.conversation_reads.seq is 'Newest message they have seen.';

alter table support.messages
  drop constraint messages_type_check,
  add constraint messages_type_check check (type in ('text', 'file', 'image', 'card', 'form')),
  add column content jsonb check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 32768),
  add column reply_to_seq bigint check (reply_to_seq > 0 and reply_to_seq < seq),
  add column deleted_by text check (deleted_by in ('visitor', 'agent', 'system'));
create index messages_created_at on support.messages (organization_id, created_at);
drop index support.messages_organization_id;
comment on column support.messages.conversation_id is 'Where it was said.';
comment on column support.messages.seq is '1, 2, 3, … without a gap.';
comment on column support.messages.id is 'Random, made by whoever wrote it, so that a repeat is recognised.';
comment on column support.messages.organization_id is 'Copied from the conversation, for policies without joins.';
comment on column support.messages.visitor_id is 'Copied from the conversation, for policies without joins.';
comment on column support.messages.agent_id is 'Which agent wrote it.';
comment on column support.messages.revision is 'The conversation''s revision at its last change.';
comment on column support.messages.sender_kind is 'visitor, agent, bot, or system: the chat itself.';
comment on column support.messages.type is 'What it is; body is the fallback in words for all of them.';
comment on column support.messages.body is 'Plain text; empty once deleted.';
comment on column support.messages.created_at is 'When the server stored it.';
comment on column support.messages.edited_at is 'Last edit.';
comment on column support.messages.deleted_at is 'When it was taken back; text and content are gone then.';
comment on column support.messages.content is
  'What type needs: a card''s fields and buttons, a form''s fields, quick replies, formatting, or a system event and its data.';
comment on column support.messages.reply_to_seq is 'The quoted message of the same conversation. Messages are never removed one by one.';
comment on column support.messages.deleted_by is 'Who took it back.';

create table support.attachments (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references support.organizations (id) on delete cascade,
  widget_id uuid not null references support.widgets (id) on delete cascade,
  visitor_id uuid not null references support.visitors (id) on delete cascade,
  conversation_id uuid references support.conversations (id) on delete cascade,
  -- Deferred: a file points to its message before the message is inserted, because inserting announces it with its files.
  message_id uuid references support.messages (id) on delete cascade deferrable initially deferred,
  uploaded_by text not null check (uploaded_by in ('visitor', 'agent')),
  agent_id uuid references support.agents (id) on delete set null,
  position smallint not null default 0,
  path text not null unique check (char_length(path) between 1 and 500),
  name text not null check (char_length(name) between 1 and 255),
  media_type text not null check (media_type ~ '^[a-z0-9.+-]+/[a-z0-9.+-]+$'),
  byte_size bigint not null check (byte_size > 0),
  state text not null default 'pending' check (state in ('pending', 'stored', 'refused')),
  refusal text check (char_length(refusal) <= 200),
  width integer check (width > 0),
  height integer check (height > 0),
  duration_seconds numeric check (duration_seconds >= 0),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  telegram_file_id text check (char_length(telegram_file_id) <= 300),
  created_at timestamptz not null default now(),
  stored_at timestamptz,
  check (message_id is null or state = 'stored')
);
create index attachments_organization_id on support.attachments (organization_id);
create index attachments_widget_id on support.attachments (widget_id);
create index attachments_visitor_id on support.attachments (visitor_id, created_at);
create index attachments_conversation_id on support.attachments (conversation_id);
create index attachments_message_id on support.attachments (message_id, position);
create index attachments_agent_id on support.attachments (agent_id) where agent_id is not null;
create index attachments_orphans on support.attachments (created_at) where message_id is null;
comment on table support.attachments is
  'A file in the private bucket. pending until its bytes were looked at; without a message after a day it is an orphan and removed.';
comment on column support.attachments.id is 'Random.';
comment on column support.attachments.organization_id is 'Whose file it is.';
comment on column support.attachments.widget_id is 'Whose limits applied.';
comment on column support.attachments.visitor_id is 'Whose conversation it belongs to.';
comment on column support.attachments.conversation_id is 'Where it was sent; empty before that.';
comment on column support.attachments.message_id is 'With which message; empty before that.';
comment on column support.attachments.uploaded_by is 'Whose side sent it.';
comment on column support.attachments.agent_id is 'Which agent sent it.';
comment on column support.attachments.position is 'Order within the message.';
comment on column support.attachments.path is 'Place in the bucket: organization/attachment, nothing that names a person.';
comment on column support.attachments.name is 'What the sender calls it; shown, never used as a path.';
comment on column support.attachments.media_type is 'What its first bytes say once it is stored; before that what the sender says.';
comment on column support.attachments.byte_size is 'In bytes.';
comment on column support.attachments.state is 'pending: announced; stored: there and checked; refused: there or not, never shown.';
comment on column support.attachments.refusal is 'Why it was refused.';
comment on column support.attachments.width is 'Pixels, for pictures and video.';
comment on column support.attachments.height is 'Pixels, for pictures and video.';
comment on column support.attachments.duration_seconds is 'For sound and video.';
comment on column support.attachments.sha256 is 'Of the bytes, in hex.';
comment on column support.attachments.telegram_file_id is 'So that Telegram gets its bytes once.';
comment on column support.attachments.created_at is 'When it was announced.';
comment on column support.attachments.stored_at is 'When its bytes were there and checked.';

create table support.storage_deletions (
  path text primary key,
  requested_at timestamptz not null default now(),
  attempts integer not null default 0,
  not_before timestamptz not null default now(),
  leased_until timestamptz,
  error text
);
create index storage_deletions_not_before on support.storage_deletions (not_before);
comment on table support.storage_deletions is
  'Files whose attachment is gone, whatever removed it; the server deletes them through the Storage API and then the row.';
comment on column support.storage_deletions.path is 'Place in the bucket; names no person.';
comment on column support.storage_deletions.requested_at is 'When its attachment went.';
comment on column support.storage_deletions.attempts is 'How often it was tried.';
comment on column support.storage_deletions.not_before is 'Not tried again earlier.';
comment on column support.storage_deletions.leased_until is 'A worker has it until then.';
comment on column support.storage_deletions.error is 'Why the last try failed.';

alter table support.visitor_consents enable row level security;
alter table support.visitor_events enable row level security;
alter table support.conversation_assignments enable row level security;
alter table support.conversation_reads enable row level security;
alter table support.attachments enable row level security;
alter table support.storage_deletions enable row level security;
revoke all on all tables in schema support from public, anon, authenticated, service_role;
