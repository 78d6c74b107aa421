/**
 * Messages that nobody has seen here yet. Unknown ones before the first known message are history that was fetched
 * later, not news. Told by position, because the clocks of visitor and server need not agree.
 */
export function findNewMessages<Message extends { readonly id: string }>(
  messages: readonly Message[],
  known: ReadonlySet<string>,
): Message[] {
  const first = messages.findIndex(({ id }) => known.has(id));
  return messages.slice(first + 1).filter(({ id }) => !known.has(id));
}

/** How many messages at the beginning are the very objects that were there before. */
export function countSame(before: readonly unknown[], now: readonly unknown[]): number {
  let count = 0;
  while (count < now.length && now[count] === before[count]) count += 1;
  return count;
}
