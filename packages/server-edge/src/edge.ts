/**
 * The Edge Functions: environment → dependencies → handler. `supabase/functions/*` hold nothing but a call of these.
 *
 * Everything is made ready before the first request, so a wrong setting fails the boot with a message that says what to
 * fix, instead of failing every visitor.
 */
import { createApp } from './app.ts';
import { createAccountTokens } from './auth/account-token.ts';
import { createVisitorTokens } from './auth/visitor-token.ts';
import { createConsoleLogger } from './console-logger.ts';
import { createChatDb, type ChatDb } from './db/chat-db.ts';
import { createRpcCaller } from './db/rpc-caller.ts';
import type { BotSettings, Logger, SupportDeps } from './deps.ts';
import { parseEnv, type EdgeEnv, type EdgeMailEnv } from './env.ts';
import { createHttpMailer } from './mail/http-mailer.ts';
import { createMailDelivery } from './mail/mail-delivery.ts';
import type { Mailer } from './mail/mailer.ts';
import { createSmtpMailer } from './mail/smtp-mailer.ts';
import type { FileStorage } from './storage/file-storage.ts';
import { createSupabaseStorage } from './storage/supabase-storage.ts';
import {
  createTelegramApi,
  createTelegramBridge,
  createTelegramWebhook,
  type StoringTelegramBridge,
} from './telegram/index.ts';

export type EdgeHandler = (request: Request) => Response | Promise<Response>;
export type EdgeVariables = Readonly<Record<string, string | undefined>>;

/** The function `support-chat`. Throws what {@link parseEnv} says about the environment. */
export async function createSupportChatHandler(variables: EdgeVariables): Promise<EdgeHandler> {
  const deps = await createEdgeDeps(parseEnv(variables));
  const app = createApp(deps);
  return (request) => app.fetch(request);
}

/** The function `support-telegram`. Throws as above, and when no bot is configured. */
export async function createSupportTelegramHandler(variables: EdgeVariables): Promise<EdgeHandler> {
  const env = parseEnv(variables);
  const { telegram, logger, waitUntil } = await createEdgeDeps(env);
  if (telegram === undefined || env.telegram === undefined) {
    throw new Error(
      'Support Chat cannot start:\n- TELEGRAM_BOT_TOKEN is missing. The function support-telegram needs a bot.',
    );
  }
  const app = createTelegramWebhook({ bridge: telegram, logger, waitUntil, secrets: env.telegram.webhookSecrets });
  return (request) => app.fetch(request);
}

interface EdgeDeps extends SupportDeps {
  readonly telegram: StoringTelegramBridge | undefined;
}

async function createEdgeDeps(env: EdgeEnv): Promise<EdgeDeps> {
  const clock = Date.now;
  const logger = createConsoleLogger({ level: env.logLevel });
  const db = createChatDb(createRpcCaller({ url: env.supabaseUrl, secretKey: env.secretKey }));
  const { supabaseUrl: url, publicUrl, secretKey } = env;
  const storage = createSupabaseStorage({ url, publicUrl, secretKey });
  return {
    db,
    signer: await createVisitorTokens({ key: env.jwtKey, previousKeys: env.previousJwtKeys, clock }),
    accounts: createAccountTokens({
      issuer: `${publicUrl.replace(/\/+$/, '')}/auth/v1`,
      keysUrl: `${url.replace(/\/+$/, '')}/auth/v1/.well-known/jwks.json`,
      secret: env.authSecret,
      clock,
    }),
    config: {
      realtime: { url: realtimeUrl(env.publicUrl), apiKey: env.publishableKey },
      secretKeys: env.secretKeys,
      ipHashSecret: env.ipHashSecret,
      clientAddress: { kind: 'header', name: env.clientAddressHeader },
      countryHeader: env.countryHeader,
      apiUrl: functionUrl(env, 'support-chat'),
    },
    clock,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    uuid: () => crypto.randomUUID(),
    logger,
    waitUntil,
    telegram: createBridge(env, { db, logger, storage }),
    bot: botSettings(env),
    mail:
      env.mail === undefined
        ? undefined
        : createMailDelivery({
            db,
            mailer: createMailer(env.mail),
            linkSecret: env.ipHashSecret,
            apiUrl: functionUrl(env, 'support-chat'),
            logger,
            clock,
          }),
    storage,
  };
}

const BOT_API_ROOT = 'https://api.telegram.org';
/** What is due that soon is sent by the worker that is there anyway; docs/telegram-delivery.md. */
const FOLLOW_SECONDS = 25;

function createBridge(
  env: EdgeEnv,
  shared: { readonly db: ChatDb; readonly logger: Logger; readonly storage: FileStorage },
): StoringTelegramBridge | undefined {
  if (env.telegram === undefined) return undefined;
  const { botToken, botUsername, webhookSecrets: linkSecrets } = env.telegram;
  const bot = { id: Number(botToken.split(':')[0]), username: botUsername };
  return createTelegramBridge({
    ...shared,
    api: createTelegramApi({ token: botToken }),
    bot,
    linkSecrets,
    followSeconds: FOLLOW_SECONDS,
  });
}

function botSettings(env: EdgeEnv): BotSettings | undefined {
  if (env.telegram === undefined) return undefined;
  const { botToken: token, botUsername: username, webhookSecrets } = env.telegram;
  const [linkSecret = ''] = webhookSecrets;
  return { token, username, apiRoot: BOT_API_ROOT, linkSecret, webhookUrl: functionUrl(env, 'support-telegram') };
}

function createMailer(mail: EdgeMailEnv): Mailer {
  return mail.kind === 'http' ? createHttpMailer(mail) : createSmtpMailer(mail);
}

function functionUrl({ publicUrl }: EdgeEnv, name: 'support-chat' | 'support-telegram'): string {
  return `${publicUrl.replace(/\/+$/, '')}/functions/v1/${name}`;
}

function realtimeUrl(publicUrl: string): string {
  return `${publicUrl.replace(/^http/, 'ws').replace(/\/+$/, '')}/realtime/v1`;
}

interface EdgeRuntime {
  waitUntil(work: Promise<unknown>): void;
}

/** Without it (plain Deno) the process stays alive by itself. */
function waitUntil(work: Promise<unknown>): void {
  (globalThis as { EdgeRuntime?: EdgeRuntime }).EdgeRuntime?.waitUntil(work);
}
