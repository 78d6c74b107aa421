import type { OutboxSettlement } from '../../src/db/outbox-db.ts';
import type {
  BridgeDb,
  BridgeDeps,
  BridgeJob,
  Conversation,
  DeliveryContext,
  JobOf,
} from '../../src/telegram/bridge-deps.ts';
import { RecordingLogger } from '../fake-deps.ts';
import { ScriptedApi } from './scripted-api.ts';

export const FORUM = -1_001_000_000_001;
export const GROUP = -1_001_000_000_002;
export const MIKA = 2_000_001;
export const CONVERSATION_ID = '40000000-0000-4000-8000-000000000001';
export const AGENT_ID = '50000000-0000-4000-8000-000000000001';
export const BOT = { id: 1_000_001, username: 'harbor_support_bot' } as const;

export const mikaAgent = { id: AGENT_ID, name: 'Mika', telegram_user_id: MIKA };

export function conversation(fields: Partial<Conversation> = {}): Conversation {
  return {
    id: CONVERSATION_ID,
    number: 1024,
    status: 'queued',
    organization_id: '20000000-0000-4000-8000-000000000001',
    visitor_id: '60000000-0000-4000-8000-000000000001',
    visitor_name: 'Ana',
    last_seq: 1,
    revision: 1,
    agent: null,
    ...fields,
  };
}

export function context(fields: Partial<DeliveryContext> = {}): DeliveryContext {
  return {
    mode: 'topics',
    group_chat_id: FORUM,
    organization_id: '20000000-0000-4000-8000-000000000001',
    widget_id: '30000000-0000-4000-8000-000000000001',
    widget_name: 'Shop',
    visitor: {
      id: '60000000-0000-4000-8000-000000000001',
      name: 'Ana',
      email: null,
      language: null,
      time_zone: null,
      page_url: null,
      page_title: null,
      referrer: null,
      country: null,
    },
    conversation: conversation(),
    message: { id: '70000000-0000-4000-8000-000000000001', seq: 1, text: 'Hello?', deleted_at: null, edited_at: null },
    topic: null,
    card: null,
    tail: [],
    past_conversations: 0,
    ...fields,
  };
}

let nextJobId = 1;

export function visitorMessage(
  fields: Partial<DeliveryContext> = {},
  chatId: number = FORUM,
): JobOf<'visitor_message'> {
  const delivery = context(fields);
  return {
    id: String(nextJobId++),
    lane: `telegram:${String(chatId)}`,
    kind: 'visitor_message',
    chat_id: chatId,
    attempts: 1,
    payload: { conversation_id: delivery.conversation.id, message_id: delivery.message?.id ?? '' },
    context: delivery,
  };
}

export function conversationState(
  state: JobOf<'conversation_state'>['payload']['state'],
  fields: Partial<DeliveryContext> = {},
  chatId: number = FORUM,
): JobOf<'conversation_state'> {
  const base = visitorMessage({ message: null, ...fields }, chatId);
  return {
    ...base,
    kind: 'conversation_state',
    payload: { conversation_id: CONVERSATION_ID, state, agent_name: 'Mika' },
  };
}

export function claimTranscript(fields: Partial<DeliveryContext> = {}): JobOf<'claim_transcript'> {
  const base = visitorMessage(
    {
      mode: 'claims',
      group_chat_id: GROUP,
      message: null,
      conversation: conversation({ agent: mikaAgent, status: 'active' }),
      ...fields,
    },
    MIKA,
  );
  return { ...base, kind: 'claim_transcript', payload: { conversation_id: CONVERSATION_ID, agent_id: AGENT_ID } };
}

/** Any other kind, built on a visitor's message. */
export function jobOf<Kind extends BridgeJob['kind']>(
  kind: Kind,
  payload: JobOf<Kind>['payload'],
  fields: Partial<DeliveryContext> = {},
  chatId: number = FORUM,
): JobOf<Kind> {
  return { ...visitorMessage(fields, chatId), kind, payload } as unknown as JobOf<Kind>;
}

export interface DbCall {
  readonly method: keyof BridgeDb;
  readonly args: unknown;
}

/**
 * A database that writes down what it is asked and knows only the outbox: lanes, their heads, leases and settlements, on
 * the test's clock. Every other method answers with what the test has put into `answers`, else with nothing.
 */
