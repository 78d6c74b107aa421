/**
 * The whole way of a message on a clock that the test moves: the real SQL functions, the bridge with its webhook, and the
 * simulated Telegram with its limits. Hours pass in seconds: the simulator's clock is pushed, the bridge reads it, and what
 * the database waits for is moved closer by as much. The bridge can be killed at any moment and started anew.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import {
  seedSupportWorkspace,
  SUPPORT_WORKSPACE,
} from '../../../local/src/telegram/simulator/seed-support-workspace.ts';
import {
  createTelegramSimulator,
  type TelegramSimulator,
} from '../../../local/src/telegram/simulator/telegram-simulator.ts';
import { createChatDb, type ChatDb } from '../../src/db/chat-db.ts';
import type { DatabaseCaller } from '../../src/db/database-caller.ts';
import { createSqlCaller } from '../../src/db/sql-caller.ts';
import {
  ALLOWED_UPDATES,
  createTelegramApi,
  createTelegramBridge,
  createTelegramWebhook,
} from '../../src/telegram/index.ts';
import { RecordingLogger } from '../fake-deps.ts';

const SECRET = 'a-secret-for-the-webhook';
const ORGANIZATION = '20000000-0000-4000-8000-000000000001';
const WIDGET = '30000000-0000-4000-8000-000000000001';

/**
 * What happens to a call. `lost`: it takes effect, and nobody learns of it. `crash`: so, and the bridge dies with it.
 * `vanished`: it takes no effect, which looks the same to the bridge as `lost`.
 */
export type CallFate = 'through' | 'lost' | 'crash' | 'vanished' | 'server error' | 'flood control';

/** A message that Telegram has taken. */
export interface TakenMessage {
  readonly chatId: number;
  readonly messageId: number;
  readonly text: string;
  /** On the stage's clock. */
  readonly at: number;
  /** False: the bridge did not learn that it was taken. */
  isKnown: boolean;
}

export interface VirtualStageOptions {
  /** Default: every call gets through. `params` is the call's body. */
  readonly fateOf?: (method: string, params: string) => CallFate;
  /** How far the bridge's clock is ahead of Telegram's and the database's. Default 0. */
  readonly skewMs?: number;
  /** From 0 up to, not including, 1. Default: always 0. */
  readonly random?: () => number;
}

export interface VirtualVisitor {
  readonly sessionId: string;
  readonly visitorId: string;
  readonly widgetId: string;
}

/** A bridge and its connections; when it dies, no call of its goes out or comes back. */
interface Process {
  readonly drive: () => Promise<void>;
  readonly webhook: ReturnType<typeof createTelegramWebhook>;
  isDead: boolean;
}

class KilledError extends Error {
  override readonly name = 'KilledError';
}

export class VirtualStage {
  readonly ids = SUPPORT_WORKSPACE;
  readonly database: LocalDatabase;
  readonly simulator: TelegramSimulator;
  /** For visitors, whose server does not die with the bridge. */
  readonly db: ChatDb;
  readonly taken: TakenMessage[] = [];
  readonly calls = new Map<string, number>();
  restarts = 0;
  readonly #fateOf: (method: string, params: string) => CallFate;
  readonly #skewMs: number;
  readonly #random: () => number;
  readonly #background = new Set<Promise<unknown>>();
  #process: Process;

