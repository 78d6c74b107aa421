/**
 * The whole backend in one process, on 127.0.0.1 only: database, edge functions, Realtime, Telegram, demo site.
 *
 * It is the same code that is deployed: the apps get their dependencies from here instead of from the Edge Runtime, the
 * simulator calls the webhook function as Telegram would, and the functions reach the database as `service_role`.
 * Parts start in the order of their needs and stop in reverse; a part that does not start stops the ones before it.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  ALLOWED_UPDATES,
  createAccountTokens,
  createApp,
  createChatDb,
  createMailDelivery,
  createSqlCaller,
  createTelegramBridge,
  createTelegramWebhook,
  registerCommands,
  createVisitorTokens,
  driveDueWork,
  runTick,
  type SupportDeps,
} from '@support-chat/server-edge';
import { createDemoSignIn } from './auth/demo-sign-in.ts';
import { createLocalAuth } from './auth/local-auth.ts';
import { createBackgroundWork } from './background-work.ts';
import { createDataApi } from './data-api/data-api.ts';
import type { LocalDatabase } from './database/local-database.ts';
import { silentLogger } from './database/logger.ts';
import { openLocalDatabase } from './database/open-database.ts';
import { listen } from './http-server.ts';
import { startInterval } from './interval.ts';
import { createMailbox, type Mailbox } from './mailbox/mailbox.ts';
import { systemClock } from './realtime/clock.ts';
import { createRealtimeEndpoint, type RealtimeEndpoint } from './realtime/realtime-endpoint.ts';
import { TokenVerifier } from './realtime/token-verifier.ts';
import { DEMO_WIDGET_KEY, seedDemoOrganization } from './seed.ts';
import { createSite } from './site/site.ts';
import type { LocalStackOptions } from './stack-options.ts';
import { loadStackSecrets, publicKeyOf, teamPasswordOf } from './stack-secrets.ts';
import { createLocalStorage } from './storage/local-storage.ts';
import { MIGRATIONS } from './migrations-folder.ts';
import { connectTelegram, type TelegramSide } from './telegram-side.ts';
import { receiveUpdates } from './receive-updates.ts';

export interface LocalStack {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** With its host part, ready for a tag on any page. */
  readonly widgetKey: string;
  readonly telegram: TelegramSide;
  readonly mailbox: Pick<Mailbox, 'messages'>;
  /** With which the people of the demo team sign in: mika@harbor-goods.example and the others. */
  readonly teamPassword: string;
  /** As its owner, for what nobody can do from outside: letting time pass, say. */
  readonly database: Pick<LocalDatabase, 'query'>;
  readonly realtime: Pick<RealtimeEndpoint, 'setRefusing' | 'connectionCount'>;
  stop(): Promise<void>;
}

/** The hosted scheduler does both once a minute; here nobody should wait for a second try. */
const DRIVE_MS = 1_000;
const TICK_MS = 60_000;

