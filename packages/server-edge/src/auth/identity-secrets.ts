import type { SupportDeps } from '../deps.ts';
import type { SiteSecret } from './site-token.ts';

/** As long as a secret that was retired, because somebody stole it, may still be believed. */
const TRUSTED_MS = 10_000;
const MAX_ENTRIES = 500;

interface Entry {
  readonly secrets: Promise<readonly SiteSecret[]>;
  readonly staleAt: number;
}

/**
 * Remembers the secrets of organizations for a moment: a page with many identified visitors asks the database once, and
 * a secret that was added or retired counts within ten seconds. Failures are not remembered.
 */
export class IdentitySecrets {
  readonly #entries = new Map<string, Entry>();
  readonly #deps: Pick<SupportDeps, 'db' | 'clock'>;

  constructor(deps: Pick<SupportDeps, 'db' | 'clock'>) {
    this.#deps = deps;
  }

  of(organizationId: string): Promise<readonly SiteSecret[]> {
    const now = this.#deps.clock();
    const known = this.#entries.get(organizationId);
    if (known !== undefined && now < known.staleAt) return known.secrets;

    if (this.#entries.size >= MAX_ENTRIES) this.#entries.clear();
    const entry = { secrets: this.#deps.db.listIdentitySecrets(organizationId), staleAt: now + TRUSTED_MS };
    this.#entries.set(organizationId, entry);
    return entry.secrets.catch((error: unknown) => {
      if (this.#entries.get(organizationId) === entry) this.#entries.delete(organizationId);
      throw error;
    });
  }
}
