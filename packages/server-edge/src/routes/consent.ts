import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { hashClientAddress } from '../client-address.ts';
import type { SupportDeps } from '../deps.ts';
import { consentRequestSchema } from '../schemas/consent.ts';
import { readBody } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

/** `POST chat/consent`: kept with the time, the version of the text and the hash of the address, as proof. */
export function postConsent({ db, config }: Pick<SupportDeps, 'db' | 'config'>): Handler<AppEnv> {
  return async (c) => {
    const { decision, text_version } = await readBody(c, consentRequestSchema);
    const ipHash = await hashClientAddress(c, config);
    return c.json(await db.setConsent({ ...visitorScope(c), decision, textVersion: text_version, ipHash }));
  };
}
