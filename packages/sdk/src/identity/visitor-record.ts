import type { ClientParts } from '../client-parts.ts';
import { keepIfEqual } from '../lib/keep-if-equal.ts';
import type { WireProfileRequest, WireVisitor } from '../protocol/profile.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import { shown } from '../store/chat-reducer.ts';
import type { ChatVisitor } from '../store/chat-state.ts';

/** What this browser knows of the visitor besides their session, and which session the server was told it in. */
export interface VisitorRecord {
  /** As the server, or a token that it accepted, has described them. */
  readonly visitor: ChatVisitor | null;
  /** Everything that `identify` was told without proof. */
  readonly profile: WireProfileRequest | null;
  /** Id of the session that knows the profile. */
  readonly profileToldIn: string | null;
  /** Id of the session that a token has identified. */
  readonly identifiedIn: string | null;
  readonly consent: ConsentRecord | null;
}

export interface ConsentRecord {
  readonly decision: 'granted' | 'denied';
  readonly textVersion: string | null;
  /** Id of the session that knows it. */
  readonly toldIn: string | null;
}

/** Its key in the storage. */
const VISITOR_KEY = 'visitor';

const NOTHING: VisitorRecord = {
  visitor: null,
  profile: null,
  profileToldIn: null,
  identifiedIn: null,
  consent: null,
};

/** What an older version left out is nothing. */
function toRecord(stored: unknown): VisitorRecord {
  return { ...NOTHING, ...(stored as Partial<VisitorRecord> | null | undefined) };
}

export async function readRecord(storage: KeyValueStorage): Promise<VisitorRecord> {
  return toRecord(await storage.get(VISITOR_KEY));
}

export function writeRecord(storage: KeyValueStorage, record: Partial<VisitorRecord>): Promise<void> {
  return storage.set(VISITOR_KEY, toRecord(record));
}

export type VisitorRecords = ReturnType<typeof createVisitorRecords>;

/** The record of this browser, and the part of the snapshot that shows it. */
export function createVisitorRecords({ storage, store, share, onLeave }: ClientParts) {
  /** Counts the visitors who have left. */
  let era = 0;
  onLeave(() => (era += 1));

  /** Counts what was asked of the storage, and says which of it is shown. What was asked for first may be answered last. */
  let asked = 0;
  let shownAs = 0;

  const show = ({ visitor, profile, consent }: VisitorRecord, turn: number): void => {
    if (turn < shownAs) return;
    shownAs = turn;
    const known = visitor ?? (profile && describe(null, profile));
    store.dispatch(
      shown({
        visitor: keepIfEqual(store.state.visitor, known && freeze(known)),
        consent: consent?.decision ?? store.state.consent,
      }),
    );
  };

  return {
    read: (): Promise<VisitorRecord> => readRecord(storage),

    /** Shows what is stored. */
    async show(): Promise<void> {
      const turn = ++asked;
      show(await readRecord(storage), turn);
    },

    /**
     * In one step; the other tabs follow. `apply` must not have effects. Writes nothing about a visitor who leaves before
     * it comes to that.
     */
    async change(apply: (record: VisitorRecord) => Partial<VisitorRecord>): Promise<void> {
      const since = era;
      const turn = ++asked;
      let changed: VisitorRecord | null = null;
      await storage.update(VISITOR_KEY, (stored) => {
        const record = toRecord(stored);
        changed = since === era ? { ...record, ...apply(record) } : null;
        return changed ?? stored;
      });
      if (!changed) {
        // An update leaves a key behind even where there is nothing.
        if ((await storage.get(VISITOR_KEY)) === undefined) await storage.delete(VISITOR_KEY);
        return;
      }
      show(changed, turn);
      share({ type: 'visitor' });
    },
  };
}

export function toVisitor(wire: WireVisitor): ChatVisitor {
  const { id, external_id: externalId, name, email, phone, avatar_url: avatarUrl, traits } = wire;
  return { id, externalId, name, email, phone, avatarUrl, traits };
}

/** What a page says before there is anybody to say it of. */
export function describe(id: string | null, { name, email, phone, traits }: WireProfileRequest): ChatVisitor {
  return {
    id,
    externalId: null,
    name: name ?? null,
    email: email ?? null,
    phone: phone ?? null,
    avatarUrl: null,
    traits: traits ?? {},
  };
}

function freeze(visitor: ChatVisitor): ChatVisitor {
  return Object.freeze({ ...visitor, traits: Object.freeze(visitor.traits) });
}
