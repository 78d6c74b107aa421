/**
 * Runs tasks one after the other, in the order they came. A task that arrives while nothing runs starts at once, within
 * the call, so that a broadcast costs no extra turn of the event loop.
 */
export class Mailbox {
  readonly #onError: (error: unknown) => void;
  readonly #waiting: (() => void | Promise<void>)[] = [];
  #isRunning = false;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  post(task: () => void | Promise<void>): void {
    this.#waiting.push(task);
    if (!this.#isRunning) this.#drain();
  }

  #drain(): void {
    this.#isRunning = true;
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) {
      try {
        const pending = task();
        if (pending === undefined) continue;
        pending.catch(this.#onError).finally(() => this.#drain());
        return;
      } catch (error) {
        this.#onError(error);
      }
    }
    this.#isRunning = false;
  }
}
