import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { etagOf, isKnown } from '../etag.ts';
import { PROTOCOL_VERSION } from '../schemas/protocol-version.ts';

/** `GET openapi.json`: made at the first call, since most workers are never asked for it. Any page may read it. */
export function getOpenApi({ config }: Pick<SupportDeps, 'config'>): Handler<AppEnv> {
  let made: Promise<{ readonly body: string; readonly etag: string }> | undefined;
  const make = async () => {
    const { servedDocument } = await import('../openapi/served-document.ts');
    const body = await servedDocument(config.apiUrl);
    return { body, etag: await etagOf(body, PROTOCOL_VERSION) };
  };
  return async (c) => {
    const { body, etag } = await (made ??= make());
    c.header('ETag', etag);
    c.header('Cache-Control', 'public, max-age=300');
    c.header('Access-Control-Allow-Origin', '*');
    if (isKnown(etag, c.req.header('If-None-Match'))) return c.body(null, 304);
    return c.body(body, 200, { 'Content-Type': 'application/json' });
  };
}
