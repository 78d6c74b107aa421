import type { World } from '../world.ts';
import type { PendingUpdate } from '../world-state.ts';

const DAY_SECONDS = 24 * 60 * 60;
/** [SRC] A tap is offered for 150 seconds, everything else for a day after it happened. */
export const CALLBACK_LIFETIME_SECONDS = 150;

const KNOWN_KINDS = [
  'message', 'edited_message', 'channel_post', 'edited_channel_post', 'business_connection', 'business_message',
  'edited_business_message', 'deleted_business_messages', 'guest_message', 'stopped_message_generation',
  'message_reaction', 'message_reaction_count', 'inline_query', 'chosen_inline_result', 'callback_query',
  'shipping_query', 'pre_checkout_query', 'purchased_paid_media', 'poll', 'poll_answer', 'my_chat_member',
  'chat_member', 'chat_join_request', 'chat_boost', 'removed_chat_boost', 'managed_bot', 'subscription',
]; // prettier-ignore

/** [DOC] Sent only to bots that ask for them by name. */
const OPT_IN_KINDS = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** Updates that wait to be confirmed, whoever fetches or receives them. */
export class UpdateQueue {
  readonly #world: World;
  readonly #listeners = new Set<() => void>();

  constructor(world: World) {
    this.#world = world;
  }

  get #state() {
    return this.#world.state.updates;
  }

  /** The list the bot set, or null for Telegram's default. */
  get allowed(): string[] | null {
    return this.#state.allowed;
  }

  /** [DOC] Unknown names are skipped; an empty list means the default. Earlier updates keep waiting. */
  setAllowed(names: readonly string[]): void {
    const known = names.map((name) => name.toLowerCase()).filter((name) => KNOWN_KINDS.includes(name));
    this.#state.allowed = known.length ? [...new Set(known)] : null;
  }

  /** Queues an update unless the bot does not want its kind. `queue` orders it among others of the same name. */
  push(kind: string, payload: unknown, queue: string, lifetimeSeconds = DAY_SECONDS): void {
    if (!this.#isWanted(kind)) return;
    this.#state.pending.push({
      id: this.#state.nextId++,
      kind,
      payload: structuredClone(payload),
      queue,
      expiresAt: this.#world.clock.nowSeconds() + lifetimeSeconds,
    });
    for (const listener of [...this.#listeners]) listener();
  }

  pending(): readonly PendingUpdate[] {
    const now = this.#world.clock.nowSeconds();
    if (this.#state.pending.some((update) => update.expiresAt < now)) {
      this.#state.pending = this.#state.pending.filter((update) => update.expiresAt >= now);
    }
    return this.#state.pending;
  }

  /** [DOC] getUpdates: everything before a positive offset is confirmed; a negative one keeps only the last. */
  confirm(offset: number): void {
    const pending = this.pending();
    if (offset > 0) this.#state.pending = pending.filter((update) => update.id >= offset);
    if (offset < 0) this.#state.pending = pending.slice(offset);
  }

  remove(id: number): void {
    this.#state.pending = this.#state.pending.filter((update) => update.id !== id);
  }

  clear(): void {
    this.#state.pending = [];
  }

  onPush(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #isWanted(kind: string): boolean {
    const { allowed } = this.#state;
    return allowed === null || !KNOWN_KINDS.includes(kind) ? !OPT_IN_KINDS.has(kind) : allowed.includes(kind);
  }
}

export function renderUpdate(update: PendingUpdate): Record<string, unknown> & { update_id: number } {
  return { update_id: update.id, [update.kind]: update.payload };
}
