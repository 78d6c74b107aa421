import { type ChatSnapshot, EMPTY_SNAPSHOT, type SupportChat } from '@support-chat/sdk';
import type { ReactiveControllerHost } from 'lit';

/** The only bridge from the client's store to the template: a new snapshot is a new drawing. */
export class StoreController {
  snapshot: ChatSnapshot = EMPTY_SNAPSHOT;
  /** True once the connection was lost, until it is back. */
  wasOffline = false;
  readonly #host: ReactiveControllerHost;
  #undo: (() => void) | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Follows another client; null shows the empty state again. */
  follow(client: SupportChat | null): void {
    this.#undo?.();
    const read = (): void => {
      this.snapshot = client?.getSnapshot() ?? EMPTY_SNAPSHOT;
      const { connection } = this.snapshot;
      this.wasOffline = connection === 'offline' || (this.wasOffline && connection === 'connecting');
      this.#host.requestUpdate();
    };
    this.#undo = client?.subscribe(read) ?? null;
    read();
  }

  /** Shows a client that could not even be made, for example because of its key. */
  fail(error: NonNullable<ChatSnapshot['error']>): void {
    this.snapshot = { ...EMPTY_SNAPSHOT, status: 'failed', error };
    this.#host.requestUpdate();
  }
}
