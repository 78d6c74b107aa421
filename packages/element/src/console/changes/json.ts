/** What settings are made of, as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** Where a setting is: `branding.launcher.size`. Lists are settings as a whole. */
export type Path = string;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether both say the same. A setting that is not there is the same as one that is undefined, and differs from null. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item: Json, index) => isSame(item, other[index] as Json));
  if (!isJsonObject(one) || !isJsonObject(other)) return false;
  return namesOf(one, other).every((name) => isSame(own(one, name), own(other, name)));
}

export function readPath(settings: JsonObject, path: Path): Json | undefined {
  let value: Json | undefined = settings;
  for (const name of path.split('.')) {
    if (!isJsonObject(value)) return undefined;
    value = own(value, name);
  }
  return value;
}

/** A copy with another value at the path. Undefined takes the setting away, and nothing else with it. */
export function writePath(settings: JsonObject, path: Path, value: Json | undefined): JsonObject {
  const [name = '', ...rest] = path.split('.');
  const { [name]: before, ...others } = settings;
  const after = rest.length === 0 ? value : writePath(isJsonObject(before) ? before : {}, rest.join('.'), value);
  // Entries, because an assignment to `__proto__` would not be one.
  return after === undefined
    ? others
    : (Object.fromEntries([...Object.entries(settings).filter(([one]) => one !== name), [name, after]]) as JsonObject);
}

/** The names of both, each once. */
export function namesOf(one: JsonObject, other: JsonObject): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}

export function own(settings: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(settings, name) ? settings[name] : undefined;
}
