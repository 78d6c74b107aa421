import { commandsFor } from '../command-lists.ts';
import type { CallLog, CallRecord } from '../call-log.ts';
import type { ActiveFault, FaultRule, Faults } from '../faults.ts';
import type { SimulatorCore } from '../methods/method.ts';
import { REACTION_EMOJI } from '../methods/reactions.ts';
import type { RateLimits } from '../rate-limiter.ts';
import { renderUpdate } from '../updates/update-queue.ts';
import type { WebhookQueueView } from '../updates/webhook-sender.ts';
import type { SimulatorEvent } from '../emitter.ts';
import { readSavedState } from '../saved-state.ts';
import type { SimCommand, WorldState } from '../world-state.ts';
import { ActionError } from './action-error.ts';
import { chatBy, viewMessages, viewOutbox } from './message-views.ts';
import type { ConversationQuery, MessageView, SentMessage } from './message-views.ts';
import { People } from './people.ts';
import { TopicsByHand } from './topics-by-hand.ts';
import { writeTranscript } from './transcript.ts';
import { viewFile, viewGroup, viewPrivateChats } from './views.ts';
import type { SimulatorOverview } from './views.ts';
import { Workspace } from './workspace.ts';

export interface ControlOptions {
  readonly core: SimulatorCore;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly emptyState: () => WorldState;
}

/**
 * Everything a test or the page can do that a bot cannot: act as people, look at the state, push time forward and
 * break things. The `/sim/*` routes offer the same verbs over HTTP.
 */
export class SimulatorControl {
  readonly people: People;
  readonly topics: TopicsByHand;
  readonly workspace: Workspace;
  readonly #options: ControlOptions;
  readonly #closeListeners = new Set<() => void>();

  constructor(options: ControlOptions) {
    this.#options = options;
    this.people = new People(options.core);
    this.topics = new TopicsByHand(options.core);
    this.workspace = new Workspace(options.core);
  }

  overview(): SimulatorOverview {
    const { core, faults } = this.#options;
    const { world, updates } = core;
    const { webhook } = world.state.updates;
    return {
      now: world.clock.now(),
      bot: world.botUser(),
      users: Object.values(world.state.users),
      groups: world
        .groups()
        .filter(({ migratedTo }) => migratedTo === undefined)
        .map((group) => viewGroup(world, group)),
      privateChats: viewPrivateChats(world),
      chatActions: world.signs.actions(),
      messagePreviews: world.signs.previews(),
      faults: faults.list(),
      areRateLimitsOn: core.limiter.isOn,
      reactionEmoji: REACTION_EMOJI,
      webhook: webhook && {
        url: webhook.url,
        ...(webhook.lastErrorMessage && { lastErrorMessage: webhook.lastErrorMessage }),
      },
      pendingUpdates: updates.pending().length,
    };
  }

