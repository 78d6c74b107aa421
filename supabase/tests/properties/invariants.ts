/**
 * What is true of the database whenever everybody is quiet, as queries that find what breaks it. `$1` is the organization.
 */
import type { LocalDatabase } from '../../../packages/local/src/database/local-database.ts';
import { MAX_AGENTS, MAX_CONCURRENT_CHATS, MAX_WIDGETS } from './world.ts';

const INVARIANTS: Readonly<Record<string, string>> = {
  'sequences have no gaps and no repeats': `
    select conversation.id, conversation.last_seq, array_agg(message.seq order by message.seq) as seqs
    from support.conversations as conversation left join support.messages as message on message.conversation_id = conversation.id
    where conversation.organization_id = $1::uuid
    group by conversation.id
    having count(message.seq) <> conversation.last_seq or max(message.seq) <> count(message.seq)
      or count(distinct message.seq) <> count(message.seq)`,

  'no revision is used by two messages, and none is ahead of the conversation': `
    select conversation.id, message.revision, count(*)
    from support.messages as message join support.conversations as conversation on conversation.id = message.conversation_id
    where conversation.organization_id = $1::uuid
    group by conversation.id, message.revision having count(*) > 1 or message.revision > conversation.revision`,

  'every revision was announced to the team, and none that was not taken': `
    with announced as (
      select distinct coalesce(sent.payload #>> '{message,conversation_id}', sent.payload #>> '{conversation,id}')::uuid as id,
        coalesce(sent.payload #>> '{message,revision}', sent.payload #>> '{conversation,revision}')::bigint as revision
      from realtime.messages as sent
      where sent.topic = 'support:org:' || $1::uuid::text and sent.event ~ '^(message|conversation|read)\\.'
    )
    select conversation.id, conversation.revision as last, coalesce(taken.revision, announced.revision) as revision,
      announced.revision is not null as is_announced
    from support.conversations as conversation
    cross join lateral (select generate_series(1, conversation.revision) as revision) as taken
    full join announced on announced.id = conversation.id and announced.revision = taken.revision
    where coalesce(conversation.organization_id, $1::uuid) = $1::uuid
      and (announced.revision is null or (taken.revision is null and exists (
        select from support.conversations as known where known.id = announced.id)))`,

  'every revision but those of notes was announced to the visitor': `
    with announced as (
      select distinct coalesce(sent.payload #>> '{message,conversation_id}', sent.payload #>> '{conversation,id}')::uuid as id,
        coalesce(sent.payload #>> '{message,revision}', sent.payload #>> '{conversation,revision}')::bigint as revision
      from realtime.messages as sent where sent.topic like 'support:visitor:%'
    ), notes as (
      select (sent.payload #>> '{message,conversation_id}')::uuid as id, (sent.payload #>> '{message,revision}')::bigint as revision
      from realtime.messages as sent
      where sent.topic = 'support:org:' || $1::uuid::text and (sent.payload ->> 'is_internal')::boolean
    )
    select conversation.id, conversation.revision as last, taken.revision
    from support.conversations as conversation
    cross join lateral (select generate_series(1, conversation.revision) as revision) as taken
    where conversation.organization_id = $1::uuid
      and not exists (select from announced where announced.id = conversation.id and announced.revision = taken.revision)
      and not exists (select from notes where notes.id = conversation.id and notes.revision = taken.revision)`,

  'no note reached a visitor': `
    select sent.payload from realtime.messages as sent join support.messages as message
      on message.id::text = sent.payload #>> '{message,id}'
    where message.organization_id = $1::uuid and message.is_internal and sent.topic like 'support:visitor:%'`,

  'a visitor has one open conversation with a widget': `
    select visitor_id, widget_id, array_agg(number) from support.conversations
    where organization_id = $1::uuid and status in ('queued', 'active') group by visitor_id, widget_id having count(*) > 1`,

  'conversations are numbered without gaps, but for those that are gone': `
    select conversation.number from support.conversations as conversation
    join support.organizations as organization on organization.id = conversation.organization_id
    where organization.id = $1::uuid
    group by conversation.number, organization.last_conversation_number
    having count(*) > 1 or conversation.number > organization.last_conversation_number`,

  'who is active has an agent, who waits has none': `
    select id, status, agent_id from support.conversations
    where organization_id = $1::uuid and ((status = 'queued' and agent_id is not null) or (status = 'active' and agent_id is null))`,

  'the current assignment is the agent of the open conversation': `
    select conversation.id, conversation.status, conversation.agent_id, current.agent_id as assigned
    from support.conversations as conversation
    left join support.conversation_assignments as current on current.conversation_id = conversation.id and current.ended_at is null
    where conversation.organization_id = $1::uuid and current.agent_id is distinct from
      case when conversation.status in ('queued', 'active') then conversation.agent_id end`,

  'assignments of a conversation follow each other': `
    select one.conversation_id, one.id, other.id from support.conversation_assignments as one
    join support.conversation_assignments as other on other.conversation_id = one.conversation_id and other.id > one.id
    where one.organization_id = $1::uuid and (one.ended_at is null or one.ended_at > other.started_at)`,

  'nobody was routed more than they can take': `
    select given.agent_id, given.id, jsonb_agg(to_jsonb(held) order by held.started_at) as held from support.conversation_assignments as given
    join support.conversation_assignments as held on held.agent_id = given.agent_id and held.reason = 'routed'
      and held.started_at <= given.started_at and (held.ended_at is null or held.ended_at > given.started_at)
    where given.organization_id = $1::uuid and given.reason = 'routed'
    group by given.agent_id, given.id having count(held.id) > ${MAX_CONCURRENT_CHATS}`,

  'marks are within the conversation': `
    select id, last_seq, delivered_seq, seen_seq, visitor_read_seq from support.conversations
    where organization_id = $1::uuid and greatest(delivered_seq, seen_seq, visitor_read_seq) > last_seq`,

  'what counts as delivered was delivered': `
    select conversation.id, conversation.delivered_seq, message.seq, job.state, job.error
    from support.conversations as conversation
    join support.messages as message on message.conversation_id = conversation.id and message.seq <= conversation.delivered_seq
    join support.outbox as job on job.message_id = message.id and job.kind = 'visitor_message'
    where conversation.organization_id = $1::uuid and job.state <> 'sent' and message.deleted_at is null`,

  'every visitor message has one delivery': `
    select message.id, count(job.id) from support.messages as message
    left join support.outbox as job on job.message_id = message.id and job.kind = 'visitor_message'
    where message.organization_id = $1::uuid and message.sender_kind = 'visitor'
    group by message.id having count(job.id) <> 1`,

  'messages, files and conversations agree on their visitor': `
    select conversation.id from support.conversations as conversation
    join support.messages as message on message.conversation_id = conversation.id
    where conversation.organization_id = $1::uuid and message.visitor_id <> conversation.visitor_id
    union all
    select conversation.id from support.conversations as conversation
    join support.attachments as attachment on attachment.conversation_id = conversation.id
    where conversation.organization_id = $1::uuid and attachment.visitor_id <> conversation.visitor_id`,

  'a file belongs to a message that is there': `
    select attachment.id from support.attachments as attachment
    left join support.messages as message on message.id = attachment.message_id
    where attachment.organization_id = $1::uuid and attachment.message_id is not null
      and (message.id is null or message.deleted_at is not null or attachment.state <> 'stored')`,

  'what was deleted says nothing any more': `
    select id, body, content from support.messages
    where organization_id = $1::uuid and deleted_at is not null and (body <> '' or content is not null)`,

  'a session has no token that is newer than itself, and no generation is missing': `
    select session.id, session.generation, array_agg(token.generation order by token.generation) from support.sessions as session
    join support.widgets as widget on widget.id = session.widget_id
    left join support.session_refresh_tokens as token on token.session_id = session.id
    where widget.organization_id = $1::uuid group by session.id
    having max(token.generation) is distinct from session.generation or count(distinct token.generation) <> session.generation`,

  'the plan is kept': `
    select widgets.used as widgets, agents.used as agents
    from (select count(*) as used from support.widgets where organization_id = $1::uuid and deleted_at is null) as widgets,
      (select count(*) as used from support.agents where organization_id = $1::uuid and is_active) as agents
    where widgets.used > ${MAX_WIDGETS} or agents.used > ${MAX_AGENTS}`,

  'an inactive agent holds nothing': `
    select agent.id, conversation.id from support.agents as agent
    join support.conversations as conversation on conversation.agent_id = agent.id and conversation.status in ('queued', 'active')
    where agent.organization_id = $1::uuid and not agent.is_active`,

  'an organization has an owner': `
    select $1::uuid as id where not exists (
      select from support.agents where organization_id = $1::uuid and role = 'owner' and is_active)`,

  'who denied has no trail': `
    select visitor.id from support.visitors as visitor join support.visitor_events as event on event.visitor_id = visitor.id
    where visitor.organization_id = $1::uuid and visitor.consent = 'denied'`,

  'nothing is pending for longer than it may be worth anything': `
    select id from support.outbox where organization_id = $1::uuid and state = 'pending' and settled_at is null
      and leased_until > clock_timestamp() + interval '5 minutes'`,
};

/** One line for every invariant that does not hold, with what breaks it. */
export async function findBrokenInvariants(
  database: LocalDatabase,
  organizationId: string,
): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [title, text] of Object.entries(INVARIANTS)) {
    const rows = await database.query(text, [organizationId]);
    if (rows.length > 0) broken.push(`Broken: ${title}. ${rows.length}: ${JSON.stringify(rows.slice(0, 5))}`);
  }
  return broken;
}
