import { loadPatiently, type Pause } from './load-patiently.ts';

export interface ConversationScreenOptions {
  /** Called once for each {@link ConversationScreen.ensure} that came to nothing. */
  readonly onFailure: (cause: unknown) => void;
  /** Default: the chunk that registers the elements. */
  readonly load?: () => Promise<unknown>;
  /** Between two tries. Default: some seconds. */
  readonly pause?: Pause | undefined;
}

/** Loads the screen of a conversation; what is drawn of it already comes to life when it is there. */
export class ConversationScreen {
  readonly #options: ConversationScreenOptions;
  readonly #load: () => Promise<unknown>;
  #state: 'absent' | 'wanted' | 'here' = 'absent';

  constructor(options: ConversationScreenOptions) {
    this.#options = options;
    this.#load = options.load ?? (() => import('../define-conversation.ts'));
  }

  /** Before somebody needs it. That it did not come is no news yet: whoever looks at it loads it, and hears of that. */
  prefetch(): void {
    if (this.#state === 'absent') this.#load().catch(() => {});
  }

  /** Somebody is looking at it. */
  async ensure(): Promise<void> {
    if (this.#state !== 'absent') return;
    this.#state = 'wanted';
    const { pause, onFailure } = this.#options;
    try {
      await loadPatiently(this.#load, pause);
      this.#state = 'here';
    } catch (cause) {
      this.#state = 'absent';
      onFailure(cause);
    }
  }
}
