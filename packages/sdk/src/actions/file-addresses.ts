import type { ClientParts } from '../client-parts.ts';
import type { FileAddress } from '../support-chat.ts';

/** An address is not given away any more when it is about to end, so that whoever gets it has the time to use it. */
const AHEAD_MS = 30_000;

interface KnownAddress {
  readonly visitorId: string | null;
  readonly answer: Promise<FileAddress>;
  /** Milliseconds since 1970; for ever while the answer is on its way. */
  goodUntil: number;
}

/** Where files can be read. Asked for once per file while the answer is good, whatever the number of callers. */
export function createFileAddresses({ session, store, timers }: ClientParts) {
  const known = new Map<string, KnownAddress>();

  const ask = async (attachmentId: string): Promise<FileAddress> => {
    const askedAt = timers.now();
    const file = await session.authorized('existing', 'chat/file', { query: { attachment_id: attachmentId } });
    const { url, disposition } = file;
    return Object.freeze({ url, disposition, expiresAt: askedAt + file.expires_in * 1000 });
  };

  return {
    async fileUrl(attachmentId: string): Promise<FileAddress> {
      const { visitorId } = store.state;
      const old = known.get(attachmentId);
      if (old && old.visitorId === visitorId && old.goodUntil > timers.now()) return old.answer;
      const address: KnownAddress = { visitorId, answer: ask(attachmentId), goodUntil: Infinity };
      known.set(attachmentId, address);
      try {
        const { expiresAt } = await address.answer;
        const leftMs = expiresAt - timers.now();
        address.goodUntil = expiresAt - Math.min(AHEAD_MS, leftMs / 2);
      } catch (error) {
        if (known.get(attachmentId) === address) known.delete(attachmentId);
        throw error;
      }
      return address.answer;
    },
  };
}
