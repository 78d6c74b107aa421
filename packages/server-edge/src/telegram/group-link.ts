/**
 * The link that adds the bot to a group, with the rights it needs, and connects the group to an organization:
 * `https://t.me/<bot>?startgroup=g_<organization>_<mode>_<time>_<seal>&admin=…`.
 *
 * Telegram hands the code to the bot as `/start` in that group. The seal is an HMAC with the webhook's secret, which the
 * functions and the operator have, so nobody else can connect a group, and visitors' words go nowhere else. Whoever has the
 * link may use it within a day; the organization's place can be taken once.
 */
import { isOneOf } from '../auth/constant-time.ts';
import { deriveHmacKey } from '../auth/derived-key.ts';
import { expandUuid, shortenUuid } from './callback-data.ts';

export interface GroupInvitation {
  readonly organizationId: string;
  readonly mode: 'topics' | 'claims';
  /** Milliseconds since 1970; whole minutes are kept. */
  readonly madeAt: number;
}

/** The rights that Telegram's app proposes to whoever adds the bot (core.telegram.org/api/links#groupchannel-bot-links). */
const PROPOSED_RIGHTS = 'manage_topics+delete_messages+pin_messages';
const MINUTE_MS = 60_000;
/** For how long a link works. */
export const GROUP_LINK_LASTS_MS = 24 * 60 * MINUTE_MS;
const MODES = { t: 'topics', c: 'claims' } as const;

export async function groupLink(botUsername: string, invitation: GroupInvitation, secret: string): Promise<string> {
  const { organizationId, mode, madeAt } = invitation;
  const minutes = Math.floor(madeAt / MINUTE_MS).toString(36);
  const words = `g_${shortenUuid(organizationId)}_${mode === 'topics' ? 't' : 'c'}_${minutes}`;
  const code = `${words}_${await seal(words, secret)}`;
  return `https://t.me/${botUsername}?startgroup=${code}&admin=${PROPOSED_RIGHTS}`;
}

/** Null for what none of the secrets has sealed, and for what is older than a day. */
export async function readGroupCode(
  code: string,
  secrets: readonly string[],
  now: number,
): Promise<GroupInvitation | null> {
  const match = /^(g_([A-Za-z0-9_-]{22})_([tc])_([0-9a-z]{1,6}))_([A-Za-z0-9_-]{22})$/.exec(code);
  const [, words = '', organization = '', mode, minutes = '', given = ''] = match ?? [];
  const organizationId = expandUuid(organization);
  if (organizationId === null) return null;
  const seals = await Promise.all(secrets.map((secret) => seal(words, secret)));
  const madeAt = Number.parseInt(minutes, 36) * MINUTE_MS;
  if (!(await isOneOf(given, seals)) || Math.abs(now - madeAt) > GROUP_LINK_LASTS_MS) return null;
  return { organizationId, mode: MODES[mode === 't' ? 't' : 'c'], madeAt };
}

/** 128 bits in 22 characters: with all the rest, 55 of the 64 that Telegram allows. */
async function seal(words: string, secret: string): Promise<string> {
  const key = await deriveHmacKey(secret, 'telegram group');
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(words)));
  return shortenUuid(Array.from(signature.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join(''));
}
