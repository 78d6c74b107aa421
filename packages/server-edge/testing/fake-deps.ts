import { SignJWT } from 'jose';
import { createAccountTokens } from '../src/auth/account-token.ts';
import { createVisitorTokens, type VisitorTokens } from '../src/auth/visitor-token.ts';
import { createChatDb, type ChatDb } from '../src/db/chat-db.ts';
import type { LogFields, Logger, MailDelivery, ServerConfig, SupportDeps, TelegramBridge } from '../src/deps.ts';
import { fakeBot } from './fake-bot-api.ts';
import { FakeDatabase } from './fake-database.ts';

export const JWT_SECRET = 'a secret only for tests, long enough to sign with';
/** What the Auth server of the tests signs with, and says of itself. */
export const AUTH_SECRET = 'the secret of an Auth server only for tests';
export const AUTH_ISSUER = 'https://project.example/auth/v1';
export const SECRET_KEY = 'sb_secret_for_tests';

export interface LogRecord {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

export class RecordingLogger implements Logger {
  readonly records: LogRecord[] = [];
  info(event: string, fields: LogFields = {}): void {
    this.records.push({ level: 'info', event, fields });
  }
  warn(event: string, fields: LogFields = {}): void {
    this.records.push({ level: 'warn', event, fields });
  }
  error(event: string, fields: LogFields = {}): void {
    this.records.push({ level: 'error', event, fields });
  }
}

/** Counts what it is asked to do and does nothing, or fails. */
export class FakeTelegram implements TelegramBridge {
  readonly driven: ('inbox' | 'outbox')[] = [];
  failure: Error | undefined;

  async driveOutbox(): Promise<void> {
    this.driven.push('outbox');
    if (this.failure !== undefined) throw this.failure;
  }
  async driveInbox(): Promise<void> {
    this.driven.push('inbox');
  }
  async receiveUpdate(): Promise<void> {
    throw new Error('The chat app receives no updates.');
  }
}

/** Counts what it is asked to do. */
export class FakeMail implements MailDelivery {
  driven = 0;

  async driveMail(): Promise<void> {
    this.driven += 1;
  }
}

export interface FakeDeps extends SupportDeps {
  readonly db: ChatDb;
  readonly database: FakeDatabase;
  readonly logger: RecordingLogger;
  readonly telegram: FakeTelegram;
  /** Tests of a server without mail take it away. */
  readonly mail: FakeMail | undefined;
  /** Moves the clock, in milliseconds. */
  advance(durationMs: number): void;
  /** Waits for all the work that goes on after answers. */
  settled(): Promise<void>;
}

export interface FakeDepsOptions {
  readonly config?: Partial<ServerConfig>;
  readonly signer?: VisitorTokens;
}

/** Deterministic dependencies: a clock that stands still, countable ids, no network. */
export async function createFakeDeps(options: FakeDepsOptions = {}): Promise<FakeDeps> {
  let now = Date.parse('2026-11-21T10:00:00Z');
  let ids = 0;
  const clock = () => now;
  const background: Promise<unknown>[] = [];
  const database = new FakeDatabase();
  return {
    db: createChatDb(database),
    database,
    signer: options.signer ?? (await createVisitorTokens({ key: { kind: 'hs256', secret: JWT_SECRET }, clock })),
    accounts: createAccountTokens({
      issuer: AUTH_ISSUER,
      secret: AUTH_SECRET,
      fetch: () => Promise.resolve(Response.json({ keys: [] })),
      clock,
    }),
    config: {
      realtime: { url: 'wss://project.example/realtime/v1', apiKey: 'sb_publishable_for_tests' },
      secretKeys: [SECRET_KEY],
      ipHashSecret: 'a secret only for hashing addresses',
      clientAddress: { kind: 'header', name: 'x-forwarded-for' },
      apiUrl: 'https://project.example/functions/v1/support-chat',
      ...options.config,
    },
    clock,
    randomBytes: (length) => new Uint8Array(length).fill(++ids),
    uuid: () => `70000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    logger: new RecordingLogger(),
    waitUntil: (work) => void background.push(work),
    telegram: new FakeTelegram(),
    mail: new FakeMail(),
    bot: fakeBot(),
    advance: (durationMs) => void (now += durationMs),
    settled: async () => void (await Promise.all(background)),
  };
}

/** An access token as the Auth server of the tests gives it; `claims` replace what is usual. */
export function signIn(userId: string, clock: () => number, claims: Readonly<Record<string, unknown>> = {}) {
  const now = Math.floor(clock() / 1_000);
  return new SignJWT({
    iss: AUTH_ISSUER,
    aud: 'authenticated',
    role: 'authenticated',
    sub: userId,
    iat: now,
    exp: now + 3_600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(AUTH_SECRET));
}
