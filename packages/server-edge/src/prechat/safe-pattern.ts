/**
 * Patterns that admins write and visitors' answers are held against. An engine that tries one way after the other, as
 * JavaScript's does, can be kept busy for ever by a short pattern. So the ways in which an answer could be matched are
 * counted beforehand, and a pattern with too many of them is not used.
 *
 * Understood are literals, classes, escapes, groups, alternatives, anchors and repetitions. A group with a choice in it
 * may not be repeated without an end. Look-around, back references and named groups are not understood.
 */

export const MAX_PATTERN_CHARACTERS = 200;

/** Steps at the very worst: about a third of a second. Three open repetitions in an answer of 200 characters pass. */
const MAX_STEPS = 300_000_000;

/**
 * The pattern as a regular expression for whole answers of at most `longest` characters; undefined for one that does not
 * compile, is not understood, or could take too long.
 */
export function compilePattern(pattern: string, longest: number): RegExp | undefined {
  if (pattern === '' || pattern.length > MAX_PATTERN_CHARACTERS) return undefined;
  const tokens = tokensOf(pattern);
  const ways = waysOfAlternatives(tokens);
  // What is left over begins with a `)` that closes nothing.
  if (ways === undefined || tokens.length > 0 || stepsOf(ways, longest) > MAX_STEPS) return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** By how many open repetitions (`*`, `+`, `{2,}`) have to share a text: the number of ways besides. */
type Ways = readonly number[];

/** `k` open repetitions share `n` characters in C(n + k, k) ways, and each may be walked to the end of the text. */
function stepsOf(ways: Ways, longest: number): number {
  let sum = 0;
  let sharings = 1;
  for (const [repetitions, count] of ways.entries()) {
    if (repetitions > 0) sharings *= (longest + repetitions) / repetitions;
    sum += count * sharings;
  }
  return sum * longest;
}

/** An escape, a class, the beginning of a group, a repetition, or one character. */
const TOKEN =
  /\\(?:[pP]\{\w+(?:=\w+)?\}|u\{[0-9a-fA-F]+\}|[^])|\[(?:\\[^]|[^\]\\])*\]|\(\?:|[*+?]\??|\{\d+(?:,\d*)?\}\??|[^]/gu;

function tokensOf(pattern: string): string[] {
  return pattern.match(TOKEN) ?? [];
}

/** Reads up to the end of the group. Undefined: not understood. */
function waysOfAlternatives(tokens: string[]): Ways | undefined {
  let sum: Ways = [0];
  for (;;) {
    const ways = waysOfSequence(tokens);
    if (ways === undefined) return undefined;
    sum = plus(sum, ways);
    if (tokens[0] !== '|') return sum;
    tokens.shift();
  }
}

function waysOfSequence(tokens: string[]): Ways | undefined {
  let product: Ways = [1];
  while (tokens[0] !== undefined && tokens[0] !== '|' && tokens[0] !== ')') {
    const ways = waysOfAtom(tokens);
    const repeated = ways === undefined ? undefined : waysOfRepetition(ways, tokens);
    if (repeated === undefined) return undefined;
    product = times(product, repeated);
  }
  return product;
}

function waysOfAtom(tokens: string[]): Ways | undefined {
  const token = tokens.shift() ?? '';
  if (token === '(' || token === '(?:') {
    // `(?=`, `(?!` and `(?<` come apart into a group that begins with a repetition, which is no atom.
    const ways = waysOfAlternatives(tokens);
    return tokens.shift() === ')' ? ways : undefined;
  }
  return repetitionOf(token) !== undefined || /^\\[1-9k]/.test(token) ? undefined : [1];
}

function waysOfRepetition(ways: Ways, tokens: string[]): Ways | undefined {
  const repetition = repetitionOf(tokens[0] ?? '');
  if (repetition === undefined) return ways;
  tokens.shift();
  const { least, most } = repetition;
  const isWithoutChoice = ways.length === 1 && ways[0] === 1;
  if (isWithoutChoice) return most === Infinity ? [0, 1] : [Math.max(most - least + 1, 1)];
  if (most > MAX_PATTERN_CHARACTERS) return undefined;
  let sum: Ways = [0];
  let power: Ways = [1];
  for (let count = 0; count <= most; count += 1) {
    if (count >= least) sum = plus(sum, power);
    power = times(power, ways);
  }
  return sum;
}

function repetitionOf(token: string): { readonly least: number; readonly most: number } | undefined {
  if (/^\*\??$/.test(token)) return { least: 0, most: Infinity };
  if (/^\+\??$/.test(token)) return { least: 1, most: Infinity };
  if (/^\?\??$/.test(token)) return { least: 0, most: 1 };
  const counted = /^\{(\d+)(,(\d*))?\}\??$/.exec(token);
  if (counted === null) return undefined;
  const least = Number(counted[1]);
  if (counted[2] === undefined) return { least, most: least };
  return { least, most: counted[3] === '' ? Infinity : Number(counted[3]) };
}

function plus(left: Ways, right: Ways): Ways {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => (left[at] ?? 0) + (right[at] ?? 0));
}

function times(left: Ways, right: Ways): Ways {
  const product = Array.from({ length: left.length + right.length - 1 }, () => 0);
  for (const [at, first] of left.entries()) {
    for (const [next, second] of right.entries()) {
      product[at + next] = (product[at + next] ?? 0) + first * second;
    }
  }
  return product;
}
