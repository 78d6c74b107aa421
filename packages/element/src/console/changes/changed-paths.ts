import { isJsonObject, isSame, namesOf, own, type Json, type JsonObject, type Path } from './json.ts';

export interface Change {
  readonly path: Path;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/**
 * What differs, setting by setting. Looks into objects and not into lists: a list is one setting, because its items have
 * no names by which two versions of it could be compared.
 */
export function changesBetween(before: JsonObject, after: JsonObject, prefix = ''): readonly Change[] {
  return namesOf(before, after).flatMap((name) => {
    const path = `${prefix}${name}`;
    const [old, young] = [own(before, name), own(after, name)];
    if (isSame(old, young)) return [];
    // A group of settings that comes or goes is told by its settings.
    if (isGroup(old) && isGroup(young)) {
      const inside = changesBetween(old ?? {}, young ?? {}, `${path}.`);
      if (inside.length > 0) return inside;
    }
    return [{ path, before: old, after: young }];
  });
}

function isGroup(value: Json | undefined): value is JsonObject | undefined {
  return value === undefined || isJsonObject(value);
}
