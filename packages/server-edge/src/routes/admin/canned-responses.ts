import type { Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import {
  newSharedResponseSchema,
  sharedResponseChangeSchema,
  sharedResponseQuerySchema,
} from '../../schemas/admin/canned-response.ts';
import { readBody, readQuery } from '../read-input.ts';

type Deps = Pick<SupportDeps, 'db'>;

/** `GET admin-config/canned-responses` */
export function getSharedResponses({ db }: Deps): Handler<AppEnv> {
  return async (c) => c.json(await db.listSharedResponses(c.get('admin')));
}

/** `POST admin-config/canned-response` */
export function postSharedResponse({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const response = await readBody(c, newSharedResponseSchema);
    return c.json(await db.saveSharedResponse({ ...c.get('admin'), response }));
  };
}

/** `PUT admin-config/canned-response` */
export function putSharedResponse({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { version, ...response } = await readBody(c, sharedResponseChangeSchema);
    return c.json(await db.saveSharedResponse({ ...c.get('admin'), response, version }));
  };
}

/** `DELETE admin-config/canned-response?id=…` */
export function deleteSharedResponse({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { id } = readQuery(c, sharedResponseQuerySchema);
    return c.json(await db.deleteSharedResponse({ ...c.get('admin'), id }));
  };
}
