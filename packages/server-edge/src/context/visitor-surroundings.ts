import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { ServerConfig } from '../deps.ts';
import type { VisitorContext } from '../schemas/session.ts';
import { readUserAgent, type UserAgentFacts } from './read-user-agent.ts';

/** What is kept of a visitor's surroundings: what the page told, and what the request itself shows. */
export interface Surroundings extends VisitorContext, UserAgentFacts {
  /** Two capital letters, ISO 3166-1. */
  readonly country?: string;
}

/**
 * The page can name nothing of what the server finds out: the schema of the request knows no such fields. The country is
 * there only where `countryHeader` names a header that the platform in front sets.
 */
export function surroundingsOf(
  c: Context<AppEnv>,
  { countryHeader }: Pick<ServerConfig, 'countryHeader'>,
  told: VisitorContext = {},
): Surroundings {
  const country = countryHeader === undefined ? undefined : readCountry(c.req.header(countryHeader));
  return { ...told, ...readUserAgent(c.req.header('User-Agent')), ...(country === undefined ? {} : { country }) };
}

/** Platforms write `XX` for a country they do not know, and Cloudflare `T1` for Tor. */
function readCountry(header: string | undefined): string | undefined {
  const code = header?.trim().toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(code) && code !== 'XX' ? code : undefined;
}
