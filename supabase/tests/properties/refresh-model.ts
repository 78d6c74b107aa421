import fc from 'fast-check';

/** Which of the tokens so far is used, counted from the newest: mostly a good one, as in life. */
export const anyTokenUses: fc.Arbitrary<readonly number[]> = fc.array(
  fc.oneof({ arbitrary: fc.nat(2), weight: 4 }, { arbitrary: fc.nat(12), weight: 1 }),
  { minLength: 1, maxLength: 20, size: 'max' },
);

export interface RefreshModel {
  /** Uses the n-th token from the newest, which would give `next`; answers what must come of it. */
  use(place: number, next: string): { readonly token: string; readonly outcome: 'refreshed' | 'reused' | 'revoked' };
}

/**
 * A session by the book: the newest generation and the one before it are good, the first use of the newest makes a new
 * one, and anything older is stolen.
 */
export function modelOf(first: string): RefreshModel {
  const tokens = [{ token: first, generation: 1 }];
  let generation = 1;
  let isRevoked = false;
  return {
    use(place, next) {
      const used = tokens[Math.max(0, tokens.length - 1 - place)];
      if (used === undefined) throw new Error('A session has a token.');
      const { token } = used;
      if (isRevoked) return { token, outcome: 'revoked' };
      if (used.generation < generation - 1) {
        isRevoked = true;
        return { token, outcome: 'reused' };
      }
      if (used.generation === generation) generation += 1;
      tokens.push({ token: next, generation });
      return { token, outcome: 'refreshed' };
    },
  };
}
