import { createResumeTokens } from '../auth/resume-token.ts';
import type { MailDb, MailJob } from '../db/mail-db.ts';
import type { OutboxDb } from '../db/outbox-db.ts';
import type { Logger, MailDelivery } from '../deps.ts';
import { driveLanes } from '../outbox/drive-lanes.ts';
import { deliverMail, type DeliverDeps } from './deliver-mail.ts';
import type { Mailer } from './mailer.ts';

export interface MailDeliveryOptions {
  readonly db: MailDb & Pick<OutboxDb, 'settleOutbox'>;
  readonly mailer: Mailer;
  /** Signs the links back into a conversation; the one that `chat/session/resume` checks them with. */
  readonly linkSecret: string;
  /** As in `ServerConfig`; its host makes message ids unique in the world. */
  readonly apiUrl: string;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Asked for at most a second. Default: a timer. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** Longer than the slowest mail: two questions to the database and an SMTP server that takes its time with every answer. */
const LEASE_SECONDS = 180;

/** Sends what waits for e-mail; {@link driveLanes} says in which order and until when. */
export function createMailDelivery(options: MailDeliveryOptions): MailDelivery {
  const { db, mailer, linkSecret, apiUrl, logger, clock } = options;
  const deps: DeliverDeps = {
    db,
    mailer,
    logger,
    resumeTokens: createResumeTokens({ secret: linkSecret, clock }),
    host: new URL(apiUrl).hostname,
    complaint: { isMade: false },
  };
  const sleep = options.sleep ?? ((milliseconds) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)));
  return {
    driveMail: () =>
      driveLanes<MailJob>({
        name: 'mail',
        clock,
        sleep,
        logger,
        lease: (limit, lane) => db.leaseEmails({ limit, leaseSeconds: LEASE_SECONDS, lane }),
        deliver: (job) => deliverMail(deps, job),
        settleOutbox: (settlement) => db.settleOutbox(settlement),
      }),
  };
}
