/**
 * Looks into answers without trusting them: an older or newer server, a proxy, a cache. Whatever is missing or of another
 * type has a harmless value, so that one odd field never breaks an inbox.
 */

/** An object that may have anything, or nothing. */
export type Fields<Known> = { readonly [Name in keyof Known]?: unknown };

/** The fields of an object; of anything else none. */
export function fieldsOf<Known>(value: unknown): Fields<Known> {
  return typeof value === 'object' && value !== null ? value : {};
}

export function text(value: unknown): string {
  return textOrNull(value) ?? '';
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function count(value: unknown): number {
  return countOrNull(value) ?? 0;
}

export function countOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** ISO 8601 to milliseconds since 1970; null for what is no time. */
export function timeOrNull(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? null : time;
}

export function time(value: unknown): number {
  return timeOrNull(value) ?? 0;
}

/** One of the known words; the first of them for any other. */
export function oneOf<const Word extends string>(words: readonly [Word, ...Word[]], value: unknown): Word {
  return words.find((word) => word === value) ?? words[0];
}

/** What `read` makes of each; nothing of what it answers null to. Frozen. */
export function list<Item>(value: unknown, read: (item: unknown) => Item | null): readonly Item[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return Object.freeze(items.flatMap((item) => read(item) ?? []));
}

export function texts(value: unknown): readonly string[] {
  return list(value, textOrNull);
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return Object.freeze(isRecord ? (value as Readonly<Record<string, unknown>>) : {});
}

/** Somebody or something with an id and a name; null for anything else. */
export function named(value: unknown): { readonly id: string; readonly name: string } | null {
  const { id, name } = fieldsOf<{ id: string; name: string }>(value);
  return typeof id === 'string' ? Object.freeze({ id, name: text(name) }) : null;
}
