/**
 * What happens to a page may happen to it later, or never. Everything that calls back into a page goes through its
 * gate: a frozen page hears all of it when it wakes, in the same order; a dead one nothing.
 */
export class Gate {
  #state: 'open' | 'frozen' | 'dead' = 'open';
  #held: (() => void)[] = [];

  get isDead(): boolean {
    return this.#state === 'dead';
  }

  get isFrozen(): boolean {
    return this.#state === 'frozen';
  }

  freeze(): void {
    if (this.#state === 'open') this.#state = 'frozen';
  }

  thaw(): void {
    if (this.#state !== 'frozen') return;
    this.#state = 'open';
    for (const callback of this.#held.splice(0)) this.run(callback);
  }

  kill(): void {
    this.#state = 'dead';
    this.#held = [];
  }

  run(callback: () => void): void {
    if (this.#state === 'open') callback();
    else if (this.#state === 'frozen') this.#held.push(callback);
  }

  /** What was asked for outside. A dead page asks for nothing any more. */
  pass<Result>(ask: () => Promise<Result>): Promise<Result> {
    if (this.#state === 'dead') return new Promise(() => {});
    return new Promise((resolve, reject) => {
      ask().then(
        (result) => this.run(() => resolve(result)),
        (error: unknown) => this.run(() => reject(error as Error)),
      );
    });
  }
}
