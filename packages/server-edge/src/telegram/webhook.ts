/**
 * Telegram's door, the Edge Function `support-telegram`.
 *
 * The secret is checked before a byte of the body is read, in constant time; without it nothing happens, not even a
 * query. Then the update is stored and answered with 200; the work comes after the answer. Telegram repeats what is not
 * answered with 2xx for a day and holds the whole group behind it, so everything that another try cannot change (broken
 * JSON, a body beyond the limit, an update the database cannot keep) is logged and answered with 200 as well. Worth a
 * repeat is what somebody will mend: no database, or one that does not know the function or the key yet.
 */
import { bodyLimit } from 'hono/body-limit';
import { requestId } from 'hono/request-id';
import { isOneOf } from '../auth/constant-time.ts';
import { createHono, type SupportHono } from '../create-hono.ts';
import type { SupportDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { methodNotAllowed } from '../middleware/allow-method.ts';
import { logRequests } from '../middleware/log-requests.ts';
import { onError, onNotFound } from '../middleware/on-error.ts';
import { runInBackground } from '../run-in-background.ts';
import type { StoringTelegramBridge } from './telegram-bridge.ts';

export interface TelegramWebhookOptions extends Pick<SupportDeps, 'logger' | 'waitUntil'> {
  readonly bridge: Pick<StoringTelegramBridge, 'storeUpdate' | 'driveInbox'>;
  /** What `setWebhook` was given as `secret_token`; during a rotation the old one and the new one. Empty: nobody enters. */
  readonly secrets: readonly string[];
  /** Default 1 MiB; Telegram's updates have a few KB. */
  readonly maxBodyBytes?: number;
}

const SECRET_HEADER = 'X-Telegram-Bot-Api-Secret-Token';
const DEFAULT_MAX_BODY_BYTES = 1_048_576;
/** Telegram obeys the header (up to an hour) instead of its own, growing pauses. */
const RETRY_AFTER_SECONDS = 5;

export function createTelegramWebhook(options: TelegramWebhookOptions): SupportHono {
  const { bridge, secrets, logger } = options;
  const root = createHono();
  root.onError(onError(logger));
  root.notFound(onNotFound);
  root.use(requestId({ limitLength: 64 }), logRequests({ logger, clock: Date.now }));

  const app = root.basePath('/support-telegram');
  app.post(
    '/',
    async (c, next) => {
      if (!(await isOneOf(c.req.header(SECRET_HEADER) ?? '', secrets))) {
        throw new ApiError('webhook_secret_invalid', 'The secret token is missing or wrong.');
      }
      await next();
    },
    bodyLimit({
      maxSize: options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
      onError: (c) => {
        logger.warn('telegram.update_unreadable', { type: 'too large' });
        return c.body(null, 200);
      },
    }),
    async (c) => {
      const update = parseJson(await c.req.text());
      if (update === undefined) {
        logger.warn('telegram.update_unreadable', { type: 'malformed JSON' });
        return c.body(null, 200);
      }
      if (await isNew(options, update)) runInBackground(options, 'telegram.inbox', () => bridge.driveInbox());
      return c.body(null, 200);
    },
  );
  app.all('/', methodNotAllowed('POST'));
  return root;
}

async function isNew({ bridge }: TelegramWebhookOptions, update: unknown): Promise<boolean> {
  try {
    return (await bridge.storeUpdate(update)) === 'stored';
  } catch (error) {
    throw new ApiError('database_unavailable', 'The update could not be stored; send it again.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
      cause: error,
    });
  }
}

/** Undefined when it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
