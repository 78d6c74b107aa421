export interface Summary {
  readonly count: number;
  readonly median: number;
  readonly p95: number;
  readonly slowest: number;
}

/** Nearest-rank percentiles; the samples need not be sorted. */
export function summarize(samples: readonly number[]): Summary {
  if (samples.length === 0) throw new Error('there is nothing to summarize');
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { count: sorted.length, median: at(0.5), p95: at(0.95), slowest: at(1) };
}
