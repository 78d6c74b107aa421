export interface ShortMemoryOptions<Value> {
  /** Asked when nothing fresh is known. */
  readonly load: (key: string) => Promise<Value>;
  /** How long an answer is believed, in milliseconds. */
  readonly freshMs: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Enough for a busy project in one worker, little enough to forget about memory. */
const MAX_ENTRIES = 500;

interface Entry<Value> {
  readonly value: Promise<Value>;
  readonly staleAt: number;
}

/**
 * Remembers answers by key for a short time. Simultaneous questions about one key share one call; failures are not
 * remembered; of more than 500 keys the one learned longest ago is forgotten.
 */
export class ShortMemory<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #options: ShortMemoryOptions<Value>;

  constructor(options: ShortMemoryOptions<Value>) {
    this.#options = options;
  }

  /** Fails as `load` does. */
  get(key: string): Promise<Value> {
    const { load, freshMs, clock } = this.#options;
    const now = clock();
    const known = this.#entries.get(key);
    if (known !== undefined && now < known.staleAt) return known.value;

    const value = load(key);
    const entry = { value, staleAt: now + freshMs };
    this.#remember(key, entry);
    return value.catch((error: unknown) => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    });
  }

  #remember(key: string, entry: Entry<Value>): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const oldest = this.#entries.keys().next();
    if (this.#entries.size > MAX_ENTRIES && oldest.done !== true) this.#entries.delete(oldest.value);
  }
}
