import type { ClientParts } from '../client-parts.ts';
import type { WireTrigger } from '../protocol/widget-config.ts';
import { createFallbackStorage } from '../storage/fallback-storage.ts';
import { frequencyWaitMs, type TriggerMemory } from './trigger-engine.ts';

/** For all tabs. */
interface SharedRecord {
  readonly shownAt: TriggerMemory['shownAt'];
  readonly visits: number;
  /** When the visitor was last seen; milliseconds since 1970. */
  readonly seenAt: number | null;
}

/** For this tab, over reloads. */
interface TabRecord {
  readonly shown: readonly string[];
  readonly pages: number;
}

/** Its key in both storages. */
const KEY = 'triggers';
/** A visit is over when no page was opened for so long. */
const VISIT_GAP_MS = 30 * 60_000;

const NOTHING: SharedRecord = { shownAt: {}, visits: 0, seenAt: null };
const NO_TAB: TabRecord = { shown: [], pages: 0 };

/**
 * What was shown, and how often the visitor was here. Where nothing may be stored, or nothing can, it lives as long as
 * the page. A page view writes only when `countsVisits` or `countsPages` asks for it.
 */
export function createTriggerMemory(
  parts: ClientParts,
  { countsVisits, countsPages }: { readonly countsVisits: boolean; readonly countsPages: boolean },
) {
  const { storage, store, timers, openStorage, scope, onLeave, logger } = parts;
  let shared = NOTHING;
  let tab = NO_TAB;
  let shownOnPage: readonly string[] = [];
  const tabStorage = createFallbackStorage(openStorage('session', `${scope}/tab`), timers, (cause) =>
    logger('debug', 'The tab has no storage of its own.', cause),
  );
  const mayStore = (): boolean => storage.scope !== 'memory';
  /** Whether storage may hold something of this tab. */
  let isTabStored = false;

  /** In one step with whatever other tabs do. `apply` may run again. */
  const change = (apply: (record: SharedRecord) => SharedRecord): Promise<void> =>
    storage.update(KEY, (value) => (shared = apply(toShared(value, timers.now()))));

  const changeTab = async (next: TabRecord): Promise<void> => {
    tab = next;
    if (!mayStore()) return;
    isTabStored = true;
    await tabStorage.set(KEY, tab);
  };

  const forgetTab = (): void => {
    isTabStored = false;
    void tabStorage.delete(KEY); // never rejects
  };

  const countPage = async (): Promise<void> => {
    if (countsPages) await changeTab({ ...tab, pages: tab.pages + 1 });
    if (countsVisits) await change((record) => toVisited(record, timers.now()));
  };

  store.follow(() => {
    if (isTabStored && !mayStore()) forgetTab();
  });
  onLeave(() => {
    shared = NOTHING;
    tab = NO_TAB;
    if (isTabStored) forgetTab();
  });

  return {
    get shown(): TriggerMemory {
      return { shownAt: shared.shownAt, shownInTab: tab.shown, shownOnPage };
    },
    get visits(): number {
      return Math.max(1, shared.visits);
    },
    get pages(): number {
      return tab.pages;
    },

    /** The visitor has come to the first page of this document. */
    async load(): Promise<void> {
      const stored = await storage.get(KEY);
      shared = toShared(stored, timers.now());
      const wasAhead = Object.values((stored as Partial<SharedRecord> | undefined)?.shownAt ?? {}).some(
        (at) => at > timers.now(),
      );
      // What a clock that went wrong has written counts from now on, not from when that clock would be right.
      if (wasAhead) await change((record) => record);
      if (mayStore()) {
        const known = (await tabStorage.get(KEY)) as Partial<TabRecord> | undefined;
        isTabStored = known !== undefined;
        tab = { ...NO_TAB, ...known };
      } else if (store.state.consent === 'denied') forgetTab();
      await countPage();
    },

    /** The visitor has come to another page of the document. */
    turnPage(): Promise<void> {
      shownOnPage = [];
      return countPage();
    },

    /** Puts down that the message is shown now; false when another tab has shown it meanwhile. */
    async claim(trigger: WireTrigger): Promise<boolean> {
      const { id, frequency } = trigger;
      shownOnPage = [...shownOnPage, id];
      if (frequency === 'session') await changeTab({ ...tab, shown: [...tab.shown, id] });
      if (frequency === 'session' || frequency === 'always') return true;
      let isOurs = false;
      await change((record) => {
        const now = timers.now();
        isOurs = frequencyWaitMs(trigger, now, { shownAt: record.shownAt, shownInTab: [], shownOnPage: [] }) === 0;
        return isOurs ? { ...record, shownAt: { ...record.shownAt, [id]: now } } : record;
      });
      return isOurs;
    },
  };
}

function toShared(stored: unknown, now: number): SharedRecord {
  const record = { ...NOTHING, ...(stored as Partial<SharedRecord> | undefined) };
  const shownAt = Object.entries(record.shownAt).map(([id, at]) => [id, Math.min(at, now)]);
  return { ...record, shownAt: Object.fromEntries(shownAt) as SharedRecord['shownAt'] };
}

function toVisited({ seenAt, visits, ...record }: SharedRecord, now: number): SharedRecord {
  // However the clock was turned: far from the last time is another visit.
  const isAnother = seenAt === null || Math.abs(now - seenAt) > VISIT_GAP_MS;
  return { ...record, visits: isAnother ? visits + 1 : visits, seenAt: now };
}
