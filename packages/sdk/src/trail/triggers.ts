/**
 * Watches the page for what the triggers of the configuration wait for, and shows their messages: never while the chat
 * or a conversation is open or the page is out of sight, one at a time, and with a pause after each. Listens to nothing
 * that no trigger needs any more.
 */
import type { ClientParts } from '../client-parts.ts';
import { onAbort } from '../lib/abort.ts';
import { readRecord } from '../identity/visitor-record.ts';
import type { WireTrigger, WireTriggerConditions } from '../protocol/widget-config.ts';
import { type ChatState, shown } from '../store/chat-reducer.ts';
import type { PageFacts } from './page-facts.ts';
import { dueInMs, frequencyWaitMs, textOf, type TriggerFacts } from './trigger-engine.ts';
import { createTriggerMemory } from './trigger-memory.ts';
import { createVisibleTime } from './visible-time.ts';

/** Whoever has just closed one message is left in peace for so long. */
const QUIET_MS = 30_000;

export function createTriggers(parts: ClientParts, page: PageFacts) {
  const { store, storage, timers, page: signals, emit, signal, onLeave } = parts;
  const { triggers } = store.state;
  const asks = (...names: readonly (keyof WireTriggerConditions)[]): boolean =>
    triggers.some(({ conditions }) => names.some((name) => conditions[name] !== undefined));
  const memory = createTriggerMemory(parts, { countsVisits: asks('visits'), countsPages: asks('pages_seen') });
  const visibleTime = createVisibleTime(page.elapsedMs, signals);
  const events = new Set<string>();
  /** By what it listens to. */
  const watchers = new Map<keyof typeof watches, () => void>();
  let address = pageOf(page.url());
  let activeAt = page.elapsedMs();
  let scrollPercent = 0;
  let quietUntil = -Infinity;
  let wasIdentified = false;
  let isShowing = false;
  let isReady = false;
  let cancelTimer = (): void => {};

  const gather = (hasExitIntent: boolean): TriggerFacts => {
    const { availability, visitor } = store.state;
    return {
      now: timers.now(),
      url: page.url(),
      referrer: page.referrer(),
      locale: page.locale(),
      device: page.device(),
      msOnPage: visibleTime.ms,
      msIdle: page.elapsedMs() - activeAt,
      pagesSeen: memory.pages,
      visits: memory.visits,
      scrollPercent,
      hasExitIntent,
      events,
      availability: availability && availability.status,
      isIdentified: visitor ? visitor.externalId !== null : wasIdentified,
    };
  };

  /** Shows what may show, or comes back when time alone makes it so. */
  const check = (hasExitIntent = false): void => {
    cancelTimer();
    if (!isReady || isShowing || signal.aborted || !signals.isVisible() || !mayInterrupt(store.state)) return;
    const facts = gather(hasExitIntent);
    const quietMs = Math.max(0, quietUntil - page.elapsedMs());
    const waits = triggers.map((trigger) => Math.max(quietMs, dueInMs(trigger, facts, memory.shown)));
    const waitMs = Math.min(...waits);
    if (waitMs === 0) void show(triggers[waits.indexOf(0)] as WireTrigger);
    // Clocks of pages are rounded; a little later is surely late enough.
    else if (waitMs < Infinity) cancelTimer = timers.after(waitMs + 1, () => check());
  };

  const show = async (trigger: WireTrigger): Promise<void> => {
    isShowing = true;
    const isOurs = await memory.claim(trigger); // never rejects
    isShowing = false;
    if (signal.aborted) return;
    watch();
    if (!isOurs || !mayInterrupt(store.state)) return check();
    tell(trigger);
  };

  const tell = (trigger: WireTrigger): void => {
    const { id, opens } = trigger;
    const proactive = Object.freeze({ id, text: textOf(trigger, page.locale()), opens });
    store.dispatch(shown({ proactive }));
    emit('trigger', { proactive });
  };

  const hide = (): void => {
    if (store.state.proactive === null) return;
    quietUntil = page.elapsedMs() + QUIET_MS;
    store.dispatch(shown({ proactive: null }));
  };

  const turnPage = (): void => {
    if (address === pageOf(page.url())) return check();
    address = pageOf(page.url());
    visibleTime.restart();
    activeAt = page.elapsedMs();
    scrollPercent = 0;
    events.clear();
    void memory.turnPage().then(() => check()); // never rejects
  };

  const watches = {
    activity: () => page.onActivity(() => (activeAt = page.elapsedMs())),
    exit: () => page.onExitIntent(() => check(true)),
    navigation: () => page.onNavigate(turnPage),
    scroll: () =>
      page.onScroll((percent) => {
        if (percent <= scrollPercent) return;
        scrollPercent = percent;
        check();
      }),
  };

  /** Listens to what those that may still show need, and to nothing else. */
  const watch = (): void => {
    // One that comes back tomorrow may find this page open.
    const left = triggers.filter(
      (one) =>
        one.frequency === 'always' ||
        frequencyWaitMs(one, timers.now(), { ...memory.shown, shownOnPage: [] }) < Infinity,
    );
    const isLeft = (test: (conditions: WireTriggerConditions) => boolean): boolean =>
      left.some(({ conditions }) => test(conditions));
    const needs = {
      activity: isLeft(({ seconds_idle: seconds }) => seconds !== undefined),
      exit: isLeft(({ exit_intent: isWanted }) => isWanted === true),
      navigation: left.length > 0,
      scroll: isLeft(({ scroll_percent: percent }) => percent !== undefined),
    };
    for (const name of Object.keys(watches) as (keyof typeof watches)[]) {
      if (needs[name] && !watchers.has(name)) watchers.set(name, watches[name]());
      if (needs[name]) continue;
      watchers.get(name)?.();
      watchers.delete(name);
    }
  };

  const stopSignals = signals.subscribe((news) => {
    if (news === 'online' || news === 'offline') return;
    visibleTime.turn(news === 'visible');
    activeAt = page.elapsedMs();
    check();
  });
  const stop = (): void => {
    cancelTimer();
    stopSignals();
    for (const unwatch of watchers.values()) unwatch();
  };
  onLeave(() => {
    wasIdentified = false;
    events.clear();
  });
  onAbort(signal, stop);

  return {
    /** Begins; to be called once, when what an earlier visit has left is here. */
    async start(): Promise<void> {
      await memory.load();
      wasIdentified = ((await readRecord(storage)).visitor?.externalId ?? null) !== null;
      if (signal.aborted) return;
      isReady = true;
      watch();
      store.follow(() => {
        // Answered: the conversation goes on from here.
        if (hasBegun(store.state)) hide();
        check();
      });
      check();
    },

    /** The page has tracked an event. */
    hear(name: string): void {
      events.add(name);
      check();
    },

    /** Shows one that is wanted now, whatever it waits for. False: there is none, or it would be in the way. */
    async trigger(id: string): Promise<boolean> {
      const trigger = triggers.find((one) => one.id === id);
      const isInTheWay = (): boolean => signal.aborted || store.state.isOpen || hasBegun(store.state);
      if (trigger === undefined || isInTheWay()) return false;
      isShowing = true;
      await memory.claim(trigger); // never rejects
      isShowing = false;
      if (isInTheWay()) return false;
      watch();
      tell(trigger);
      return true;
    },

    dismiss: hide,
  };
}

/** The address without its fragment: another fragment is another place on the same page. */
function pageOf(url: string): string {
  return url.split('#', 1)[0] as string;
}

function hasBegun({ outbox, conversation }: ChatState): boolean {
  return outbox.length > 0 || conversation?.status === 'queued' || conversation?.status === 'active';
}

function mayInterrupt(state: ChatState): boolean {
  const { isOpen, proactive, visitorId, history, config, availability } = state;
  // A visitor of before may have a conversation, until the first look says otherwise.
  const isKnown = visitorId === null || history === 'loaded';
  const isHidden = config?.behavior.isHiddenWhenOffline === true && availability?.status === 'offline';
  return !isOpen && proactive === null && isKnown && !isHidden && !hasBegun(state);
}
