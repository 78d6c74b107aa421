import type { SupportDeps } from '../deps.ts';
import { ShortMemory } from '../short-memory.ts';
import type { SiteSecret } from './site-token.ts';

/** As long as a secret that was retired, because somebody stole it, may still be believed. */
const TRUSTED_MS = 10_000;

/**
 * Remembers the secrets of organizations, by id, for a moment: a page with many identified visitors asks the database
 * once, and a secret that was added or retired counts within ten seconds.
 */
export type IdentitySecrets = ShortMemory<readonly SiteSecret[]>;

export function createIdentitySecrets({ db, clock }: Pick<SupportDeps, 'db' | 'clock'>): IdentitySecrets {
  return new ShortMemory({
    load: (organizationId) => db.listIdentitySecrets(organizationId),
    freshMs: TRUSTED_MS,
    clock,
  });
}
