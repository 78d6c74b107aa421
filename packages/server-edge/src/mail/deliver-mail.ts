/**
 * One e-mail and what becomes of it. Never throws for anything that the database or the mail server may do.
 *
 * Policy: what failed for a while is tried again after pauses that double from half a minute to four hours; the database
 * gives it up after ten tries and a day. What can never arrive is buried at once. While nothing can be sent at all the
 * whole lane waits, which is nobody's failure, and the log says so once, not once a minute.
 */
import { DatabaseError } from '../db/database-caller.ts';
import type { MailJob } from '../db/mail-db.ts';
import type { OutboxSettlement } from '../db/outbox-db.ts';
import type { Logger } from '../deps.ts';
import type { DeliveryResult } from '../outbox/drive-lanes.ts';
import { composeMail, type ComposeDeps } from './compose-mail.ts';
import { headerText, isAddress } from './header-text.ts';
import { MailError, type Mailer } from './mailer.ts';

export interface DeliverDeps extends ComposeDeps {
  readonly mailer: Mailer;
  readonly logger: Logger;
  /** The part of message ids after the `@`. */
  readonly host: string;
  /** Whether the log has said already that nothing can be sent. */
  readonly complaint: { isMade: boolean };
}

type Verdict = Pick<OutboxSettlement, 'outcome' | 'retrySeconds' | 'error'>;

const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 4 * 3_600;
/** How often somebody's change of a setting is looked for. */
const MISCONFIGURED_PAUSE_SECONDS = 300;

export async function deliverMail(deps: DeliverDeps, job: MailJob): Promise<DeliveryResult> {
  try {
    return { settlement: { id: job.id, ...(await send(deps, job)) }, mustStop: false };
  } catch (error) {
    const verdict = judge(deps, job, error);
    const mustStop = error instanceof MailError && error.failure === 'misconfigured';
    return { settlement: { id: job.id, ...verdict }, mustStop };
  }
}

async function send(deps: DeliverDeps, job: MailJob): Promise<Verdict> {
  const composed = await composeMail(deps, job);
  // Not a failure; but only "retry" leaves the other mails of the lane alone meanwhile.
  if (composed.outcome === 'later') return { outcome: 'retry', retrySeconds: composed.seconds, error: 'not yet' };
  if (composed.outcome === 'nothing') return { outcome: 'sent' };
  const { letter, onSent } = composed;
  if (!isAddress(letter.to)) throw new MailError('This is no e-mail address.', { failure: 'permanent' });
  await deps.mailer.send({
    ...letter,
    messageId: `<${job.kind.replaceAll('_', '-')}.${job.id}@${deps.host}>`,
    fromName: headerText(letter.fromName, 100),
    subject: headerText(letter.subject, 200),
  });
  deps.complaint.isMade = false;
  await onSent?.();
  return { outcome: 'sent' };
}

function judge(deps: DeliverDeps, job: MailJob, error: unknown): Verdict {
  const { outcome, retrySeconds } = verdictFor(job, error);
  const verdict = { outcome, retrySeconds, error: reasonOf(error) };
  const fields = { job_id: job.id, kind: job.kind, lane: job.lane, attempts: job.attempts, reason: verdict.error };
  if (error instanceof MailError && error.failure === 'misconfigured') {
    if (!deps.complaint.isMade) deps.logger.error('mail.misconfigured', fields);
    deps.complaint.isMade = true;
  } else if (outcome === 'dead') {
    // A defect of ours is worth its stack; what a mail server refused says enough by its number.
    deps.logger.error('mail.delivery_failed', error instanceof MailError ? fields : { ...fields, error });
  } else {
    deps.logger.warn('mail.delivery_postponed', { ...fields, outcome, seconds: retrySeconds });
  }
  return verdict;
}

function verdictFor(job: MailJob, error: unknown): Verdict {
  if (error instanceof DatabaseError) {
    // Gone with its conversation while it was being written.
    if (error.sqlstate === 'SC020') return { outcome: 'sent' };
    return error.kind === 'unavailable' ? retryLater(job) : { outcome: 'dead' };
  }
  // Ours: it would fail the same way every time.
  if (!(error instanceof MailError)) return { outcome: 'dead' };
  switch (error.failure) {
    case 'temporary':
      return error.retryAfterSeconds === undefined
        ? retryLater(job)
        : { outcome: 'wait', retrySeconds: error.retryAfterSeconds };
    case 'permanent':
      return { outcome: 'dead' };
    case 'misconfigured':
      return { outcome: 'wait', retrySeconds: MISCONFIGURED_PAUSE_SECONDS };
  }
}

function retryLater({ attempts }: MailJob): Verdict {
  const seconds = FIRST_PAUSE_SECONDS * 2 ** Math.min(Math.max(0, attempts - 1), 20);
  return { outcome: 'retry', retrySeconds: Math.min(seconds, LONGEST_PAUSE_SECONDS) };
}

/** Only what was written for this: other messages may repeat what a person wrote. */
function reasonOf(error: unknown): string {
  if (error instanceof MailError) return error.message;
  return error instanceof DatabaseError
    ? `The database refused (${error.sqlstate}).`
    : 'The e-mail could not be written.';
}
