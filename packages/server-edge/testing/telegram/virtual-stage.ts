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
import { FakeStorage } from '../fake-storage.ts';

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
  /** What happens in the world while a call is under way, before Telegram takes it. Default: nothing. */
  readonly meanwhile?: (method: string) => Promise<void>;
  /** Whether the bridge dies before or after it calls a function of the database. Default: it never does. */
  readonly diesAt?: (name: string) => 'before' | 'after' | undefined;
  /** How long a drive stays for what is due soon. Default 0: the test drives. */
  readonly followSeconds?: number;
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
  readonly storage = new FakeStorage();
  /** For visitors, whose server does not die with the bridge. */
  readonly db: ChatDb;
  readonly taken: TakenMessage[] = [];
  readonly calls = new Map<string, number>();
  restarts = 0;
  readonly #fateOf: (method: string, params: string) => CallFate;
  readonly #meanwhile: (method: string) => Promise<void>;
  readonly #diesAt: (name: string) => 'before' | 'after' | undefined;
  readonly #followSeconds: number;
  readonly #skewMs: number;
  readonly #random: () => number;
  readonly #background = new Set<Promise<unknown>>();
  /** Taken by Telegram, and not written down yet. */
  readonly #unsettled = new Set<TakenMessage>();
  #process: Process;

  private constructor(
    database: LocalDatabase,
    {
      fateOf = () => 'through',
      meanwhile = () => Promise.resolve(),
      diesAt = () => undefined,
      followSeconds = 0,
      skewMs = 0,
      random = () => 0,
    }: VirtualStageOptions,
  ) {
    this.database = database;
    this.#fateOf = fateOf;
    this.#meanwhile = meanwhile;
    this.#diesAt = diesAt;
    this.#followSeconds = followSeconds;
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

  /** `departmentId`: who they want to write to. Default: everybody. */
  async visitor(departmentId?: string): Promise<VirtualVisitor> {
    const session = await this.db.createSession({
      widgetId: WIDGET,
      refreshTokenHash: randomUUID().replaceAll('-', '').repeat(2),
      context: {},
      ipHash: randomUUID(),
    });
    const scope = { sessionId: session.session_id, visitorId: session.visitor_id, widgetId: WIDGET };
    if (departmentId !== undefined) await this.db.startConversation({ ...scope, departmentId });
    return scope;
  }

  /** Writes a line and drives nothing. How much a visitor may write is not what is tried here. */
  async post(visitor: VirtualVisitor, text: string): Promise<string> {
    await this.database.execute('delete from support.rate_limits');
    const messageId = randomUUID();
    await this.db.postVisitorMessage({ ...visitor, messageId, text, ipHash: visitor.visitorId });
    return messageId;
  }

  /** Uploads files of a kilobyte, PDFs and MP3s, and posts them with one message. */
  async postFiles(visitor: VirtualVisitor, names: readonly string[]): Promise<void> {
    await this.database.execute('delete from support.rate_limits');
    const attachmentIds: string[] = [];
    const bytes = new Uint8Array(1_024);
    for (const name of names) {
      const byteSize = bytes.byteLength;
      const mediaType = name.endsWith('.mp3') ? 'audio/mpeg' : 'application/pdf';
      const { attachment_id: id, path } = await this.db.createAttachment({ ...visitor, name, mediaType, byteSize });
      this.storage.files.set(path, { bytes, mediaType });
      await this.db.settleAttachment({ attachmentId: id, outcome: 'stored', mediaType, byteSize });
      attachmentIds.push(id);
    }
    const messageId = randomUUID();
    await this.db.postVisitorMessage({ ...visitor, messageId, text: '', attachmentIds, ipHash: visitor.visitorId });
  }

  /** What this visitor's topic shows, oldest first, without service messages. */
  async shownTo(visitor: VirtualVisitor): Promise<readonly string[]> {
    const place = await this.placeOf(visitor);
    if (place === undefined) return [];
    return this.simulator.control
      .messages(place)
      .filter(({ isService }) => !isService)
      .map(({ message }) => message.text ?? '');
  }

  /** What agents have said, as this visitor's browser shows it. */
  async seenBy(visitor: VirtualVisitor): Promise<readonly string[]> {
    const { messages, has_more: hasMore } = await this.db.pollChanges(visitor);
    assert.equal(hasMore, false, 'a conversation of the stage fits into one answer');
    return messages.filter(({ sender }) => sender.kind === 'agent').map(({ text }) => text);
  }

  async topicOf(visitor: VirtualVisitor): Promise<number | undefined> {
    return (await this.placeOf(visitor))?.threadId;
  }

  /** The visitor's topic in the group that answers for them, if the bridge has made one and knows of no loss. */
  async placeOf({
    visitorId,
  }: VirtualVisitor): Promise<{ readonly chatId: number; readonly threadId: number } | undefined> {
    const [row] = await this.database.query(
      `select topic.chat_id, topic.thread_id
       from support.conversations as conversation
       join support.telegram_topics as topic on topic.visitor_id = conversation.visitor_id and topic.chat_id
         = (support.telegram_chat_for(conversation.organization_id, conversation.department_id)).chat_id
       where conversation.visitor_id = $1 order by conversation.number desc limit 1`,
      [visitorId],
    );
    return row === undefined ? undefined : { chatId: Number(row['chat_id']), threadId: Number(row['thread_id']) };
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
      update support.outbox set settled_at = settled_at - ${passed} where kind = 'visitor_card' and state = 'sent';
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
    for (const message of this.#unsettled) message.isKnown = false;
    this.#unsettled.clear();
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
        const moment = this.#diesAt(name);
        if (moment === 'before') this.#kill(process());
        const answer = await caller.call(name, args);
        this.#learn(args);
        if (moment === 'after') this.#kill(process());
        assertAlive(process());
        return answer;
      },
    };
  }

  #kill(process: Process): void {
    if (process === this.#process) this.restart();
    assertAlive(process);
  }

  /** Whatever a function was told of is not sent again. */
  #learn(args: object): void {
    const told = JSON.stringify(args);
    for (const message of this.#unsettled) {
      if (told.includes(`"chat_id":${String(message.chatId)},"message_id":${String(message.messageId)},`))
        this.#unsettled.delete(message);
    }
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
      storage: this.storage,
      followSeconds: this.#followSeconds,
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
    await this.#meanwhile(method);
    assertAlive(process);
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
    this.#unsettled.add(message);
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
