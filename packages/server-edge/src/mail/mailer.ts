/**
 * Sends one e-mail. Resolves when the next server has taken responsibility for it.
 *
 * A failure is a {@link MailError}: `temporary` (try again later), `permanent` (this address or this mail will never
 * work), or `misconfigured` (nothing can be sent until somebody changes a setting).
 */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export interface Mail {
  /** The same for every try of the same mail, so that providers and readers can tell a repeat. */
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

export class MailError extends Error {
  override readonly name = 'MailError';
  readonly failure: MailFailure;

  constructor(message: string, fields: { readonly failure: MailFailure; readonly cause?: unknown }) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.failure = fields.failure;
  }
}
