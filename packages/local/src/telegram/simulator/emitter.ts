/** What the page and waiting tests hear about. `changed` says only that something is different now. */
export type SimulatorEvent =
  | { readonly type: 'changed' }
  | {
      readonly type: 'callback_answer';
      readonly userId: number;
      readonly text: string;
      readonly showAlert: boolean;
      readonly url?: string;
    };

/** A list of listeners. Subscribing answers with its undo; a throwing listener never stops the rest. */
export class Emitter {
  readonly #listeners = new Set<(event: SimulatorEvent) => void>();
  readonly #onListenerError: (error: unknown) => void;

  constructor(onListenerError: (error: unknown) => void) {
    this.#onListenerError = onListenerError;
  }

  subscribe(listener: (event: SimulatorEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: SimulatorEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }
}
