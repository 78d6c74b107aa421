import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { profileRequestSchema } from '../schemas/profile.ts';
import { readBody } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

/** `POST chat/profile` */
export function postProfile({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const profile = await readBody(c, profileRequestSchema);
    return c.json(await db.updateVisitor({ ...visitorScope(c), profile }));
  };
}
