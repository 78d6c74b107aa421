import * as z from 'zod';
import { storableText } from './primitives.ts';

/** Deeper than anybody reads in a list of traits, and far from what parsers and Postgres give up at. */
const MAX_DEPTH = 8;

/**
 * An object of whatever JSON holds, as Postgres can store it: bounded in depth and in bytes, and its texts and names
 * without the characters that jsonb refuses.
 */
export function jsonObject(maxBytes: number) {
  return z.record(z.string(), z.unknown()).transform((given, context): Record<string, unknown> => {
    if (!isShallow(given, MAX_DEPTH)) {
      context.addIssue({ code: 'custom', message: `has at most ${String(MAX_DEPTH)} levels` });
      return z.NEVER;
    }
    const storable = storableJson(given) as Record<string, unknown>;
    if (new TextEncoder().encode(JSON.stringify(storable)).length > maxBytes) {
      context.addIssue({ code: 'custom', message: `has at most ${String(maxBytes)} bytes` });
      return z.NEVER;
    }
    return storable;
  });
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((item) => isShallow(item, levels - 1));
}

function storableJson(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storableJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [storableText(name), storableJson(item)]));
}
