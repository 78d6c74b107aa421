/** Who listens to which channel. A listener that throws never stops the others; its error surfaces as uncaught. */
export class NotificationListeners {
  readonly #byChannel = new Map<string, Set<(payload: string) => void>>();

  get channels(): readonly string[] {
    return [...this.#byChannel.keys()];
  }

  /** Adds a listener; the answer removes it and says whether it was the channel's last. */
  add(channel: string, listener: (payload: string) => void): () => 'last' | 'others-left' {
    // Wrapped, so that the same function added twice is two listeners.
    const entry = (payload: string) => listener(payload);
    const listeners = this.#byChannel.get(channel) ?? new Set();
    this.#byChannel.set(channel, listeners.add(entry));
    return () => {
      const removed = listeners.delete(entry);
      if (!removed || listeners.size > 0) return 'others-left';
      this.#byChannel.delete(channel);
      return 'last';
    };
  }

  notify(channel: string, payload: string): void {
    for (const listener of [...(this.#byChannel.get(channel) ?? [])]) {
      try {
        listener(payload);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
