/**
 * Milliseconds of processor time that something takes. Unlike the time on the clock it does not grow when the machine has
 * other things to do, so a pattern that explodes can be told from a machine that is busy.
 */
export async function processorTime(act: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
