/**
 * Says that the agent is there: twice a minute while the page can be seen, once a minute while it cannot, `away` when there
 * was no sign of life in it for five minutes, and `offline` as it goes. What agents say of themselves stands beside that and
 * wins. Each tab is a connection of its own, and one with somebody in it is enough; one that is not heard of any more expires
 * by itself.
 */
import type { PageSignals } from '../connection/page-signals.ts';
import type { ChatLogger } from '../lib/logger.ts';
import type { Timers } from '../lib/timers.ts';
import type { WirePresenceRequest, WirePresenceResponse } from '../protocol/agent/presence.ts';
import type { AgentSession } from './agent-session.ts';
import type { AgentStore } from './agent-store.ts';
import type { SignsOfLife } from './signs-of-life.ts';
import { toPresence } from './wire/team.ts';
import { fieldsOf } from './wire/read-value.ts';

export interface PresenceOptions {
  readonly session: Pick<AgentSession, 'call' | 'callLast'>;
  readonly store: AgentStore;
  readonly page: PageSignals;
  /** Null: nobody could be seen, so that only a hidden page is a quiet one. */
  readonly signsOfLife: SignsOfLife | null;
  readonly timers: Timers;
  readonly connectionId: string;
  readonly logger: ChatLogger;
}

const VISIBLE_BEAT_MS = 30_000;
/** Browsers run timers of hidden pages once a minute. */
const HIDDEN_BEAT_MS = 60_000;
/** Longer than it takes to read a conversation and think about it; shorter than a visitor waits for somebody who has gone. */
const AWAY_AFTER_MS = 5 * 60_000;
/** A lost beat, and a late one, are no reason to be gone. */
const TTL_SECONDS = 150;

type Status = WirePresenceRequest['status'];

export function createAgentPresence({
  session,
  store,
  page,
  signsOfLife,
  timers,
  connectionId,
  logger,
}: PresenceOptions) {
  let state: 'stopped' | 'beating' = 'stopped';
  let isHidden = !page.isVisible();
  /** The last sign of life, and a hand has shown or hidden the page, too; null while nothing could tell that they have gone. */
  let seenAt: number | null = null;
  let cancel = (): void => {};
  /** An answer that was overtaken by a later call says nothing. */
  let order = 0;

  const noteLife = (): void => {
    seenAt = signsOfLife === null && !isHidden ? null : timers.now();
  };
  noteLife();

  const status = (): Status => (seenAt !== null && timers.now() - seenAt >= AWAY_AFTER_MS ? 'away' : 'online');

  const say = async (
    change: Pick<WirePresenceRequest, 'presence'> & { snoozed_until?: string | undefined },
  ): Promise<void> => {
    const own = ++order;
    const body = { connection_id: connectionId, status: status(), ttl_seconds: TTL_SECONDS, ...change };
    const answer = fieldsOf<WirePresenceResponse>(await session.call('agent/presence', { body }));
    const presence = toPresence(answer.agent);
    if (presence && own === order) store.change({ presence });
  };

  const beat = (): void => {
    cancel();
    if (state === 'stopped') return;
    cancel = timers.after(isHidden ? HIDDEN_BEAT_MS : VISIBLE_BEAT_MS, beat);
    say({}).catch((error: unknown) => logger('debug', 'A heartbeat was not heard.', error));
  };

  const leave = (): void =>
    session.callLast('agent/presence', { body: { connection_id: connectionId, status: 'offline' } });

  const stopSignals = page.subscribe((signal) => {
    if (signal === 'online' || signal === 'offline') return;
    const wasHidden = isHidden;
    isHidden = signal !== 'visible';
    if (!wasHidden || !isHidden) noteLife();
    if (state === 'stopped') return;
    if (signal === 'leaving') {
      cancel();
      leave();
    } else if (signal === 'visible') beat();
  });

  const stopSigns = signsOfLife?.subscribe(() => {
    const wasAway = status() === 'away';
    noteLife();
    if (wasAway) beat();
  });

  return {
    start(): void {
      if (state === 'beating') return;
      state = 'beating';
      beat();
    },

    /** Nobody is signed in any more: nothing is said. */
    pause(): void {
      state = 'stopped';
      cancel();
    },

    /** What the agent says of themselves. @throws {ChatError} */
    setPresence(choice: 'auto' | 'away', until?: number): Promise<void> {
      noteLife();
      return say({ presence: choice, snoozed_until: until === undefined ? undefined : new Date(until).toISOString() });
    },

    stop(): void {
      if (state === 'beating') leave();
      state = 'stopped';
      cancel();
      stopSignals();
      stopSigns?.();
    },
  };
}
