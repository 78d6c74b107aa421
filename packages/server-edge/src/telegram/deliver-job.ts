/**
 * One delivery and what becomes of it. Never throws for anything that Telegram or the database may do, but a
 * {@link LeaseLostError} when the delivery is somebody else's by now.
 *
 * Policy: what certainly did not happen is tried again. What perhaps happened (no answer in time) is tried again too:
 * Bot API has no idempotency key, and a visitor's line seen twice is a smaller harm than one that nobody sees; each lost
 * answer costs at most one duplicate. What can never succeed is buried, logged, and said in the chat where it is missing.
 */
import { DatabaseError } from '../db/database-caller.ts';
import type { OutboxSettlement, SentTelegramMessage } from '../db/outbox-db.ts';
import type { DeliveryResult } from '../outbox/drive-lanes.ts';
import { StorageError } from '../storage/file-storage.ts';
import type { BridgeDeps, BridgeJob, ConversationJob, Delivery } from './bridge-deps.ts';
import { countSends } from './count-sends.ts';
import { deliverAgentMessage } from './deliver-agent-message.ts';
import { deliverAgentNotice } from './deliver-agent-notice.ts';
import { withWholeBatch } from './deliver-batch.ts';
import { deliverClaimTranscript } from './deliver-claim-transcript.ts';
import { deliverConversationState } from './deliver-conversation-state.ts';
import { deliverForgottenTopic } from './deliver-forgotten-topic.ts';
import { keepLease, LeaseLostError, type KeptLease } from './deliver-lease.ts';
import { deliverOwnerAlert } from './deliver-owner-alert.ts';
import { deliverReadReceipt } from './deliver-read-receipt.ts';
import { deliverReminder } from './deliver-reminder.ts';
import { deliverVisitorCard } from './deliver-visitor-card.ts';
import { deliverVisitorDeletion, deliverVisitorEdit } from './deliver-visitor-edit.ts';
import { deliverVisitorMessage } from './deliver-visitor-message.ts';
import { deliverVisitorTyping } from './deliver-visitor-typing.ts';
import { conversationLabel } from './format-card.ts';
import { formatted } from './formatted-text.ts';
import { sayQuietly } from './say.ts';
import { classifyTelegramFailure, describeFailure, isTelegramError, type TelegramFailure } from './telegram-failure.ts';

type Verdict = Pick<OutboxSettlement, 'outcome' | 'retrySeconds'> & { readonly mustStop?: true };

/** With pauses of at most a minute, this many answers of "5xx" are about an hour; then the lane goes on without the job. */
const MAX_SERVER_FAULTS = 60;
const MAX_BACKOFF_SECONDS = 60;
/** How often a token that Telegram does not know is tried again. */
const PAUSE_SECONDS = 60;

export async function deliverJob(deps: BridgeDeps, job: BridgeJob): Promise<DeliveryResult> {
  const lease = keepLease(deps, job);
  const sends = countSends(lease.api, job.chat_id);
  const delivery: Delivery = { deps: { ...deps, api: sends.api, storage: lease.storage }, job, sent: [] };
  const besides = () => ({
    ...(job.batch === undefined ? {} : { withIds: job.batch.map(({ id }) => id) }),
    ...furtherSends(job, sends.count(), delivery.sent),
  });
  try {
    await deliver(delivery);
    return { settlement: { id: job.id, outcome: 'sent', sent: delivery.sent, ...besides() }, mustStop: false };
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    await throwIfLost(lease);
    const { outcome, retrySeconds, mustStop } = await judge(deps, job, error);
    const settlement = {
      id: job.id,
      outcome,
      error: describeFailure(error),
      retrySeconds,
      sent: delivery.sent,
      sentParts: Math.max(0, ...delivery.sent.map(({ part }) => part)),
      ...besides(),
    };
    return { settlement, mustStop: mustStop === true };
  }
}

/** A failure of ours must not take the delivery from whoever has it by now. A database that is away will say so later. */
async function throwIfLost(lease: KeptLease): Promise<void> {
  try {
    await lease.renew();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
  }
}

/**
 * The lease has counted one send, except for a sign of typing and a reaction, and recording a part counts it; the last part is recorded with
 * the outcome. What Telegram refused is given back.
 */
function furtherSends(
  job: BridgeJob,
  sends: number,
  sent: readonly SentTelegramMessage[],
): Pick<OutboxSettlement, 'furtherSends'> {
  const isFree = job.kind === 'visitor_typing' || job.kind === 'read_receipt';
  const counted = (isFree ? 0 : 1) + sent.slice(0, -1).filter(({ part }) => part > 1).length;
  return sends === counted ? {} : { furtherSends: Math.max(-1, sends - counted) };
}

function deliver({ deps, job, sent }: Delivery): Promise<void> {
  switch (job.kind) {
    case 'agent_notice':
      return deliverAgentNotice({ deps, job, sent });
    case 'owner_alert':
      return deliverOwnerAlert({ deps, job, sent });
    case 'forget_topic':
      return deliverForgottenTopic({ deps, job, sent });
    default:
      if (job.context.mode === null) throw new NoGroupError();
      return deliverAboutConversation({ deps, job, sent });
  }
}

