import type { ReactiveController } from 'lit';
import type { SupportChatElement } from '../support-chat/support-chat.ts';

/** Tells of new messages by a sound, to somebody who is not looking. Remembers that a visitor wants none. */
export class SoundController implements ReactiveController {
  readonly #host: SupportChatElement;
  readonly #mayKeep: () => boolean;

  /** `isWanted`: whether now is a moment for a sound. */
  constructor(host: SupportChatElement, isWanted: () => boolean, mayKeep: () => boolean) {
    this.#host = host;
    this.#mayKeep = mayKeep;
    host.addController(this);
    host.addEventListener('chat-message-received', () => {
      // Silent for once: the message is in the chat all the same, and the next one asks for the sound again.
      if (!host.muted && isWanted()) import('./chime.ts').then(({ chime }) => chime()).catch(() => {});
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

  #withStorage(use: (storage: Storage, key: string) => void): void {
    try {
      use(localStorage, `support-chat:${this.#host.widgetKey}:muted`);
    } catch {
      // Storage is full or refused: the choice holds for this page.
    }
  }
}
