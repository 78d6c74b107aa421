import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';
import type { ClientAddressSource, ServerConfig } from './deps.ts';

/**
 * The visitor's network address as the database may know it: an HMAC that cannot be turned back without the secret,
 * good for counting and blocking. Visitors whose address is unknown share one hash, and with it one rate limit. Null,
 * and so no limit by address, only where addresses are ignored on purpose.
 */
export async function hashClientAddress(c: Context<AppEnv>, config: ServerConfig): Promise<string | null> {
  if (config.clientAddress.kind === 'ignored') return null;
  const key = await hmacKey(config.ipHashSecret);
  const network = networkOf(clientAddress(c, config.clientAddress) ?? '');
  const tag = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(network));
  return Array.from(new Uint8Array(tag), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function clientAddress(
  c: Context<AppEnv>,
  source: Exclude<ClientAddressSource, { kind: 'ignored' }>,
): string | undefined {
  return source.kind === 'connection' ? source.addressOf(c.env) : c.req.header(source.name)?.split(',')[0]?.trim();
}

/** One IPv6 customer holds at least a /64, so the rest of the address would only help to dodge a limit. */
export function networkOf(address: string): string {
  const host = address.startsWith('::ffff:') && address.includes('.') ? address.slice('::ffff:'.length) : address;
  if (!host.includes(':')) return host;
  const url = `http://[${host.split('%')[0] ?? ''}]`;
  return URL.canParse(url) ? expandIpv6(new URL(url).hostname.slice(1, -1)).slice(0, 4).join(':') : host;
}

function expandIpv6(address: string): readonly string[] {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
}

function hmacKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
}
