import type { ClientParts } from '../client-parts.ts';
import type { WireProfileRequest } from '../protocol/profile.ts';
import type { VisitorProfile } from '../support-chat.ts';
import { createQueue, persist } from './persist.ts';
import { toVisitor, type VisitorRecords } from './visitor-record.ts';

/** What the page believes of the visitor: kept at once, told once there is a session, and told again to the next one. */
export function createProfile(parts: ClientParts, records: VisitorRecords) {
  const { session, runLocked, signal } = parts;
  const queue = createQueue();

  const attempt = async (): Promise<void> => {
    const { profile, profileToldIn } = await records.read();
    const current = session.current;
    if (!current || !profile || profileToldIn === current.session_id) return;
    const { visitor } = await session.authorized('existing', 'chat/profile', { body: profile });
    const toldIn = session.current?.session_id ?? null;
    await records.change((record) => ({
      visitor: toVisitor(visitor),
      // Something may have been added meanwhile.
      profileToldIn: isSame(record.profile, profile) ? toldIn : null,
    }));
  };

  /** @throws {ChatError} */
  const tell = (): Promise<void> => queue(() => persist(parts, () => runLocked('visitor', attempt, signal)));

  return {
    tell,

    async keep(added: VisitorProfile): Promise<void> {
      const { profile } = await records.read();
      if (isSame(profile, join(profile, added))) return;
      await records.change((record) => ({ profile: join(record.profile, added), profileToldIn: null }));
    },

    /** What the server has refused is not told again. */
    drop: (): Promise<void> => records.change(() => ({ profile: null })),
  };
}

function join(known: WireProfileRequest | null, added: VisitorProfile): WireProfileRequest {
  const { traits } = added;
  const joined = known?.traits && traits ? { traits: { ...known.traits, ...traits } } : {};
  return { ...known, ...added, ...joined };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