function deliverAboutConversation({ deps, job, sent }: Delivery<ConversationJob>): Promise<void> {
  switch (job.kind) {
    case 'visitor_message':
      return deliverVisitorMessage({ deps, job: withWholeBatch(job), sent });
    case 'conversation_state':
      return deliverConversationState({ deps, job, sent });
    case 'claim_transcript':
      return deliverClaimTranscript({ deps, job, sent });
    case 'visitor_edit':
      return deliverVisitorEdit({ deps, job, sent });
    case 'visitor_deletion':
      return deliverVisitorDeletion({ deps, job, sent });
    case 'visitor_typing':
      return deliverVisitorTyping({ deps, job, sent });
    case 'read_receipt':
      return deliverReadReceipt({ deps, job, sent });
    case 'visitor_card':
      return deliverVisitorCard({ deps, job, sent });
    case 'agent_message':
      return deliverAgentMessage({ deps, job, sent });
    case 'reminder':
      return deliverReminder({ deps, job, sent });
    default:
      throw new UnknownKindError(job);
  }
}

class NoGroupError extends Error {
  override readonly name = 'NoGroupError';
  constructor() {
    super('The organization has no Telegram group any more.');
  }
}

/** A newer database may know kinds that this worker does not. */
class UnknownKindError extends Error {
  override readonly name = 'UnknownKindError';
  constructor(job: never) {
    super(`This worker cannot deliver jobs of the kind "${(job as BridgeJob).kind}".`);
  }
}

async function judge(deps: BridgeDeps, job: BridgeJob, error: unknown): Promise<Verdict> {
  const fields = {
    job_id: job.id,
    kind: job.kind,
    lane: job.lane,
    attempts: job.attempts,
    failure: describeFailure(error),
  };
  const verdict = await verdictFor(deps, job, error);
  if (verdict.outcome === 'sent') return verdict;
  if (verdict.outcome !== 'dead') {
    deps.logger[verdict.mustStop === true ? 'error' : 'warn']('telegram.delivery_postponed', {
      ...fields,
      outcome: verdict.outcome,
      seconds: verdict.retrySeconds,
    });
    return verdict;
  }
  deps.logger.error('telegram.delivery_failed', fields);
  await sayWhatIsMissing(deps, job);
  return verdict;
}

async function verdictFor(deps: BridgeDeps, job: BridgeJob, error: unknown): Promise<Verdict> {
  if (error instanceof DatabaseError) {
    return error.kind === 'unavailable' ? retryLater(deps, job) : { outcome: 'dead' };
  }
  if (error instanceof StorageError) return error.kind === 'unavailable' ? retryLater(deps, job) : { outcome: 'dead' };
  // A defect of ours would fail the same way every time and hold the lane.
  if (!isTelegramError(error)) return { outcome: 'dead' };
  const failure = classifyTelegramFailure(error);
  if (failure.kind === 'migrated') return migrate(deps, job, failure.chatId);
  return verdictForFailure(deps, job, failure);
}

function verdictForFailure(deps: BridgeDeps, job: BridgeJob, failure: TelegramFailure): Verdict {
  switch (failure.kind) {
    case 'wait':
      // Never earlier than asked; the jitter keeps lanes that were stopped together from coming back together.
      return { outcome: 'wait', retrySeconds: failure.seconds + deps.random() * 0.5 };
    case 'retry':
      return failure.isAnswer && job.attempts >= MAX_SERVER_FAULTS ? { outcome: 'dead' } : retryLater(deps, job);
    case 'unknown-outcome':
    case 'thread-lost':
    case 'topic-closed':
      return retryLater(deps, job);
    case 'not-modified':
    case 'no-edit-target':
      return { outcome: 'sent' };
    case 'chat-unusable':
      return { outcome: 'paused' };
    case 'token-invalid':
      return { outcome: 'retry', retrySeconds: PAUSE_SECONDS, mustStop: true };
    case 'migrated':
    case 'no-reply-target':
    case 'no-text':
    case 'cannot-dm':
    case 'bad-text':
    case 'bad-file':
    case 'query-expired':
    case 'permanent':
      return { outcome: 'dead' };
  }
}

/** The rows of the chat now point to its new id, this job among them; it is due again at once. */
async function migrate(deps: BridgeDeps, job: BridgeJob, newChatId: number): Promise<Verdict> {
  try {
    await deps.db.migrateTelegramChat({ oldChatId: job.chat_id, newChatId });
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    deps.logger.error('telegram.migration_failed', { old_chat_id: job.chat_id, new_chat_id: newChatId, error });
    return retryLater(deps, job);
  }
  deps.logger.info('telegram.chat_migrated', { old_chat_id: job.chat_id, new_chat_id: newChatId });
  return { outcome: 'retry', retrySeconds: 0 };
}

/** 1, 2, 4 … 60 s and a little more, by chance. */
function retryLater(deps: BridgeDeps, job: BridgeJob): Verdict {
  const seconds = Math.min(MAX_BACKOFF_SECONDS, 2 ** Math.max(0, job.attempts - 1));
  return { outcome: 'retry', retrySeconds: seconds + (seconds === 1 ? 0 : deps.random()) };
}

async function sayWhatIsMissing(deps: BridgeDeps, job: BridgeJob): Promise<void> {
  if (job.kind !== 'visitor_message' || job.context.mode === null) return;
  await sayQuietly(
    deps,
    {
      chatId: job.chat_id,
      threadId: job.context.topic?.chat_id === job.chat_id ? job.context.topic.thread_id : undefined,
    },
    formatted({ bold: conversationLabel(job.context) }, '\nA message of this visitor could not be shown here.'),
  );
}