export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const logger = options.logger ?? silentLogger;
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    const failures: unknown[] = [];
    for (const undo of stops.splice(0).reverse()) await undo().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'Some parts of the stack did not stop cleanly.');
  };
  try {
    return await start();
  } catch (error) {
    await stop();
    throw error;
  }

  async function start(): Promise<LocalStack> {
    const { dataDirectory, databaseUrl } = options;
    const database = await openLocalDatabase({
      databaseUrl,
      dataDirectory: dataDirectory === undefined ? undefined : `${dataDirectory}/database`,
      migrationsDirectory: MIGRATIONS,
      logger,
    });
    stops.push(() => database.close());
    const secrets = await loadStackSecrets(dataDirectory);
    const telegram = await connectTelegram({
      telegram: options.telegram ?? { kind: 'simulator' },
      dataDirectory,
      logger,
    });
    stops.push(() => telegram.close());
    await seedDemoOrganization(database, telegram.group);

    const background = createBackgroundWork(logger);
    stops.push(() => background.drain());
    const db = createChatDb(
      createSqlCaller((text, parameters) =>
        database.query<Record<string, unknown>>(text, parameters, { role: 'service_role' }),
      ),
    );
    await registerCommands(telegram.api, logger);
    const tokens = await createVisitorTokens({ key: { kind: 'es256', jwk: secrets.signingKey }, clock: Date.now });

    const keys = { jwks: [publicKeyOf(secrets)] };
    const apiKeys = { [secrets.publishableKey]: 'anon', [secrets.secretKey]: 'service_role' };
    const realtime = await createRealtimeEndpoint({ database, keys, apiKeys, logger });
    stops.push(() => realtime.close());
    const dataApi = createDataApi({ database, verifier: new TokenVerifier({ keys, apiKeys, clock: systemClock }) });

    const files = createLocalStorage({
      database,
      directory: dataDirectory === undefined ? undefined : `${dataDirectory}/storage`,
      secretKey: secrets.secretKey,
      publishableKey: secrets.publishableKey,
    });

    const auth = createLocalAuth({
      database,
      signingKey: secrets.signingKey,
      publicKey: publicKeyOf(secrets),
      password: teamPasswordOf(secrets),
      url: () => url,
    });
    const demoSignIn = createDemoSignIn({ database, auth });
    let functions: (request: Request) => Promise<Response> = () => Promise.resolve(new Response(null, { status: 503 }));
    const site = createSite({ widgetKey: (host) => `${DEMO_WIDGET_KEY}@${host}` });
    const mailbox = createMailbox();
    const server = await listen(options.port ?? 0, {
      async handleRequest(request) {
        const path = new URL(request.url).pathname;
        if (path.startsWith('/functions/v1/')) return functions(request);
        if (path.startsWith('/rest/v1/')) return (await dataApi(request)) ?? notFound();
        if (path.startsWith('/auth/v1/')) return auth.handle(request, path);
        if (path.startsWith('/storage/v1/')) return files.handleRequest(request);
        if (path.startsWith('/realtime/v1/')) return (await realtime.handleRequest(request)) ?? notFound();
        const demoPerson = await demoSignIn.handle(request, path);
        if (demoPerson !== undefined) return demoPerson;
        const mailPage = await mailbox.handle(request, path);
        if (mailPage !== undefined) return mailPage;
        return (await telegram.handle(request, path)) ?? (await site(request)) ?? notFound();
      },
      handleUpgrade: (request, socket, head) => realtime.handleUpgrade(request, socket, head),
    });
    stops.push(() => server.close());
    const url = `http://127.0.0.1:${server.port}`;
    const apiUrl = `${url}/functions/v1/support-chat`;
    const storage = files.connect(url);
    const bridge = createTelegramBridge({
      db,
      api: telegram.api,
      bot: telegram.bot,
      linkSecrets: [secrets.webhookSecret],
      logger,
      storage,
      // A simulator that refuses nothing needs no sparing.
      ...(options.telegram?.kind !== 'real' && options.telegram?.rateLimits === 'off' ? { sendsPerMinute: 0 } : {}),
    });

    const deps: SupportDeps = {
      db,
      signer: tokens,
      accounts: createAccountTokens({ issuer: `${url}/auth/v1`, clock: Date.now }),
      clock: Date.now,
      randomBytes: (length) => new Uint8Array(randomBytes(length)),
      uuid: randomUUID,
      logger,
      waitUntil: background.waitUntil,
      telegram: bridge,
      bot: {
        token: telegram.token,
        username: telegram.bot.username,
        // The simulator is below the stack's own address.
        apiRoot: telegram.side.kind === 'real' ? telegram.side.apiRoot : url,
        linkSecret: secrets.webhookSecret,
        webhookUrl: telegram.side.kind === 'real' ? undefined : `${url}/functions/v1/support-telegram`,
      },
      mail: createMailDelivery({
        db,
        mailer: mailbox.mailer,
        linkSecret: secrets.ipHashSecret,
        apiUrl,
        logger,
        clock: Date.now,
      }),
      storage,
      config: {
        realtime: { url: `ws://127.0.0.1:${server.port}/realtime/v1`, apiKey: secrets.publishableKey },
        secretKeys: [secrets.secretKey],
        ipHashSecret: secrets.ipHashSecret,
        // One person on one machine: limits per address would only limit that person.
        clientAddress: { kind: 'ignored' },
        apiUrl,
        widgetCacheMs: 2_000,
      },
    };
    const chat = createApp(deps);
    const webhook = createTelegramWebhook({
      bridge,
      secrets: [secrets.webhookSecret],
      logger,
      waitUntil: background.waitUntil,
    });
    functions = async (request) => {
      const rewritten = new Request(request.url.replace('/functions/v1/', '/'), request);
      const isTelegram = new URL(rewritten.url).pathname.startsWith('/support-telegram');
      return isTelegram ? webhook.fetch(rewritten) : chat.fetch(rewritten);
    };

    const updates = await receiveUpdates({
      telegram: options.telegram ?? { kind: 'simulator' },
      connection: telegram,
      webhook: { url: `${url}/functions/v1/support-telegram`, secret: secrets.webhookSecret },
      allowedUpdates: ALLOWED_UPDATES,
      bridge,
      logger,
    });
    stops.push(() => updates.stop());
    const drive = startInterval(DRIVE_MS, () => driveDueWork(deps), logger);
    const tick = startInterval(TICK_MS, () => runTick(deps), logger);
    stops.push(
      () => drive.stop(),
      () => tick.stop(),
    );

    return {
      url,
      widgetKey: `${DEMO_WIDGET_KEY}@127.0.0.1:${server.port}`,
      telegram: telegram.side,
      mailbox,
      teamPassword: teamPasswordOf(secrets),
      database,
      realtime,
      stop,
    };
  }
}

function notFound(): Response {
  return new Response('There is nothing here.', {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
