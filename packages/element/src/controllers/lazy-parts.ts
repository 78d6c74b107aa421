import { ConversationScreen } from './conversation-screen.ts';

const chunks = {
  history: () => import('../define-history.ts'),
  menu: () => import('../define-menu.ts'),
  ended: () => import('../define-ended.ts'),
  consent: () => import('../define-consent.ts'),
  teaser: () => import('../define-teaser.ts'),
};

/** Loads what only some conversations have, when they have it. What is drawn already comes to life when it is there. */
export class LazyParts {
  readonly #onFailure: (cause: unknown) => void;
  readonly #parts = new Map<string, ConversationScreen>();

  constructor(onFailure: (cause: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** Resolves when it is there, or could not be loaded. */
  async want(name: keyof typeof chunks): Promise<void> {
    let part = this.#parts.get(name);
    if (part === undefined) {
      part = new ConversationScreen({ load: chunks[name], onFailure: this.#onFailure });
      this.#parts.set(name, part);
    }
    await part.ensure();
  }
}
