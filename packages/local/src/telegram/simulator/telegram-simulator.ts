import { systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { BotApi } from './bot-api.ts';
import { CallLog } from './call-log.ts';
import { handleControlRequest } from './control/control-routes.ts';
import { SimulatorControl } from './control/control.ts';
import { Emitter } from './emitter.ts';
import { Faults } from './faults.ts';
import type { SimulatorCore } from './methods/method.ts';
import { servePage } from './page.ts';
import { Posting } from './posting.ts';
import { RateLimiter } from './rate-limiter.ts';
import type { RateLimits } from './rate-limiter.ts';
import { SimulatorClock } from './simulator-clock.ts';
import { LongPolling } from './updates/long-polling.ts';
import { UpdateQueue } from './updates/update-queue.ts';
import { WebhookSender } from './updates/webhook-sender.ts';
import { World } from './world.ts';
import type { WorldState } from './world-state.ts';

/**
 * A Telegram Bot API server in memory, for the local stack and for tests.
 *
 * It keeps chats, topics, members and messages, and holds a bot to the rules a support bot meets on the real servers:
 * rights, lengths, entities, topics, callback answers, rate limits, update queues and their retries, with Telegram's
 * own words in every refusal. Each rule names its source: [DOC] the method documentation, [SRC] the published server,
 * [TDLib] the library below it, [FAQ] Telegram's FAQ. What it does not model it refuses; it never pretends.
 *
 * It shares no code with the bot. It refuses tokens that look real, and its control API answers this machine only.
 */
export interface TelegramSimulatorOptions {
  /** Default `1000001:simulator`. The number is the bot's user id. */
  readonly token?: string;
  readonly bot?: {
    readonly username?: string;
    readonly firstName?: string;
    readonly canReadAllGroupMessages?: boolean;
    /** Topics in chats with people. Default false. */
    readonly hasTopicsEnabled?: boolean;
    /** Whether messages of other bots arrive. Default false. */
    readonly hearsBots?: boolean;
  };
  readonly clock?: Clock;
  /** In [0, 1). Default Math.random. */
  readonly random?: () => number;
  /** Default `telegram`. */
  readonly rateLimits?: RateLimits;
  /** How webhooks are called. Default the global fetch. */
  readonly webhookFetch?: (request: Request) => Promise<Response>;
  /** Cut from the front of every path, such as `/telegram-api`. Default none. */
  readonly basePath?: string;
  readonly logger?: { error(message: string, error?: unknown): void };
}

export interface TelegramSimulator {
  readonly token: string;
  /**
   * `/bot<token>/<method>` and `/file/bot<token>/<path>` as api.telegram.org answers them, `/sim/<verb>` for control,
   * and the page at `/telegram/`. Anything else is 404.
   */
  fetch(request: Request): Promise<Response>;
  readonly control: SimulatorControl;
  /** Ends waiting polls, deliveries, event streams and timers. */
  close(): void;
}

export const DEFAULT_SIMULATOR_TOKEN = '1000001:simulator';

export function createTelegramSimulator(options: TelegramSimulatorOptions = {}): TelegramSimulator {
  const token = options.token ?? DEFAULT_SIMULATOR_TOKEN;
  const botId = readBotId(token);
  const logError = (message: string, error: unknown) => options.logger?.error(message, error);
  const clock = new SimulatorClock(options.clock ?? systemClock);
  const random = options.random ?? Math.random;
  const emptyState = () => createEmptyState(botId, options.bot ?? {}, random);
  const events = new Emitter((error) => logError('A listener of the Telegram simulator failed', error));
  const world = new World(emptyState(), clock, random, events);

  const faults = new Faults();
  const calls = new CallLog();
  const updates = new UpdateQueue(world);
  const posting = new Posting(world, updates);
  const limiter = new RateLimiter(clock, options.rateLimits ?? 'telegram');
  const polling = new LongPolling(updates, clock);
  const webhooks = new WebhookSender({
    world,
    updates,
    faults,
    fetch: options.webhookFetch ?? ((request) => globalThis.fetch(request)),
    runReply: (call) => botApi.runWebhookReply(call),
  });
  const core: SimulatorCore = { world, updates, posting, limiter, polling, webhooks };
  const botApi = new BotApi({ token, core, faults, calls, logError });
  const control = new SimulatorControl({ core, faults, calls, emptyState });

  const route = async (request: Request, path: string): Promise<Response | undefined> => {
    if (path.startsWith('/sim/')) return handleControlRequest(control, request, path.slice('/sim/'.length));
    if (path.startsWith('/telegram/')) return servePage(path.slice('/telegram/'.length));
    return botApi.handle(request, path);
  };

  const basePath = options.basePath?.replace(/\/$/, '') ?? '';
  return {
    token,
    control,
    async fetch(request) {
      const { pathname } = new URL(request.url);
      const path = pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : pathname;
      const answer = await route(request, path);
      return answer ?? Response.json({ ok: false, error_code: 404, description: 'Not Found' }, { status: 404 });
    },
    close() {
      control.close();
      polling.close();
      webhooks.reset();
      clock.close();
    },
  };
}

/** A bot token is a number, a colon and 35 characters; whoever passes one here means the real Telegram. */
function readBotId(token: string): number {
  if (/^\d+:[\w-]{35}$/.test(token)) {
    throw new Error(
      'This looks like the token of a real Telegram bot. The simulator takes only made-up tokens such as 1000001:simulator, so that a real one is never written to its state or log.',
    );
  }
  const id = /^(\d+):[\w-]+$/.exec(token)?.[1];
  if (!id) throw new Error('A simulator token has the form <number>:<name>, such as 1000001:simulator');
  return Number(id);
}

function createEmptyState(
  botId: number,
  bot: NonNullable<TelegramSimulatorOptions['bot']>,
  random: () => number,
): WorldState {
  return {
    version: 1,
    bot: {
      id: botId,
      username: bot.username ?? 'harbor_support_bot',
      firstName: bot.firstName ?? 'Harbor Support',
      canReadAllGroupMessages: bot.canReadAllGroupMessages ?? false,
      hasTopicsEnabled: bot.hasTopicsEnabled ?? false,
      hearsBots: bot.hearsBots ?? false,
      commands: {},
    },
    users: {},
    groups: {},
    privateChats: {},
    nextCommonMessageId: 1,
    callbackQueries: {},
    files: {},
    webFiles: {},
    ephemeralMessages: [],
    nextEphemeralId: 1,
    // [DOC] Ids start from a certain positive number.
    updates: { nextId: 100_000_000 + Math.floor(random() * 800_000_000), pending: [], allowed: null, webhook: null },
  };
}
