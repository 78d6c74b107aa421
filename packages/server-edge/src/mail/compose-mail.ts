/** What each kind of job becomes: an e-mail, nothing any more, or the same question again later. */
import type { MailDb, MailJob } from '../db/mail-db.ts';
import type { ResumeTokens } from '../auth/resume-token.ts';
import { composeAnswer } from './compose-answer.ts';
import { composeInvitation } from './compose-invitation.ts';
import { composeOfflineRequest } from './compose-offline-request.ts';
import { composeTranscript } from './compose-transcript.ts';
import type { Mail } from './mailer.ts';

export type Letter = Omit<Mail, 'messageId'>;

export type Composed =
  | {
      readonly outcome: 'letter';
      readonly letter: Letter;
      /** To be remembered once the mail is on its way. */
      readonly onSent?: () => Promise<void>;
    }
  /** What it was about has been read, answered or removed. */
  | { readonly outcome: 'nothing' }
  | { readonly outcome: 'later'; readonly seconds: number };

export interface ComposeDeps {
  readonly db: Pick<MailDb, 'getTranscript' | 'getEmailAnswer' | 'recordEmailAnswer' | 'getEmailOfflineRequest'>;
  readonly resumeTokens: ResumeTokens;
}

export const NOTHING_TO_SEND: Composed = { outcome: 'nothing' };

export async function composeMail(deps: ComposeDeps, job: MailJob): Promise<Composed> {
  switch (job.kind) {
    case 'email_transcript':
      return composeTranscript(deps, job);
    case 'email_answer':
      return composeAnswer(deps, job);
    case 'email_offline_request':
      return composeOfflineRequest(deps, job);
    case 'email_invitation':
      return composeInvitation(job);
    default:
      throw new UnknownKindError(job);
  }
}

/** A newer database may know kinds that this worker does not. */
class UnknownKindError extends Error {
  override readonly name = 'UnknownKindError';
  constructor(job: never) {
    super(`This worker cannot write e-mails of the kind "${(job as MailJob).kind}".`);
  }
}
