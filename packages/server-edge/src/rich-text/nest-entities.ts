/**
 * Formatting that anybody may draw: whatever comes in, what goes out is as `WireTextEntity` promises. What breaks a rule
 * loses its formatting, or the part of it that does; the text itself is never touched.
 */
import type { WireTextEntity } from '@support-chat/sdk/protocol';

const MAX_ENTITIES = 100;
/** With all else that 100 ranges say, this stays below the 32 KB that the database takes. */
const MAX_ADDRESS_UNITS = 18_000;

export function nestEntities(text: string, entities: readonly WireTextEntity[]): readonly WireTextEntity[] {
  const nested: WireTextEntity[] = [];
  const open: WireTextEntity[] = [];
  let addressUnits = 0;
  for (const entity of byPlace(entities.map((candidate) => fitInto(text, candidate)))) {
    while (open.length > 0 && endOf(open.at(-1)) <= entity.offset) open.pop();
    const fitting = clip(entity, open.length === 0 ? text.length : endOf(open.at(-1)));
    // Code holds nothing but code, and nothing holds its own kind.
    if (open.some(({ type }) => type === 'code' || type === 'pre' || type === fitting.type)) continue;
    if (fitting.type === 'link') addressUnits += fitting.url.length;
    if (nested.length === MAX_ENTITIES || (fitting.type === 'link' && addressUnits > MAX_ADDRESS_UNITS)) continue;
    nested.push(fitting);
    open.push(fitting);
  }
  return nested;
}

function endOf(entity: WireTextEntity | undefined): number {
  return entity === undefined ? 0 : entity.offset + entity.length;
}

/** Within the text, and around whole characters; null when nothing is left of it. */
function fitInto(text: string, entity: WireTextEntity): WireTextEntity | null {
  if (!Number.isSafeInteger(entity.offset) || !Number.isSafeInteger(entity.length)) return null;
  let from = Math.max(entity.offset, 0);
  let to = Math.min(endOf(entity), text.length);
  if (splitsPair(text, from)) from += 1;
  if (splitsPair(text, to)) to -= 1;
  return from < to ? { ...entity, offset: from, length: to - from } : null;
}

function splitsPair(text: string, index: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(index - 1, 0), index + 1)) && index > 0;
}

function byPlace(entities: readonly (WireTextEntity | null)[]): readonly WireTextEntity[] {
  return entities.filter((entity) => entity !== null).sort((a, b) => a.offset - b.offset || b.length - a.length);
}

function clip(entity: WireTextEntity, end: number): WireTextEntity {
  return endOf(entity) <= end ? entity : { ...entity, length: end - entity.offset };
}
