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
import { createSqlCaller } from '../../src/db/sql-caller.ts';
import type { Message } from '../../src/schemas/message.ts';
import type { Conversation } from '../../src/schemas/conversation.ts';
import {
  ALLOWED_UPDATES,
  createTelegramApi,
  createTelegramBridge,
  createTelegramWebhook,
  type StoringTelegramBridge,
  type TelegramApi,
} from '../../src/telegram/index.ts';
import { RecordingLogger } from '../fake-deps.ts';
import { FakeStorage } from '../fake-storage.ts';

const SECRET = 'a-secret-for-the-webhook';
const ORGANIZATION = '20000000-0000-4000-8000-000000000001';
const WIDGET = '30000000-0000-4000-8000-000000000001';

export interface StageOptions {
  readonly mode: 'topics' | 'claims';
  /** Default `off`: nobody waits for flood control unless the test is about it. */
  readonly rateLimits?: 'off' | 'telegram';
  /** What a group is sent in a minute. Default: no budget where there are no limits, else 20. */
  readonly sendsPerMinute?: number;
  /** After this long an answer counts as lost. Default 10. */
  readonly timeoutSeconds?: number;
  /** Default false: a pause takes as long as it takes. True: it passes at once, in Telegram and in the outbox. */
  readonly hasQuickPauses?: boolean;
}

/**
 * The whole way of a message without a network: the real SQL functions, the bridge, the webhook, and a simulated
 * Telegram with a team in it. Time is real, so waits are only ever for something to happen.
 */
export class TelegramStage {
  readonly ids = SUPPORT_WORKSPACE;
  readonly database: LocalDatabase;
  readonly db: ChatDb;
  readonly simulator: TelegramSimulator;
  readonly api: TelegramApi;
  readonly bridge: StoringTelegramBridge;
  readonly webhook: ReturnType<typeof createTelegramWebhook>;
  readonly logger = new RecordingLogger();
  readonly storage = new FakeStorage();
  readonly #background: Promise<unknown>[] = [];
  #aheadMs = 0;

  private constructor(
    database: LocalDatabase,
    {
      rateLimits = 'off',
      sendsPerMinute = rateLimits === 'off' ? 0 : 20,
      timeoutSeconds = 10,
      hasQuickPauses = false,
    }: StageOptions,
  ) {
    this.database = database;
    this.db = createChatDb(
      createSqlCaller((text, parameters) => database.query(text, parameters, { role: 'service_role' })),
    );
    this.simulator = createTelegramSimulator({
      rateLimits,
      webhookFetch: async (request) => this.webhook.fetch(request),
    });
    seedSupportWorkspace(this.simulator);
    const { bot } = this.simulator.control.overview();
    this.api = createTelegramApi({
      token: this.simulator.token,
      apiRoot: 'http://simulator.localhost',
      fetch: (input, init) => this.simulator.fetch(new Request(input, init)),
      timeoutSeconds,
    });
    this.bridge = createTelegramBridge({
      db: this.db,
      api: this.api,
      bot: { id: bot.id, username: bot.username ?? '' },
      logger: this.logger,
      storage: this.storage,
      random: () => 0,
      linkSecrets: [SECRET],
      clock: () => Date.now() + this.#aheadMs,
      sendsPerMinute,
      ...(hasQuickPauses ? { sleep: (milliseconds: number) => this.skip(milliseconds) } : {}),
    });
    this.webhook = createTelegramWebhook({
      bridge: this.bridge,
      secrets: [SECRET],
      logger: this.logger,
      waitUntil: (work) => void this.#background.push(work),
    });
  }

