/**
 * Decides whether a message shows by itself, from facts and memory alone. Guarantees:
 *
 * - every condition only ever takes away: a trigger with one more never shows where it did not without it;
 * - a condition or frequency that this version does not know holds it back;
 * - a clock that was turned cannot make `once` or `session` repeat, and `day` repeats within 24 hours only if the clock
 *   was turned forth by the rest.
 */
import type { WireTrigger, WireTriggerConditions } from '../protocol/widget-config.ts';
import type { ChatAvailability } from '../store/chat-state.ts';
import { hasPart } from './address-pattern.ts';

/** What the visitor holds, for triggers that are meant for some of them. */
export type DeviceKind = 'desktop' | 'tablet' | 'phone';

/** What is the case now. The page is the one that is shown, in a single-page application too. */
export interface TriggerFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly url: string;
  /** Empty when there is none. */
  readonly referrer: string;
  /** BCP 47. */
  readonly locale: string;
  readonly device: DeviceKind;
  /** For how long the page was on screen. */
  readonly msOnPage: number;
  /** For how long the visitor has not done anything on it. */
  readonly msIdle: number;
  /** In this tab, with the one that is shown. */
  readonly pagesSeen: number;
  /** With this one. */
  readonly visits: number;
  /** How far down the page was scrolled at most, 0 to 100. */
  readonly scrollPercent: number;
  readonly hasExitIntent: boolean;
  /** Names of what was tracked on this page. */
  readonly events: ReadonlySet<string>;
  readonly availability: ChatAvailability['status'] | null;
  readonly isIdentified: boolean;
}

/** What was shown before. Whether it was dismissed or answered makes no difference. */
export interface TriggerMemory {
  /** By the id of the trigger: when it was last shown to this visitor, in milliseconds since 1970. */
  readonly shownAt: Readonly<Record<string, number>>;
  /** Ids of those that this tab has shown. */
  readonly shownInTab: readonly string[];
  /** Ids of those that were shown on this page. */
  readonly shownOnPage: readonly string[];
}

/** `day` is any 24 hours: a day that ends at midnight is none on the other side of the world, or when clocks change. */
export const DAY_MS = 24 * 60 * 60_000;

type Conditions = Required<WireTriggerConditions>;
/** Milliseconds until it holds if nothing but time passes; 0 when it does, `Infinity` when more has to happen. */
type Rule<Wanted> = (wanted: Wanted, facts: TriggerFacts) => number;

const holds = (isSo: boolean): number => (isSo ? 0 : Infinity);
/** What is no number never comes. */
const remaining = (ms: number, wantedMs: number): number => (ms >= wantedMs ? 0 : wantedMs - ms || Infinity);
const some = <Item>(list: readonly Item[], test: (item: Item) => boolean): boolean =>
  Array.isArray(list) && list.some(test);

const RULES: { readonly [Name in keyof Conditions]: Rule<Conditions[Name]> } = {
  pages: (patterns, { url }) => holds(some(patterns, (pattern) => hasPart(url, pattern))),
  not_pages: (patterns, { url }) =>
    holds(Array.isArray(patterns) && !some(patterns, (pattern) => hasPart(url, pattern))),
  referrers: (patterns, { referrer }) => holds(some(patterns, (pattern) => hasPart(referrer, pattern))),
  locales: (locales, facts) => holds(some(locales, (locale) => isWithin(facts.locale, locale))),
  devices: (devices, { device }) => holds(some(devices, (one) => one === device)),
  seconds_on_page: (seconds, { msOnPage }) => remaining(msOnPage, seconds * 1000),
  seconds_idle: (seconds, { msIdle }) => remaining(msIdle, seconds * 1000),
  pages_seen: (count, { pagesSeen }) => holds(pagesSeen >= count),
  visits: (count, { visits }) => holds(visits >= count),
  scroll_percent: (percent, { scrollPercent }) => holds(scrollPercent >= percent),
  exit_intent: (isWanted, { hasExitIntent }) => holds(hasExitIntent || !isWanted),
  event: (name, { events }) => holds(events.has(name)),
  availability: (status, { availability }) => holds(availability === status),
  is_identified: (isWanted, { isIdentified }) => holds(isIdentified === isWanted),
};

/**
 * In how many milliseconds the message may show if nothing but time passes: 0 is now, `Infinity` is not before
 * something happens.
 */
export function dueInMs(trigger: WireTrigger, facts: TriggerFacts, memory: TriggerMemory): number {
  const waits = Object.entries(trigger.conditions).map(([name, wanted]) =>
    Object.hasOwn(RULES, name) ? (RULES[name as keyof Conditions] as Rule<unknown>)(wanted, facts) : Infinity,
  );
  return Math.max(frequencyWaitMs(trigger, facts.now, memory), ...waits);
}

/** How long what was shown before still stands in the way. */
export function frequencyWaitMs({ id, frequency }: WireTrigger, now: number, memory: TriggerMemory): number {
  if (memory.shownOnPage.includes(id)) return Infinity;
  if (frequency === 'always') return 0;
  if (frequency === 'session') return holds(!memory.shownInTab.includes(id));
  if (!Object.hasOwn(memory.shownAt, id)) return 0;
  // A moment to come was written by a clock that went wrong.
  const shownAt = Math.min(memory.shownAt[id] as number, now);
  return frequency === 'day' ? remaining(now - shownAt, DAY_MS) : Infinity;
}

/** The text in the visitor's language: `pt-BR`, else `pt`, else the one that every trigger has. */
export function textOf({ text, texts }: WireTrigger, locale: string): string {
  const wanted = Object.entries(texts ?? {}).filter(([name]) => isWithin(locale, name));
  // The longest says most of what the visitor wants.
  return wanted.sort(([a], [b]) => b.length - a.length)[0]?.[1] ?? text;
}

/** `pt-BR` is within `pt`, not the other way round. */
function isWithin(locale: string, range: string): boolean {
  return `${locale}-`.toLowerCase().startsWith(`${range}-`.toLowerCase());
}
