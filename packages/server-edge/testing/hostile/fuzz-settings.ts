/**
 * How the hostile suite draws its requests. Every run prints its seed; the same seed sends the same requests again:
 *
 *     SUPPORT_FUZZ_SEED=12345 SUPPORT_FUZZ_RUNS=2000 node --test …/hostile-requests.database.test.ts
 */
import type { Parameters } from 'fast-check';

const DEFAULT_RUNS = 40;

/** fast-check takes seeds of 32 bits, with their sign. */
export const FUZZ_SEED = read('SUPPORT_FUZZ_SEED') ?? Math.trunc(Math.random() * 0x7fff_ffff);

/** How often every property is tried, for every endpoint. */
export const FUZZ_RUNS = read('SUPPORT_FUZZ_RUNS') ?? DEFAULT_RUNS;

/** Makes a counterexample smaller for so long only: each step of it is a request. */
const SHRINKING_MS = 30_000;

/** Each property draws from a seed of its own, made from the one that is printed. */
export function fuzz<Inputs>(property: string): Parameters<Inputs> {
  return {
    seed: seedFor(property),
    numRuns: FUZZ_RUNS,
    ...(FUZZ_RUNS > DEFAULT_RUNS ? {} : { interruptAfterTimeLimit: SHRINKING_MS }),
  };
}

export function seedFor(property: string): number {
  return Array.from(property).reduce(
    (hash, letter) => (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0,
    FUZZ_SEED,
  );
}

function read(name: string): number | undefined {
  const given = process.env[name];
  if (given === undefined || given === '') return undefined;
  const number = Number(given);
  if (!Number.isSafeInteger(number)) throw new TypeError(`${name} has to be a whole number, not ${given}.`);
  return number;
}
