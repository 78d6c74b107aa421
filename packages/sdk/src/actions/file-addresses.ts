import type { Timers } from '../lib/timers.ts';
import type { WireFileResponse } from '../protocol/attachments.ts';
import type { FileAddress } from '../support-chat.ts';

/** An address is not given away any more when it is about to end, so that whoever gets it has the time to use it. */
const AHEAD_MS = 30_000;

export interface FileAddressOptions {
  /** @throws {ChatError} */
  readonly ask: (attachmentId: string) => Promise<WireFileResponse>;
  /** Who asks: what one was told the next one is not. */
  readonly asker: () => string | null;
  readonly timers: Timers;
}

interface KnownAddress {
  readonly asker: string | null;
  readonly answer: Promise<FileAddress>;
  /** Milliseconds since 1970; for ever while the answer is on its way. */
  goodUntil: number;
}

/** Where files can be read. Asked for once per file while the answer is good, whatever the number of callers. */
export function createFileAddresses({ ask, asker, timers }: FileAddressOptions) {
  const known = new Map<string, KnownAddress>();

  const find = async (attachmentId: string): Promise<FileAddress> => {
    const askedAt = timers.now();
    const { url, disposition, expires_in } = await ask(attachmentId);
    return Object.freeze({ url, disposition, expiresAt: askedAt + expires_in * 1000 });
  };

  return {
    async fileUrl(attachmentId: string): Promise<FileAddress> {
      const now = asker();
      const old = known.get(attachmentId);
      if (old && old.asker === now && old.goodUntil > timers.now()) return old.answer;
      const address: KnownAddress = { asker: now, answer: find(attachmentId), goodUntil: Infinity };
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
