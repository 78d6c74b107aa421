/**
 * Two people changed the same thing. What only one of them touched is taken from them; what both set to different values is
 * a conflict, which a person decides setting by setting. Nothing here knows what a setting means.
 */
import { changesBetween } from './changed-paths.ts';
import { isSame, readPath, writePath, type Json, type JsonObject, type Path } from './json.ts';

export interface Conflict {
  readonly path: Path;
  /** What both started from. */
  readonly base: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

export interface Merge {
  /** Theirs, with my changes on top of it; at a conflict, mine. */
  readonly merged: JsonObject;
  readonly conflicts: readonly Conflict[];
  /** What they changed and I did not: taken over, and worth telling. */
  readonly taken: readonly Path[];
}

export type Side = 'mine' | 'theirs';

export function merge(base: JsonObject, mine: JsonObject, theirs: JsonObject): Merge {
  const [myChanges, theirChanges] = [changesBetween(base, mine), changesBetween(base, theirs)];
  const conflicts: Conflict[] = [];
  let merged = theirs;
  for (const { path, before, after } of myChanges) {
    // A group that one of us took away whole is compared as a whole.
    const touched = theirChanges.filter((change) => isRelated(change.path, path));
    if (touched.length > 0 && !isSame(after, readPath(theirs, path)))
      conflicts.push({ path, base: before, mine: after, theirs: readPath(theirs, path) });
    merged = writePath(merged, path, after);
  }
  return {
    merged,
    conflicts,
    taken: theirChanges.map(({ path }) => path).filter((path) => !myChanges.some((mine) => isRelated(mine.path, path))),
  };
}

/** The merged settings with each conflict decided; `mine` where nothing was said. */
export function settle({ merged, conflicts }: Merge, choices: Readonly<Record<Path, Side>>): JsonObject {
  return conflicts.reduce(
    (settings, { path, theirs }) => (choices[path] === 'theirs' ? writePath(settings, path, theirs) : settings),
    merged,
  );
}

function isRelated(one: Path, other: Path): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}
