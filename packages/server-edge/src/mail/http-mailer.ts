/**
 * Sends through a provider's HTTP API in the shape that Resend made common: `POST` with a bearer key and JSON
 * `{from, to, subject, html, text, headers, reply_to}`. https://resend.com/docs/api-reference/emails/send-email
 */
import { namedAddress } from './header-text.ts';
import { AUTOMATIC_HEADERS, MailError, type Mail, type Mailer, type MailFailure } from './mailer.ts';

export const DEFAULT_MAIL_API_URL = 'https://api.resend.com/emails';

export interface HttpMailerOptions {
  readonly apiKey: string;
  /** Default {@link DEFAULT_MAIL_API_URL}. */
  readonly apiUrl?: string | undefined;
  /** The address that mail comes from, without a name. */
  readonly from: string;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** For one mail, in milliseconds. Default 15 000. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 15_000;
const MAX_RETRY_AFTER_SECONDS = 3_600;

export function createHttpMailer(options: HttpMailerOptions): Mailer {
  const { apiKey, apiUrl = DEFAULT_MAIL_API_URL, from, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const send = options.fetch ?? fetch;
  return {
    async send(mail) {
      let response: Response;
      try {
        response = await send(apiUrl, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${apiKey}`,
            'content-type': 'application/json',
            // With it a provider that has the mail already says so instead of sending it again.
            'idempotency-key': mail.messageId,
          },
          body: JSON.stringify(bodyOf(mail, from)),
          signal: AbortSignal.timeout(timeoutMs),
        });
      } catch (error) {
        const reason = error instanceof Error ? error.name : 'unknown';
        throw new MailError(`The mail provider could not be reached (${reason}).`, { failure: 'temporary' });
      }
      await judge(response);
    },
  };
}

function bodyOf(mail: Mail, from: string): object {
  return {
    from: namedAddress(mail.fromName, from),
    to: [mail.to],
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    ...(mail.replyTo === undefined ? {} : { reply_to: mail.replyTo }),
    headers: { 'Message-ID': mail.messageId, ...AUTOMATIC_HEADERS },
  };
}

async function judge(response: Response): Promise<void> {
  const name = response.ok ? undefined : await nameOfFailure(response);
  if (response.ok) {
    await response.body?.cancel();
    return;
  }
  // The same key with another body: an earlier try did arrive, and only its answer was lost.
  if (response.status === 409 && name === 'invalid_idempotent_request') return;
  const failure = failureOf(response.status, name);
  throw new MailError(
    `The mail provider answered ${String(response.status)}${name === undefined ? '' : ` (${name})`}.`,
    { failure, retryAfterSeconds: failure === 'temporary' ? retryAfterOf(response) : undefined },
  );
}

function failureOf(status: number, name: string | undefined): MailFailure {
  // The sender's domain is not set up, or may not send: no mail gets through.
  if (name === 'invalid_from_address' || name === 'missing_api_key' || name === 'invalid_api_key')
    return 'misconfigured';
  switch (status) {
    case 408:
    case 409:
    case 425:
    case 429:
      return 'temporary';
    case 401:
    case 402:
    case 403:
    case 404:
    case 405:
      return 'misconfigured';
    default:
      return status >= 400 && status < 500 ? 'permanent' : 'temporary';
  }
}

/** Only `Retry-After` in seconds, as providers send it. */
function retryAfterOf(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  if (!Number.isFinite(seconds) || seconds < 0) return response.status === 429 ? 60 : undefined;
  return Math.min(Math.max(1, Math.ceil(seconds)), MAX_RETRY_AFTER_SECONDS);
}

/** The short name of the failure and nothing else of the answer, which may repeat addresses. */
async function nameOfFailure(response: Response): Promise<string | undefined> {
  try {
    const { name } = (await response.json()) as { name?: unknown };
    return typeof name === 'string' && /^\w{1,60}$/.test(name) ? name : undefined;
  } catch {
    return undefined; // not JSON: a proxy in between; the status says enough
  }
}
