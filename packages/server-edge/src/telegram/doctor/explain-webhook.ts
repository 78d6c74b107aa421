/** What `getWebhookInfo` says, in words: what is set, what waits, what failed last, why that usually is and what to do. */
import { ALLOWED_UPDATES } from '../read-update.ts';
import { checkNamed, type Check } from '../../checks/check.ts';

/** The fields of the Bot API's WebhookInfo that tell something (core.telegram.org/bots/api#webhookinfo). */
export interface WebhookInfo {
  readonly url: string;
  readonly pending_update_count: number;
  /** Seconds since 1970. */
  readonly last_error_date?: number;
  readonly last_error_message?: string;
  readonly allowed_updates?: readonly string[];
}

export interface ExpectedWebhook {
  /** Undefined when nobody said where the function is. */
  readonly url: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const SET_IT = 'npx support-chat telegram set-webhook';
/** Telegram tries again after two minutes at the latest, so an older failure was followed by a success or by silence. */
const RECENT_SECONDS = 600;
const MANY_PENDING = 100;

export function explainWebhook(info: WebhookInfo, expected: ExpectedWebhook): readonly Check[] {
  if (info.url === '') {
    return [
      checkNamed('telegram.webhook', 'Webhook').failed(
        'none is set, so the bot hears nothing',
        `Set it: ${SET_IT}. A stack that runs "npm start" with this bot removes it; use another bot for that.`,
      ),
    ];
  }
  return [addressCheck(info, expected.url), updatesCheck(info), pendingCheck(info), errorCheck(info, expected.now)];
}

function addressCheck({ url }: WebhookInfo, expected: string | undefined): Check {
  const check = checkNamed('telegram.webhook', 'Webhook');
  if (expected === undefined) return check.unknown(url, 'Set SUPABASE_URL, to compare it with where the function is.');
  // A region may be pinned in the address: ?forceFunctionRegion=…
  if (url.split('?')[0] === expected) return check.ok(url);
  return check.failed(`it is ${url}, the function is ${expected}`, `Set it: ${SET_IT}`);
}

function updatesCheck({ allowed_updates: allowed }: WebhookInfo): Check {
  const check = checkNamed('telegram.updates', 'Updates asked for');
  if (allowed === undefined) {
    return check.warning('Telegram’s default list, which has no reactions', `Set the webhook again: ${SET_IT}`);
  }
  const missing = ALLOWED_UPDATES.filter((name) => !allowed.includes(name));
  if (missing.length === 0) return check.ok(allowed.join(', '));
  return check.failed(`missing: ${missing.join(', ')}`, `Set the webhook again: ${SET_IT}`);
}

function pendingCheck({ pending_update_count: count }: WebhookInfo): Check {
  const check = checkNamed('telegram.pending', 'Updates waiting');
  if (count < MANY_PENDING) return check.ok(String(count));
  return check.warning(
    `${String(count)}; Telegram throws each away 24 hours after it came`,
    'They are sent again by themselves once the function answers 200. See the last error.',
  );
}

function errorCheck({ last_error_date: date, last_error_message: message }: WebhookInfo, now: number): Check {
  const check = checkNamed('telegram.last-error', 'Last error');
  if (date === undefined) return check.ok('none');
  const seconds = Math.max(0, Math.round(now / 1_000 - date));
  const when = seconds < 120 ? `${String(seconds)} seconds ago` : `${String(Math.round(seconds / 60))} minutes ago`;
  const said = `${when}: ${message ?? 'no message'}`;
  if (seconds > RECENT_SECONDS) return check.ok(`${said} (nothing since)`);
  return check.failed(said, causeOf(message ?? ''));
}

/** Telegram's own words for what the address answered, each with what it usually means here. */
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [
    /\b401\b|unauthorized/i,
    'The secret differs, or the gateway checks tokens. Set the webhook again with the TELEGRAM_WEBHOOK_SECRET of the functions, and see that config.toml says verify_jwt = false for support-telegram.',
  ],
  [/\b404\b/, 'No function answers there. Deploy it: supabase functions deploy support-telegram'],
  [
    /\b(?:503|546)\b|boot/i,
    'The function does not start, mostly because a secret is missing; its log says which: Dashboard → Edge Functions → support-telegram → Logs.',
  ],
  [/\b5\d\d\b/, 'The function failed. Its log says why: Dashboard → Edge Functions → support-telegram → Logs.'],
  [/\b3\d\d\b|redirect/i, 'Telegram follows no redirects. Give the address that answers itself.'],
  [/ssl|certificate|tls/i, 'Telegram wants a valid certificate with its whole chain, and TLS 1.2 or newer.'],
  [/time[d ]*out/i, 'The function took too long. Is the project paused, or the database overloaded?'],
  [/resolve|name or service|dns/i, 'The name of the address is not known. Is the project deleted or paused?'],
  [/refused|unreachable|reset/i, 'Nothing listens there. Is the project running?'],
];

function causeOf(message: string): string {
  return (
    CAUSES.find(([pattern]) => pattern.test(message))?.[1] ??
    'See the log of the function: Dashboard → Edge Functions → support-telegram → Logs.'
  );
}
