export interface ConversationScreenOptions {
  /** Called once for each {@link ConversationScreen.ensure} that came to nothing. */
  readonly onFailure: (cause: unknown) => void;
  /** Default: the chunk that registers the elements. */
  readonly load?: () => Promise<unknown>;
  /** Between two tries. Default: two seconds. */
  readonly pause?: () => Promise<unknown>;
}

const TRIES = 3;

/** Loads the screen of a conversation; what is drawn of it already comes to life when it is there. */
export class ConversationScreen {
  readonly #options: Required<ConversationScreenOptions>;
  #state: 'absent' | 'wanted' | 'here' = 'absent';

  constructor(options: ConversationScreenOptions) {
    this.#options = {
      load: () => import('../define-conversation.ts'),
      pause: () => new Promise((resolve) => setTimeout(resolve, 2_000)),
      ...options,
    };
  }

  /** Before somebody needs it: that it did not come is no news yet. */
  prefetch(): void {
    if (this.#state === 'absent') this.#options.load().catch(() => {});
  }

  /** Somebody is looking at it. */
  async ensure(): Promise<void> {
    if (this.#state !== 'absent') return;
    this.#state = 'wanted';
    const { load, pause, onFailure } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await load();
        this.#state = 'here';
        return;
      } catch (cause) {
        if (attempt < TRIES) {
          await pause();
          continue;
        }
        this.#state = 'absent';
        return onFailure(cause);
      }
    }
  }
}
