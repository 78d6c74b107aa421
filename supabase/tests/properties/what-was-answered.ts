/** What everybody was told, held against the database and against each other. */
import type { LocalDatabase } from '../../../packages/local/src/database/local-database.ts';
import type { Lease, Refresh, World } from './world.ts';

export async function findBrokenPromises(database: LocalDatabase, world: World): Promise<readonly string[]> {
  return [
    ...world.surprises,
    ...findReuse(world.refreshes),
    ...(await findSharedLeases(database, world.leases)),
    ...(await findLostMessages(database, world)),
    ...(await findUnevenClaims(database, world)),
  ];
}

/** A session in which an old token was used is over: nothing is refreshed in it that was asked for later. */
function findReuse(refreshes: readonly Refresh[]): readonly string[] {
  return refreshes
    .filter(({ outcome }) => outcome === 'reused')
    .flatMap((reuse) =>
      refreshes.filter(
        (later) =>
          later.sessionId === reuse.sessionId && later.askedAt > reuse.answeredAt && later.outcome === 'refreshed',
      ),
    )
    .map(({ sessionId }) => `Session ${sessionId} was refreshed after an old token had been used in it.`);
}

/** Two deliveries of a lane, or one delivery twice, in the hands of two workers at a time. */
async function findSharedLeases(database: LocalDatabase, leases: readonly Lease[]): Promise<readonly string[]> {
  // What was deleted or taken back meanwhile holds its lane no longer, although its worker does not know yet.
  const rows = await database.query<{ id: string }>(
    `select id::text, kind, state, error, lane, attempts, leased_until, not_before, settled_at from support.outbox
     where id = any ($1) and error is distinct from 'unsent' and error is distinct from 'expired'`,
    [leases.map(({ id }) => id)],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return leases
    .filter(({ id }) => known.has(id))
    .flatMap((held) =>
      leases
        .filter(
          (other) =>
            other !== held &&
            other.lane === held.lane &&
            other.gotAt >= held.gotAt &&
            other.askedAt >= held.askedAt &&
            other.gotAt < endOf(held, leases),
        )
        .map(
          (other) =>
            `Lane ${held.lane}: ${held.id} was leased, and then ${other.id}. ` +
            JSON.stringify([held, known.get(held.id), other, known.get(other.id)]),
        ),
    );
}

/**
 * The first moment at which a lane may be free again: its lease runs out, its worker says how it went, or one does that
 * had the same delivery before and was slower than its lease.
 */
function endOf(held: Lease, leases: readonly Lease[]): number {
  const releases = leases
    .filter(({ id, settledAt = Infinity }) => id === held.id && settledAt > held.askedAt)
    .map(({ releasedAt = Infinity }) => Math.max(releasedAt, held.askedAt));
  return Math.min(held.askedAt + held.leaseMs, ...releases);
}

/** What was answered is stored, unless its conversation was erased. */
async function findLostMessages(database: LocalDatabase, { posted }: World): Promise<readonly string[]> {
  const rows = await database.query<{ id: string; conversation_id: string; seq: string }>(
    'select id, conversation_id, seq from support.messages where id = any ($1)',
    [[...posted.keys()]],
  );
  const conversations = await database.query<{ id: string }>(
    'select id from support.conversations where id = any ($1)',
    [[...new Set([...posted.values()].map(({ conversationId }) => conversationId))]],
  );
  const open = new Set(conversations.map(({ id }) => id));
  const stored = new Map(rows.map(({ id, conversation_id, seq }) => [id, `${conversation_id} ${seq}`]));
  return [...posted]
    .filter(
      ([id, { conversationId, seq }]) => open.has(conversationId) && stored.get(id) !== `${conversationId} ${seq}`,
    )
    .map(
      ([id]) => `Message ${id} was answered as ${JSON.stringify(posted.get(id))} and is ${stored.get(id) ?? 'gone'}.`,
    );
}

/** Exactly one winner of each claim: as many answers said "claimed" as there are records of a claim. */
async function findUnevenClaims(
  database: LocalDatabase,
  { claims, organizationId }: World,
): Promise<readonly string[]> {
  const rows = await database.query<{ conversation_id: string; agent_id: string; claims: number }>(
    `select conversation_id, agent_id, count(*)::int as claims from support.conversation_assignments
     where organization_id = $1 and reason = 'claimed' group by conversation_id, agent_id`,
    [organizationId],
  );
  const open = await database.query<{ id: string }>('select id from support.conversations where organization_id = $1', [
    organizationId,
  ]);
  const recorded = new Map(rows.map((row) => [`${row.conversation_id} ${row.agent_id}`, row.claims]));
  const told = new Map<string, number>();
  const known = new Set(open.map(({ id }) => id));
  for (const { conversationId, agentId } of claims.filter((claim) => known.has(claim.conversationId))) {
    const key = `${conversationId} ${agentId}`;
    told.set(key, (told.get(key) ?? 0) + 1);
  }
  return [...new Set([...recorded.keys(), ...told.keys()])]
    .filter((key) => recorded.get(key) !== told.get(key))
    .map((key) => `Claims of ${key}: ${told.get(key) ?? 0} were won, ${recorded.get(key) ?? 0} are recorded.`);
}