export class FakeBridgeDb {
  readonly calls: DbCall[] = [];
  readonly settlements: OutboxSettlement[] = [];
  readonly answers: Partial<Record<keyof BridgeDb, unknown>> = { findTelegramRoute: { kind: 'none' } };
  /** False: a job that fails is given up at once, as if it had failed for a day. */
  isPatient = true;
  readonly #clock: () => number;
  readonly #queue: { job: BridgeJob; dueAt: number; isLeased: boolean }[] = [];

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  enqueue(...jobs: readonly BridgeJob[]): void {
    for (const job of jobs) this.#queue.push({ job: { ...job, attempts: 0 }, dueAt: 0, isLeased: false });
  }

  callsOf(method: keyof BridgeDb): readonly unknown[] {
    return this.calls.filter((call) => call.method === method).map(({ args }) => args);
  }

  get pending(): number {
    return this.#queue.length;
  }

  asDb(): BridgeDb {
    return new Proxy({} as BridgeDb, {
      get: (_target, name) => (args: never) => this.#answer(name as keyof BridgeDb, args),
    });
  }

  async #answer(method: keyof BridgeDb, args: unknown): Promise<unknown> {
    this.calls.push({ method, args });
    if (method === 'leaseOutbox') return this.#lease(args as { limit: number; lane?: string });
    if (method === 'settleOutbox') return this.#settle(args as OutboxSettlement);
    if (method === 'renewLease' && this.answers.renewLease === undefined) return { renewed: true };
    const answer = this.answers[method];
    if (answer instanceof Error) throw answer;
    return typeof answer === 'function' ? (answer as (given: unknown) => unknown)(args) : (answer ?? null);
  }

  #lease({ limit, lane }: { limit: number; lane?: string }): readonly BridgeJob[] {
    const seen = new Set<string>();
    const heads = this.#queue.filter(({ job }) => !seen.has(job.lane) && seen.add(job.lane));
    const due = heads
      .filter(
        ({ job, dueAt, isLeased }) => !isLeased && dueAt <= this.#clock() && (lane === undefined || job.lane === lane),
      )
      .slice(0, limit);
    for (const entry of due) {
      entry.isLeased = true;
      entry.job = { ...entry.job, attempts: entry.job.attempts + 1 };
    }
    return due.map(({ job }) => job);
  }

  #settle(settlement: OutboxSettlement): { state: string } {
    this.settlements.push(settlement);
    const index = this.#queue.findIndex(({ job }) => job.id === settlement.id);
    const entry = this.#queue[index];
    if (entry === undefined) return { state: 'sent' };
    const hasFailed = settlement.outcome === 'dead' || (settlement.outcome === 'retry' && !this.isPatient);
    if (settlement.outcome !== 'sent' && !hasFailed) {
      entry.isLeased = false;
      const pauseSeconds = settlement.outcome === 'paused' ? 60 : (settlement.retrySeconds ?? 0);
      entry.dueAt = this.#clock() + pauseSeconds * 1_000;
      return { state: 'pending' };
    }
    this.#queue.splice(index, 1);
    return { state: hasFailed ? 'dead' : 'sent' };
  }
}

export interface FakeBridge {
  readonly deps: BridgeDeps;
  readonly api: ScriptedApi;
  readonly db: FakeBridgeDb;
  readonly logger: RecordingLogger;
  /** How long each sleep was, in milliseconds; sleeping moves the clock. */
  readonly sleeps: readonly number[];
  advance(milliseconds: number): void;
}

export function createFakeBridge(): FakeBridge {
  let now = Date.parse('2026-11-21T10:00:00Z');
  const sleeps: number[] = [];
  const api = new ScriptedApi();
  const db = new FakeBridgeDb(() => now);
  const logger = new RecordingLogger();
  return {
    api,
    db,
    logger,
    sleeps,
    advance: (milliseconds) => void (now += milliseconds),
    deps: {
      db: db.asDb(),
      api,
      bot: BOT,
      clock: () => now,
      random: () => 0,
      sleep: async (milliseconds) => {
        sleeps.push(milliseconds);
        now += milliseconds;
      },
      logger,
      answeredAlbums: new Set(),
      readMarks: new Map(),
      memberships: new Map(),
    },
  };
}

/** What a delivery knows of a conversation whose topic is open and has its card. */
export const openTopic = {
  topic: { chat_id: FORUM, thread_id: 50, state: 'open' },
  card: { chat_id: FORUM, message_id: 51 },
} as const;

/** What a delivery knows of a conversation that Mika has claimed. */
export const claimed = {
  mode: 'claims',
  group_chat_id: GROUP,
  conversation: conversation({ agent: mikaAgent, status: 'active' }),
  card: { chat_id: GROUP, message_id: 9 },
} as const;