  private constructor(
    database: LocalDatabase,
    { fateOf = () => 'through', skewMs = 0, random = () => 0 }: VirtualStageOptions,
  ) {
    this.database = database;
    this.#fateOf = fateOf;
    this.#skewMs = skewMs;
    this.#random = random;
    this.db = createChatDb(this.#sql());
    this.simulator = createTelegramSimulator({
      rateLimits: 'telegram',
      webhookFetch: async (request) => this.#process.webhook.fetch(request),
    });
    seedSupportWorkspace(this.simulator);
    this.#process = this.#start();
  }

  static async create(database: LocalDatabase, options: VirtualStageOptions = {}): Promise<VirtualStage> {
    const stage = new VirtualStage(database, options);
    await database.execute(`
      truncate support.organizations, support.telegram_updates, support.rate_limits cascade;
      insert into support.organizations (id, name) values ('${ORGANIZATION}', 'Harbor Goods');
      insert into support.widgets (id, organization_id, key, name) values ('${WIDGET}', '${ORGANIZATION}', 'wk_harbor', 'Shop');
      insert into support.telegram_chats (chat_id, organization_id, mode) values (${String(stage.ids.forumId)}, '${ORGANIZATION}', 'topics');
    `);
    await stage.simulator.fetch(
      new Request(`http://simulator.localhost/bot${stage.simulator.token}/setWebhook`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          url: 'https://bot.example/support-telegram',
          secret_token: SECRET,
          allowed_updates: ALLOWED_UPDATES,
        }),
      }),
    );
    return stage;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.simulator.control.overview().now;
  }

  async visitor(): Promise<VirtualVisitor> {
    const session = await this.db.createSession({
      widgetId: WIDGET,
      refreshTokenHash: randomUUID().replaceAll('-', '').repeat(2),
      context: {},
      ipHash: randomUUID(),
    });
    return { sessionId: session.session_id, visitorId: session.visitor_id, widgetId: WIDGET };
  }

  /** Writes a line and drives nothing. How much a visitor may write is not what is tried here. */
  async post(visitor: VirtualVisitor, text: string): Promise<string> {
    await this.database.execute('delete from support.rate_limits');
    const messageId = randomUUID();
    await this.db.postVisitorMessage({ ...visitor, messageId, text, ipHash: visitor.visitorId });
    return messageId;
  }

  /** What the forum's topic of this visitor shows, oldest first, without service messages. */
  async shownTo(visitor: VirtualVisitor): Promise<readonly string[]> {
    const threadId = await this.topicOf(visitor);
    if (threadId === undefined) return [];
    return this.simulator.control
      .messages({ chatId: this.ids.forumId, threadId })
      .filter(({ isService }) => !isService)
      .map(({ message }) => message.text ?? '');
  }

  /** What agents have said, as this visitor's browser shows it. */
  async seenBy(visitor: VirtualVisitor): Promise<readonly string[]> {
    const { messages, has_more: hasMore } = await this.db.pollChanges(visitor);
    assert.equal(hasMore, false, 'a conversation of the stage fits into one answer');
    return messages.filter(({ sender }) => sender.kind === 'agent').map(({ text }) => text);
  }

  /** The visitor's topic, if the bridge has made one and nobody has deleted it. */
  async topicOf({ visitorId }: VirtualVisitor): Promise<number | undefined> {
    const [row] = await this.database.query(
      'select thread_id from support.telegram_topics where visitor_id = $1 and chat_id = $2',
      [visitorId, this.ids.forumId],
    );
    return row === undefined ? undefined : Number(row['thread_id']);
  }

  /** Works off what is due, as the minute's tick does, and waits for what the webhook has set going. */
  async drive(): Promise<void> {
    await this.#unlessKilled(this.#process, this.#process.drive());
    for (let seen = -1; seen !== this.#background.size;) {
      seen = this.#background.size;
      await this.simulator.control.webhookIdle();
      await Promise.all(this.#background);
    }
    this.#background.clear();
  }

  /** Time passes, everywhere. */
  async advance(durationMs: number): Promise<void> {
    const passed = `interval '${String(Math.round(durationMs))} milliseconds'`;
    await this.database.execute(`
      update support.outbox set not_before = not_before - ${passed}, leased_until = leased_until - ${passed},
        created_at = created_at - ${passed}, expires_at = expires_at - ${passed} where state = 'pending';
      update support.outbox_lanes set not_before = not_before - ${passed}, window_start = window_start - ${passed},
        paused_at = paused_at - ${passed}, alerted_at = alerted_at - ${passed};
      update support.telegram_updates set not_before = not_before - ${passed}, leased_until = leased_until - ${passed}
      where state = 'pending';
    `);
    await this.simulator.control.advanceClock({ durationMs });
  }

  /** The bridge dies with whatever it is doing, and a new one takes its place. */
  restart(): void {
    this.#process.isDead = true;
    this.restarts += 1;
    this.#process = this.#start();
  }

  async pending(): Promise<number> {
    const [row] = await this.database.query(`
      select (select count(*) from support.outbox where state = 'pending')
        + (select count(*) from support.telegram_updates where state = 'pending') as pending`);
    return Number(row?.['pending']) + this.simulator.control.overview().pendingUpdates;
  }

  async close(): Promise<void> {
    await this.drive();
    this.simulator.close();
  }

  #sql(process?: () => Process): DatabaseCaller {
    const caller = createSqlCaller((text, parameters) =>
      this.database.query(text, parameters, { role: 'service_role' }),
    );
    if (process === undefined) return caller;
    return {
      call: async (name, args) => {
        assertAlive(process());
        const answer = await caller.call(name, args);
        assertAlive(process());
        return answer;
      },
    };
  }

  #start(): Process {
    const { bot } = this.simulator.control.overview();
    const logger = new RecordingLogger();
    const self = (): Process => process;
    const bridge = createTelegramBridge({
      db: createChatDb(this.#sql(self)),
      api: createTelegramApi({
        token: this.simulator.token,
        apiRoot: 'http://simulator.localhost',
        fetch: (input, init) => this.#send(new Request(input, init), process),
      }),
      bot: { id: bot.id, username: bot.username ?? '' },
      logger,
      random: this.#random,
      clock: () => this.now() + this.#skewMs,
      sleep: (milliseconds) => this.advance(milliseconds),
    });
    const process: Process = {
      drive: () => bridge.driveInbox(),
      webhook: createTelegramWebhook({
        bridge,
        secrets: [SECRET],
        logger,
        waitUntil: (work) => void this.#background.add(this.#unlessKilled(process, work)),
      }),
      isDead: false,
    };
    return process;
  }

  async #unlessKilled(process: Process, work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!process.isDead) throw error;
    }
  }

  async #send(request: Request, process: Process): Promise<Response> {
    assertAlive(process);
    const method = new URL(request.url).pathname.split('/').at(-1) ?? '';
    const body = await request.clone().text();
    const fate = this.#fateOf(method, body);
    this.calls.set(fate, (this.calls.get(fate) ?? 0) + 1);
    if (fate === 'server error') return refuse(502, 'Bad Gateway');
    if (fate === 'flood control') return refuse(429, 'Too Many Requests: retry after 7', { retry_after: 7 });
    if (fate === 'vanished') throw connectionReset();
    const response = await this.simulator.fetch(request);
    const message = response.ok && method === 'sendMessage' ? await this.#note(response.clone(), body) : undefined;
    if (response.status === 429) this.calls.set('limited', (this.calls.get('limited') ?? 0) + 1);
    if (fate === 'crash' && !process.isDead) this.restart();
    if (fate !== 'lost' && !process.isDead) return response;
    if (message !== undefined) message.isKnown = false;
    throw process.isDead ? new KilledError('the bridge was killed') : connectionReset();
  }

  async #note(response: Response, body: string): Promise<TakenMessage> {
    const { result } = (await response.json()) as { result: { message_id: number; chat: { id: number } } };
    const { text } = JSON.parse(body) as { text: string };
    const message = {
      chatId: result.chat.id,
      messageId: result.message_id,
      text,
      at: this.now(),
      isKnown: true,
    };
    this.taken.push(message);
    return message;
  }
}

function refuse(code: number, description: string, parameters: object = {}): Response {
  return Response.json({ ok: false, error_code: code, description, parameters }, { status: code });
}

function assertAlive({ isDead }: Process): void {
  if (isDead) throw new KilledError('the bridge was killed');
}

function connectionReset(): Error {
  return Object.assign(new TypeError('fetch failed'), { code: 'ECONNRESET' });
}
