/**
 * Telegram as the local stack has it: the simulator, called by webhook exactly as the hosted function would be, or the
 * real Bot API by long polling, which needs no public address.
 */
import { createTelegramApi, type BotIdentity, type TelegramApi } from '@support-chat/server-edge';
import type { Logger } from './database/logger.ts';
import { openSimulatorMemory } from './simulator-memory.ts';
import type { TelegramOptions } from './stack-options.ts';
import {
  createTelegramSimulator,
  DEFAULT_SIMULATOR_TOKEN,
  type TelegramSimulator,
} from './telegram/simulator/telegram-simulator.ts';
import { seedSupportWorkspace } from './telegram/simulator/seed-support-workspace.ts';
import type { SupportGroup } from './seed.ts';

export type TelegramSide =
  | { readonly kind: 'simulator'; readonly simulator: TelegramSimulator }
  | { readonly kind: 'real'; readonly apiRoot: string };

export interface TelegramConnection {
  readonly side: TelegramSide;
  readonly token: string;
  readonly bot: BotIdentity;
  readonly group: SupportGroup;
  readonly api: TelegramApi;
  /** Bot API, control API and page of the simulator; undefined for paths that are not its own. */
  readonly handle: (request: Request, path: string) => Promise<Response> | undefined;
  close(): Promise<void>;
}

export interface TelegramConnectionOptions {
  readonly telegram: TelegramOptions;
  readonly dataDirectory: string | undefined;
  readonly logger: Logger;
}

/** Whoever answers in a real group is learned from it; this one is for the pages of the team. */
const WEB_OWNER = { telegramUserId: null, name: 'Mika', role: 'owner', hasStartedBot: false } as const;

/** Where the real Bot API is, unless somebody runs a server of their own. */
const BOT_API_ROOT = 'https://api.telegram.org';

export async function connectTelegram(options: TelegramConnectionOptions): Promise<TelegramConnection> {
  return options.telegram.kind === 'real' ? connectReal(options.telegram) : connectSimulator(options, options.telegram);
}

async function connectReal(telegram: Extract<TelegramOptions, { kind: 'real' }>): Promise<TelegramConnection> {
  return {
    side: { kind: 'real', apiRoot: telegram.apiRoot ?? BOT_API_ROOT },
    token: telegram.token,
    bot: await askBotIdentity(telegram.token, telegram.apiRoot ?? BOT_API_ROOT),
    group: { chatId: telegram.chatId, mode: telegram.mode ?? 'topics', agents: [WEB_OWNER] },
    api: createTelegramApi({ token: telegram.token, apiRoot: telegram.apiRoot ?? BOT_API_ROOT }),
    handle: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** `getMe`. The token is part of the address, so no failure may carry the address along. */
async function askBotIdentity(token: string, apiRoot: string): Promise<BotIdentity> {
  let response: Response;
  try {
    response = await fetch(`${apiRoot}/bot${token}/getMe`, { signal: AbortSignal.timeout(15_000) });
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    throw new Error(
      `Telegram could not be reached (${reason}). Check the connection of this machine, or start without TELEGRAM_BOT_TOKEN.`,
    );
  }
  const body = (await response.json()) as {
    ok: boolean;
    result?: { id: number; username?: string };
    description?: string;
  };
  if (!body.ok || body.result === undefined) {
    throw new Error(
      `Telegram refused TELEGRAM_BOT_TOKEN: ${body.description ?? String(response.status)}. Copy it again from @BotFather.`,
    );
  }
  return { id: body.result.id, username: body.result.username ?? '' };
}

async function connectSimulator(
  { dataDirectory, logger }: TelegramConnectionOptions,
  telegram: Extract<TelegramOptions, { kind: 'simulator' }>,
): Promise<TelegramConnection> {
  const memory = await openSimulatorMemory(dataDirectory);
  // Telegram forgets nothing that it has told: whatever leaves the simulator is on disk first. Otherwise a crash would let
  // it give the same message and update ids again, and the answer that bears one would be taken for a repeat.
  const remember = () => memory.save(() => simulator.control.exportState());
  const simulator = createTelegramSimulator({
    rateLimits: telegram.rateLimits ?? 'telegram',
    logger: logErrors(logger),
    webhookFetch: async (request) => {
      await remember();
      return fetch(request);
    },
  });
  if (memory.saved !== undefined) simulator.control.importState(memory.saved);
  const answer = async (request: Request): Promise<Response> => {
    const response = await simulator.fetch(request);
    await remember();
    return response;
  };
  const workspace = seedSupportWorkspace(simulator);
  const { bot } = simulator.control.overview();
  const mode = telegram.mode ?? 'topics';
  return {
    side: { kind: 'simulator', simulator },
    token: DEFAULT_SIMULATOR_TOKEN,
    bot: { id: bot.id, username: bot.username ?? '' },
    group: {
      chatId: mode === 'topics' ? workspace.forumId : workspace.claimsGroupId,
      mode,
      agents: [
        { telegramUserId: workspace.mika, name: 'Mika', role: 'owner', hasStartedBot: true },
        { telegramUserId: workspace.ana, name: 'Ana', role: 'admin', hasStartedBot: true },
        { telegramUserId: workspace.jo, name: 'Jo', role: 'agent', hasStartedBot: false },
      ],
    },
    api: createTelegramApi({
      token: DEFAULT_SIMULATOR_TOKEN,
      apiRoot: 'http://simulator.localhost',
      fetch: (input, init) => answer(new Request(input, init)),
    }),
    handle(request, path) {
      if (/^\/(?:sim|telegram)\//.test(path)) return simulator.fetch(request);
      return /^\/(?:file\/)?bot/.test(path) ? answer(request) : undefined;
    },
    async close() {
      simulator.close();
      await remember();
    },
  };
}

function logErrors(logger: Logger): { error(message: string, error?: unknown): void } {
  return { error: (message, error) => logger.error(message, { error }) };
}
