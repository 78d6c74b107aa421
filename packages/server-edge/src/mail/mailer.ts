/**
 * Sends one e-mail. Resolves when the next server has taken responsibility for it.
 *
 * A failure is a {@link MailError}: `temporary` (try again later), `permanent` (this address or this mail will never
 * work), or `misconfigured` (nothing can be sent until somebody changes a setting). Messages of failures hold neither
 * secrets nor addresses of people, since they are logged and kept.
 */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export interface Mail {
  /** `<…@…>`, the same for every try of the same mail, so that providers and readers can tell a repeat. */
  readonly messageId: string;
  /** The name shown; the address is the mailer's own. */
  readonly fromName: string;
  readonly to: string;
  readonly replyTo?: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export type MailFailure = 'temporary' | 'permanent' | 'misconfigured';

export interface MailErrorFields {
  readonly failure: MailFailure;
  /** How long the other side asked for silence, for all mail; only of temporary failures. */
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

export class MailError extends Error {
  override readonly name = 'MailError';
  readonly failure: MailFailure;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, fields: MailErrorFields) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.failure = fields.failure;
    this.retryAfterSeconds = fields.retryAfterSeconds;
  }
}

/** What programs that answer mail by themselves look for, so that an out-of-office note starts no loop (RFC 3834). */
export const AUTOMATIC_HEADERS: Readonly<Record<string, string>> = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
};