  static async create(database: LocalDatabase, options: StageOptions): Promise<TelegramStage> {
    const { mode } = options;
    const stage = new TelegramStage(database, options);
    const chatId = mode === 'topics' ? stage.ids.forumId : stage.ids.claimsGroupId;
    await database.execute(`
      truncate support.organizations, support.telegram_updates, support.rate_limits cascade;
      insert into support.organizations (id, name) values ('${ORGANIZATION}', 'Harbor Goods');
      insert into support.widgets (id, organization_id, key, name) values ('${WIDGET}', '${ORGANIZATION}', 'wk_harbor', 'Shop');
      insert into support.telegram_chats (chat_id, organization_id, mode) values (${String(chatId)}, '${ORGANIZATION}', '${mode}');
    `);
    const answer = await stage.simulator.fetch(
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
    assert.equal(answer.status, 200);
    await stage.settled();
    return stage;
  }

  get control() {
    return this.simulator.control;
  }

  async visitor(context: Readonly<Record<string, string>> = {}): Promise<StageVisitor> {
    const session = await this.db.createSession({
      widgetId: WIDGET,
      refreshTokenHash: randomUUID().replaceAll('-', '').repeat(2),
      context,
      ipHash: 'ip',
    });
    return new StageVisitor(this, { sessionId: session.session_id, visitorId: session.visitor_id, widgetId: WIDGET });
  }

  /** Sends what is due. What the webhook drives at the same moment is waited for, too. */
  async drive(): Promise<void> {
    await this.bridge.driveOutbox();
    await this.settled();
  }

  /** Lets time pass in Telegram, and makes everything in the outbox due. */
  async skip(durationMs: number): Promise<void> {
    await this.control.advanceClock({ durationMs });
    await this.database.execute(`
      update support.outbox set not_before = now();
      update support.outbox_lanes set not_before = now(), window_start = now() - interval '1 hour';
    `);
  }

  /** Lets time pass for the bridge alone: what it remembers grows old, as do the links it makes. */
  passTime(durationMs: number): void {
    this.#aheadMs += durationMs;
  }

  /** Until every update was delivered and everything it caused has come to rest. */
  async settled(): Promise<void> {
    for (let seen = -1; seen !== this.#background.length;) {
      seen = this.#background.length;
      await this.control.webhookIdle();
      await Promise.all(this.#background);
      // What that has done in Telegram comes back as updates.
      await this.control.webhookIdle();
    }
  }

  /** What a chat shows, oldest first, without service messages. */
  texts(chatId: number, threadId?: number): string[] {
    return this.shown(chatId, threadId).map(({ message }) => message.text ?? '');
  }

  shown(chatId: number, threadId?: number) {
    const query = { chatId, ...(threadId === undefined ? {} : { threadId }) };
    return this.control.messages(query).filter(({ isService }) => !isService);
  }

  topics() {
    return this.control.overview().groups.find(({ id }) => id === this.ids.forumId)?.topics ?? [];
  }

  theTopic() {
    const [topic, ...others] = this.topics();
    assert.ok(topic !== undefined && others.length === 0, `${String(others.length + 1)} topics`);
    return topic;
  }

  async tap(userId: number, chatId: number, messageId: number, button: string): Promise<string> {
    const result = this.control.people.tap({ userId, chatId, messageId, button });
    assert.equal(result.kind, 'callback');
    await this.settled();
    const answer = result.kind === 'callback' ? this.control.people.callbackAnswer(result.callbackQueryId) : undefined;
    return answer?.url ?? answer?.text ?? '';
  }

  async rows(statement: string): Promise<readonly Record<string, unknown>[]> {
    return this.database.query(statement);
  }

  /** The database outlives the stage, so its work has to end before the next stage begins. */
  async close(): Promise<void> {
    await this.settled();
    this.simulator.close();
    await this.settled();
  }
}

export interface StageFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly width?: number;
  readonly height?: number;
}

export class StageVisitor {
  readonly #stage: TelegramStage;
  readonly scope: { readonly sessionId: string; readonly visitorId: string; readonly widgetId: string };

  constructor(stage: TelegramStage, scope: StageVisitor['scope']) {
    this.#stage = stage;
    this.scope = scope;
  }

  /** Posts and drives the outbox, as the chat's route does. */
  async says(text: string): Promise<Message> {
    const message = await this.writes(text);
    await this.#stage.drive();
    return message;
  }

  async writes(text: string): Promise<Message> {
    await this.#stage.database.execute('truncate support.rate_limits');
    const { message } = await this.#stage.db.postVisitorMessage({
      ...this.scope,
      messageId: randomUUID(),
      text,
      ipHash: 'ip',
    });
    return message;
  }

  /** Uploads files, posts them with one message, and drives the outbox. */
  async sends(files: readonly StageFile[], text = ''): Promise<Message> {
    const { database, db, storage } = this.#stage;
    await database.execute('truncate support.rate_limits');
    const attachmentIds: string[] = [];
    for (const { name, mediaType, bytes, ...size } of files) {
      const byteSize = bytes.byteLength;
      const { attachment_id: id, path } = await db.createAttachment({ ...this.scope, name, mediaType, byteSize });
      storage.files.set(path, { bytes, mediaType });
      await db.settleAttachment({ attachmentId: id, outcome: 'stored', mediaType, byteSize, ...size });
      attachmentIds.push(id);
    }
    const { message } = await db.postVisitorMessage({
      ...this.scope,
      messageId: randomUUID(),
      text,
      attachmentIds,
      ipHash: 'ip',
    });
    await this.#stage.drive();
    return message;
  }

  /** The messages as the browser has them. */
  async messages(): Promise<readonly Message[]> {
    return (await this.#stage.db.pollChanges(this.scope)).messages;
  }

  async isCalled(name: string): Promise<void> {
    await this.#stage.database.query('update support.visitors set name = $1 where id = $2', [
      name,
      this.scope.visitorId,
    ]);
  }

  async conversation(): Promise<Conversation> {
    const { conversation } = await this.#stage.db.startConversation(this.scope);
    assert.ok(conversation !== null);
    return conversation;
  }

  /** Everything this visitor's browser shows: `visitor: …`, `Mika Lindgren: …`. */
  async sees(): Promise<string[]> {
    const { messages } = await this.#stage.db.pollChanges(this.scope);
    return messages.map(({ sender, text }) => `${sender.name ?? sender.kind}: ${text}`);
  }
}
