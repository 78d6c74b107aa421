/**
 * Which trigger would show to a visitor, and what holds the others back. Decided by the rules that decide it in browsers
 * (`@support-chat/sdk/triggers`), read as visitors' browsers get them; nothing is shown, counted or stored.
 */
import type { WireTrigger } from '@support-chat/sdk/protocol';
import type {
  WireTriggerDryRunResult,
  WireTriggerReason,
  WireTriggerSettings,
  WireTriggerSituation,
  WireTriggerVerdict,
} from '@support-chat/sdk/protocol/admin';
import { dueInMs, frequencyWaitMs, textOf, type TriggerFacts, type TriggerMemory } from '@support-chat/sdk/triggers';
import { readTriggers } from './triggers.ts';

type Judged = Omit<WireTriggerVerdict, 'verdict'> & { readonly isOn: boolean };

/** `now` in milliseconds since 1970: what was shown before lies that far back from it. */
export function dryRunTriggers(
  settings: readonly WireTriggerSettings[],
  situation: WireTriggerSituation,
  now: number,
): WireTriggerDryRunResult {
  const facts = factsOf(situation, now);
  const memory = memoryOf(situation, now);
  const judged = settings.map((one) => judge(one, facts, memory));
  const shows = judged.find(({ isOn, due_in_seconds }) => isOn && due_in_seconds === 0)?.id ?? null;
  return {
    shows,
    triggers: judged.map(({ isOn, ...one }) => ({ ...one, verdict: isOn ? verdictOf(one, shows) : 'switched_off' })),
  };
}

function judge(settings: WireTriggerSettings, facts: TriggerFacts, memory: TriggerMemory): Judged {
  const { id, is_enabled: isEnabled = true } = settings;
  const [trigger] = readTriggers([{ ...settings, is_enabled: true }]);
  // What cannot be read, no browser gets.
  if (trigger === undefined) return { id, isOn: false, due_in_seconds: null, text: settings.text, reasons: [] };
  return {
    id,
    isOn: isEnabled,
    due_in_seconds: secondsOf(dueInMs(trigger, facts, memory)),
    text: textOf(trigger, facts.locale),
    reasons: reasonsOf(trigger, facts, memory),
  };
}

function verdictOf({ id, due_in_seconds }: Omit<Judged, 'isOn'>, shows: string | null): WireTriggerVerdict['verdict'] {
  if (due_in_seconds === null) return 'held_back';
  if (due_in_seconds > 0) return 'waits';
  return id === shows ? 'shows' : 'next';
}

/** Each condition asked alone, as if nothing else were asked and nothing had been shown. */
function reasonsOf(trigger: WireTrigger, facts: TriggerFacts, memory: TriggerMemory): readonly WireTriggerReason[] {
  const alone = (conditions: WireTrigger['conditions']): WireTrigger => ({
    ...trigger,
    frequency: 'always',
    conditions,
  });
  const conditions = Object.entries(trigger.conditions) as [WireTriggerReason['condition'], unknown][];
  const waits: readonly (readonly [WireTriggerReason['condition'], number])[] = [
    ...conditions.map(([name, wanted]) => [name, dueInMs(alone({ [name]: wanted }), facts, NOTHING_SHOWN)] as const),
    ['frequency', frequencyWaitMs(trigger, facts.now, memory)],
  ];
  return waits
    .filter(([, waitMs]) => waitMs > 0)
    .map(([condition, waitMs]) => ({ condition, due_in_seconds: secondsOf(waitMs) }));
}

function secondsOf(ms: number): number | null {
  return Number.isFinite(ms) ? Math.ceil(ms / 1_000) : null;
}

const NOTHING_SHOWN: TriggerMemory = { shownAt: {}, shownInTab: [], shownOnPage: [] };

function factsOf(situation: WireTriggerSituation, now: number): TriggerFacts {
  return {
    now,
    url: situation.url,
    referrer: situation.referrer ?? '',
    locale: situation.locale ?? 'en',
    device: situation.device ?? 'desktop',
    msOnPage: (situation.seconds_on_page ?? 0) * 1_000,
    msIdle: (situation.seconds_idle ?? 0) * 1_000,
    pagesSeen: situation.pages_seen ?? 1,
    visits: situation.visits ?? 1,
    scrollPercent: situation.scroll_percent ?? 0,
    hasExitIntent: situation.has_exit_intent ?? false,
    events: new Set(situation.events),
    availability: situation.availability ?? 'online',
    isIdentified: situation.is_identified ?? false,
  };
}

function memoryOf({ shown = [] }: WireTriggerSituation, now: number): TriggerMemory {
  const idsOf = (...places: readonly string[]) =>
    shown.filter(({ where = 'tab' }) => places.includes(where)).map(({ id }) => id);
  return {
    shownAt: Object.fromEntries(shown.map(({ id, seconds_ago }) => [id, now - seconds_ago * 1_000])),
    shownInTab: idsOf('tab', 'page'),
    shownOnPage: idsOf('page'),
  };
}
