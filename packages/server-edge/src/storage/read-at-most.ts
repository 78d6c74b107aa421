/**
 * The first `length` bytes of a body. `then stop` hangs up after them; `then count` goes on to the end, keeping nothing,
 * for bodies that do not say how long they are.
 */
export async function readAtMost(
  response: Response,
  length: number,
  rest: 'then stop' | 'then count',
): Promise<{ readonly bytes: Uint8Array; readonly count: number }> {
  const kept = new Uint8Array(length);
  let count = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    const room = Math.max(length - count, 0);
    kept.set(value.subarray(0, room), Math.min(count, length));
    count += value.byteLength;
    if (rest === 'then stop' && count >= length) {
      await reader.cancel();
      break;
    }
  }
  return { bytes: kept.subarray(0, Math.min(count, length)), count };
}
