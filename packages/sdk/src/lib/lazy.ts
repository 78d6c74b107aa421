import { ChatError, isChatError } from '../errors.ts';

/** Makes something at its first use, from a chunk that is loaded then. After a failure the next call tries again. */
export type Lazy<Thing> = () => Promise<Thing>;

export function createLazy<Thing>(make: () => Promise<Thing>): Lazy<Thing> {
  let made: Promise<Thing> | null = null;
  return () =>
    (made ??= make().catch((cause: unknown) => {
      made = null;
      if (isChatError(cause)) throw cause;
      throw new ChatError('network_unavailable', 'A part of the chat did not load.', { retryable: true, cause });
    }));
}

/** Methods of the same names that wait for the thing first; calls are made in the order they came. */
export function delegate<
  Thing extends Readonly<Record<Name, (...args: never[]) => Promise<unknown>>>,
  Name extends string,
>(lazy: Lazy<Thing>, names: readonly Name[]): Pick<Thing, Name> {
  const call =
    (name: Name) =>
    async (...args: never[]): Promise<unknown> =>
      (await lazy())[name](...args);
  return Object.fromEntries(names.map((name) => [name, call(name)])) as Pick<Thing, Name>;
}
