/** From 0 to a round number that nothing exceeds, in even steps of 1, 2 or 5 times a power of ten. */
export function roundTicks(values: readonly number[], wantedSteps = 4): readonly number[] {
  const most = Math.max(0, ...values.filter(Number.isFinite));
  if (most === 0) return [0, 1];
  const rough = most / wantedSteps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999_999) ?? 10;
  const step = factor * power;
  const steps = Math.ceil(most / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** A few places out of many, evenly spread, with the first and the last. */
export function spread(count: number, wanted: number): readonly number[] {
  if (count <= wanted) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: wanted }, (_, index) => Math.round((index * (count - 1)) / (wanted - 1)));
}
