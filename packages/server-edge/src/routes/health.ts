import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { PROTOCOL_VERSION } from '../schemas/protocol-version.ts';

/** `GET health`: this process runs. Anybody may ask, so it asks nobody else. */
export const getHealth: Handler<AppEnv> = (c) => c.json({ status: 'ok', protocol: PROTOCOL_VERSION });
