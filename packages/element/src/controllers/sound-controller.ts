import type { ReactiveController } from 'lit';
import type { SupportChatElement } from '../support-chat/support-chat.ts';

/**
 * Tells of new messages by a sound, to somebody who is not looking, and while the page is not on screen by whatever else
 * calls them back. Remembers that a visitor wants no sound.
 */
export class SoundController implements ReactiveController {
  readonly #host: SupportChatElement;
  readonly #mayKeep: () => boolean;

  /** `isWanted`: whether now is a moment for a sound. */
  constructor(host: SupportChatElement, isWanted: () => boolean, mayKeep: () => boolean) {
    this.#host = host;
    this.#mayKeep = mayKeep;
    host.addController(this);
    host.addEventListener('chat-message-received', ({ detail }) => {
      // A chat that is silent for once has done no harm.
      if (!host.muted && isWanted()) import('./chime.ts').then(({ chime }) => chime()).catch(() => {});
      if (document.hidden)
        import('./attention.ts').then(({ callBack }) => callBack(host, detail.message)).catch(() => {});
    });
  }

  hostConnected(): void {
    this.#withStorage((storage, key) => {
      if (storage.getItem(key) !== null) this.#host.muted = true;
    });
  }

  /** What the visitor has chosen, for this page and the next ones. */
  choose(isMuted: boolean): void {
    this.#host.muted = isMuted;
    if (!isMuted || this.#mayKeep())
      this.#withStorage((storage, key) => (isMuted ? storage.setItem(key, '1') : storage.removeItem(key)));
  }

  /** Somebody else may want to hear it, and has answered nothing yet (`kept-facts.ts`). */
  forget(): void {
    this.#withStorage((storage, key) => {
      const facts = key.replace(/muted$/, 'facts');
      storage.removeItem(key);
      storage.removeItem(facts);
      sessionStorage.removeItem(facts);
    });
  }

  #withStorage(use: (storage: Storage, key: string) => void): void {
    try {
      use(localStorage, `support-chat:${this.#host.widgetKey}:muted`);
    } catch {
      // Storage is full or refused: the choice holds for this page.
    }
  }
}