  /** The messages of one conversation, oldest first. */
  messages(query: ConversationQuery): MessageView[] {
    return viewMessages(this.#options.core.world, query);
  }

  /** The same as text, one line a message. */
  transcript(query: ConversationQuery): string {
    return writeTranscript(this.#options.core.world, query);
  }

  /** What the bot sent to anybody, oldest first, deleted messages included. */
  outbox(): SentMessage[] {
    return viewOutbox(this.#options.core.world);
  }

  /** The commands somebody is offered in a chat. */
  commands({ chatId, userId }: { chatId: number; userId: number }): readonly SimCommand[] {
    const { world } = this.#options.core;
    const chat = chatBy(world, chatId) ?? (chatId === userId ? world.privateChat(chatId) : undefined);
    const user = world.user(userId);
    return chat && user ? commandsFor(world, chat, user) : [];
  }

  file(id: string): { base64: string; mimeType: string; name: string } {
    return viewFile(this.#options.core.world, id);
  }

  /** Bot API calls, oldest first; at most the last thousand, long polls without trouble left out. */
  calls(): readonly CallRecord[] {
    return this.#options.calls.list();
  }

  clearCalls(): void {
    this.#options.calls.clear();
    this.#options.core.world.changed();
  }

  /** Updates the bot has not confirmed, as it will get them. */
  pendingUpdates(): Record<string, unknown>[] {
    return this.#options.core.updates.pending().map(renderUpdate);
  }

  webhookQueues(): WebhookQueueView[] {
    return this.#options.core.webhooks.queues();
  }

  /** Resolves when no webhook request is on its way. */
  webhookIdle(): Promise<void> {
    return this.#options.core.webhooks.idle();
  }

  /** Puts any update into the queue, also of a kind that does not exist. */
  pushUpdate({ kind, payload, queue = 'pushed by hand' }: { kind: string; payload: unknown; queue?: string }): void {
    this.#options.core.updates.push(kind, payload, queue);
    this.#options.core.world.changed();
  }

  injectFault(rule: FaultRule): ActiveFault {
    const fault = this.#options.faults.add(rule);
    this.#options.core.world.changed();
    return fault;
  }

  removeFault({ id }: { id: number }): void {
    this.#options.faults.remove(id);
    this.#options.core.world.changed();
  }

  clearFaults(): void {
    this.#options.faults.clear();
    this.#options.core.world.changed();
  }

  setRateLimits({ limits }: { limits: RateLimits }): void {
    this.#options.core.limiter.configure(limits);
    this.#options.core.world.changed();
  }

  /** Pushes time forward; deliveries that fall due on the way happen at their own time. */
  async advanceClock({ durationMs }: { durationMs: number }): Promise<void> {
    const { core } = this.#options;
    await core.world.clock.advance(durationMs, () => settle(core));
    core.webhooks.pump();
    core.world.changed();
  }

  exportState(): WorldState {
    return structuredClone(this.#options.core.world.state);
  }

  /** Replaces everything, the webhook and waiting updates included. */
  importState(state: WorldState): void {
    const { core, emptyState } = this.#options;
    const loaded = readSavedState(state, emptyState());
    core.webhooks.reset();
    core.world.state = loaded;
    core.world.signs.clear();
    core.limiter.reset();
    core.world.changed();
    core.webhooks.pump();
  }

  /** Forgets everybody and everything but the bot and its webhook. */
  reset(): void {
    const { core, faults, calls, emptyState } = this.#options;
    const { webhook, allowed, nextId } = core.world.state.updates;
    core.webhooks.reset();
    const empty = emptyState();
    core.world.state = { ...empty, updates: { ...empty.updates, webhook, allowed, nextId } };
    core.world.signs.clear();
    core.limiter.reset();
    faults.clear();
    calls.clear();
    core.world.changed();
  }

  /** Event streams end with the simulator. */
  onClose(listener: () => void): () => void {
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  close(): void {
    for (const listener of [...this.#closeListeners]) listener();
  }

  subscribe(listener: (event: SimulatorEvent) => void): () => void {
    return this.#options.core.world.events.subscribe(listener);
  }

  /**
   * Resolves with the first answer of `read` that is not undefined, asked again after every change. Rejects after
   * `timeoutMs` of real time, default 5000.
   */
  waitFor<T>(read: () => T | undefined, { timeoutMs = 5_000 }: { timeoutMs?: number } = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (settlePromise: () => void) => {
        clearTimeout(timer);
        unsubscribe();
        settlePromise();
      };
      const check = () => {
        try {
          const found = read();
          if (found !== undefined) finish(() => resolve(found));
        } catch (error) {
          finish(() => reject(error as Error));
        }
      };
      const timer = setTimeout(
        () => finish(() => reject(new ActionError('What was waited for did not happen'))),
        timeoutMs,
      );
      const unsubscribe = this.subscribe(check);
      check();
    });
  }
}

/** Long enough for any webhook that answers at all; one that hangs must not hold the clock. */
const SETTLE_LIMIT_MS = 500;

async function settle({ webhooks }: SimulatorCore): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, SETTLE_LIMIT_MS);
  });
  await Promise.race([webhooks.idle(), limit]);
  clearTimeout(timer);
}
