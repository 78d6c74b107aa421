import type { Params } from '../params.ts';
import type { Posting } from '../posting.ts';
import type { RateLimiter } from '../rate-limiter.ts';
import type { LongPolling } from '../updates/long-polling.ts';
import type { UpdateQueue } from '../updates/update-queue.ts';
import type { WebhookSender } from '../updates/webhook-sender.ts';
import type { World } from '../world.ts';

/** The running parts that methods and people's actions work with. */
export interface SimulatorCore {
  readonly world: World;
  readonly updates: UpdateQueue;
  readonly posting: Posting;
  readonly limiter: RateLimiter;
  readonly polling: LongPolling;
  readonly webhooks: WebhookSender;
}

export interface MethodContext extends SimulatorCore {
  readonly params: Params;
  /** Ends when the caller hangs up. */
  readonly signal: AbortSignal;
}

/** One Bot API method: answers with `result`, or throws a `BotApiError`. */
export type Method = (context: MethodContext) => unknown;

/** A result that comes with a `description`, as setWebhook's does. */
export class DescribedResult {
  readonly result: unknown;
  readonly description: string;

  constructor(result: unknown, description: string) {
    this.result = result;
    this.description = description;
  }
}
