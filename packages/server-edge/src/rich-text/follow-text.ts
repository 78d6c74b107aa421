import type { WireTextEntity } from '@support-chat/sdk/protocol';
import { nestEntities } from './nest-entities.ts';

/**
 * The same formatting for a text after clean-up: characters were left out of `before`, and `inserted` was put between
 * some, to give `after`. Carriage returns became line feeds.
 */
export function followText(
  entities: readonly WireTextEntity[],
  { before, after, inserted }: { readonly before: string; readonly after: string; readonly inserted: string },
): readonly WireTextEntity[] {
  if (before === after) return entities;
  const places = placesIn(before.replace(/\r(?!\n)/g, '\n'), after, inserted);
  const placeOf = (index: number) => places[Math.min(index, before.length)] ?? after.length;
  return nestEntities(
    after,
    entities.map((entity) => {
      const offset = placeOf(entity.offset);
      return { ...entity, offset, length: placeOf(entity.offset + entity.length) - offset };
    }),
  );
}

/** For each index of `before`, the index in `after` where what stands there went to, or would stand. */
function placesIn(before: string, after: string, inserted: string): readonly number[] {
  const places: number[] = [];
  let place = 0;
  for (let index = 0; index < before.length; index += 1) {
    if (before[index] !== after[place] && after[place] === inserted && before[index] === after[place + 1]) place += 1;
    places.push(place);
    if (before[index] === after[place]) place += 1;
  }
  return [...places, place];
}
