import type { ClientParts } from '../client-parts.ts';
import { isLease, keptStorage, wipe } from '../session/storage-guard.ts';
import { shown } from '../store/chat-reducer.ts';
import { createQueue, persist } from './persist.ts';
import type { ConsentRecord, VisitorRecords } from './visitor-record.ts';

type Decision = ConsentRecord['decision'];

/**
 * What the visitor has decided. Only a grant is stored: a denial lives as long as the page, because to remember it
 * would be to store. The server hears of either, in the first session that there is.
 */
export function createConsent(parts: ClientParts, records: VisitorRecords) {
  const { storage, store, session, outbox, runLocked, share, signal } = parts;
  const queue = createQueue();
  const changes = createQueue();

  const attempt = async (): Promise<void> => {
    const { consent } = await records.read();
    const current = session.current;
    if (!current || !consent || consent.toldIn === current.session_id) return;
    const { decision, textVersion } = consent;
    await session.authorized('existing', 'chat/consent', {
      body: { decision, text_version: textVersion ?? undefined },
    });
    const toldIn = session.current?.session_id ?? null;
    await records.change(({ consent: now }) =>
      now?.decision === decision && now.textVersion === textVersion ? { consent: { ...now, toldIn } } : {},
    );
  };

  /** From memory to the storage of the browser. What another tab has put there stays. */
  const open = async (): Promise<void> => {
    const next = keptStorage(parts);
    if (next === null || storage.scope !== 'memory') return;
    const memory = storage.use(next);
    for (const [key, value] of await memory.list('')) {
      if (!isLease(key) && (await storage.get(key)) === undefined) await storage.set(key, value);
    }
    store.dispatch(shown({ storage: storage.scope === 'memory' ? 'memory' : 'persistent' }));
    await session.restore();
    await outbox.reread();
  };

  /** From the storage of the browser to memory, and nothing is left behind. */
  const close = async (): Promise<void> => {
    const former = keptStorage(parts);
    if (former === null) return;
    const isInUse = storage.scope !== 'memory';
    const values = isInUse ? await storage.list('') : new Map<string, unknown>();
    const memory = storage.use(null);
    for (const [key, value] of values) await memory.set(key, value);
    store.dispatch(shown({ storage: 'memory' }));
    await wipe(former, () => true);
  };

  const follow = (decision: Decision): Promise<void> => changes(decision === 'granted' ? open : close);

  return {
    tell: (): Promise<void> => queue(() => persist(parts, () => runLocked('visitor', attempt, signal))),

    async set(decision: Decision, textVersion?: string): Promise<void> {
      const consent = { decision, textVersion: textVersion ?? null };
      await follow(decision);
      await records.change(({ consent: former }) => ({
        consent: { toldIn: null, ...sameAs(former, consent), ...consent },
      }));
      share({ type: 'visitor', consent: decision });
    },

    /** Another tab's visitor is this tab's as well. */
    async hear(decision: Decision): Promise<void> {
      await follow(decision);
      if (decision === 'granted') return records.show();
      const toldIn = session.current?.session_id ?? null;
      await records.change(() => ({ consent: { decision, textVersion: null, toldIn } }));
    },

    /** What the page knows from elsewhere (the option) is told like a decision that was made here. */
    async assume(decision: Decision): Promise<void> {
      if ((await records.read()).consent) return;
      await records.change((record) => ({ consent: record.consent ?? { decision, textVersion: null, toldIn: null } }));
    },
  };
}

function sameAs(former: ConsentRecord | null, next: Omit<ConsentRecord, 'toldIn'>): Partial<ConsentRecord> {
  return former?.decision === next.decision && former.textVersion === next.textVersion ? former : {};
}
