import { isChatError } from '@support-chat/sdk';
import type { Path } from './changes/json.ts';
import type { ConsolePhrases } from './i18n/phrases.ts';

/** What did not work, in words; the server's own are for developers. */
export function faultOf(cause: unknown, { faults }: ConsolePhrases): string {
  const code = isChatError(cause) ? cause.code : 'other';
  return Object.hasOwn(faults, code) ? faults[code as keyof typeof faults] : faults.other;
}

/** Whether nobody is signed in any more. */
export function isSignedOut(cause: unknown): boolean {
  return isChatError(cause) && cause.status === 401;
}

/** Which settings the server did not take: one by its name, or several as the schema found them. */
export function refusedPaths(cause: unknown): readonly Path[] {
  if (!isChatError(cause) || cause.code !== 'invalid_request') return [];
  const { parameter, issues } = Object(cause.details) as {
    readonly parameter?: unknown;
    readonly issues?: readonly { readonly path?: unknown }[];
  };
  const named = Array.isArray(issues) ? issues.map(({ path }) => path) : [parameter];
  return named.filter((path) => typeof path === 'string' && path !== '').map((path) => normalize(path as string));
}

/** `prechat.fields[0].label` and `change.prechat.fields.0.label` are the same place. */
function normalize(path: string): Path {
  return path.replace(/\[(\d+)\]/g, '.$1').replace(/^(?:change|widget|department|agent)\./, '');
}
