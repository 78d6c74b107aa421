import type { Versioned } from './draft-controller.ts';
import type { JsonObject } from './json.ts';

/** The part of a record that is edited, apart from what the server keeps for itself. */
export function recordOf(record: object, names: readonly string[]): Versioned {
  const stored = record as JsonObject;
  const { version } = stored;
  return {
    settings: Object.fromEntries(names.map((name) => [name, stored[name]])),
    // A server from before versions sends none, and the last one who saves wins.
    version: typeof version === 'number' ? version : null,
  };
}

/** The version that a change is made on, for a request; nothing where there is none. */
export function onVersion(version: number | null): { readonly version?: number } {
  return version === null ? {} : { version };
}
