import type { WireTriggerConditions } from '@support-chat/sdk/protocol';
import type { FieldLabel, FieldSpec } from '../form/field-spec.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';

type Condition = keyof WireTriggerConditions;

/** What each condition is called. */
export const CONDITION_LABELS: Readonly<Record<Condition, FieldLabel>> = {
  pages: 'pages',
  not_pages: 'notPages',
  referrers: 'referrers',
  locales: 'languages',
  devices: 'device',
  seconds_on_page: 'seconds',
  seconds_idle: 'idle',
  pages_seen: 'pagesSeen',
  visits: 'visits',
  scroll_percent: 'scroll',
  exit_intent: 'exitIntent',
  event: 'event',
  availability: 'availability',
  is_identified: 'identified',
};

export function messageFields({ choices }: ConsolePhrases): readonly FieldSpec[] {
  return [
    { kind: 'check', path: 'is_enabled', label: 'enabled', standard: true },
    { kind: 'multiline', path: 'text', label: 'text', most: 1_000, isRequired: true },
    { kind: 'text', path: 'name', label: 'name', most: 100 },
    {
      kind: 'choice',
      path: 'frequency',
      label: 'frequency',
      standard: 'session',
      choices: (['once', 'session', 'day', 'always'] as const).map((one) => [one, choices[one]] as const),
    },
    { kind: 'check', path: 'opens', label: 'opens', standard: false },
  ];
}

export function conditionFields({ choices }: ConsolePhrases): readonly FieldSpec[] {
  const at = <Name extends Condition>(name: Name) => ({ path: `conditions.${name}`, label: CONDITION_LABELS[name] });
  const number = (name: Condition, low: number, high: number): FieldSpec => ({
    kind: 'number',
    ...at(name),
    low,
    high,
  });
  return [
    { kind: 'list', ...at('pages'), hint: 'pages', separator: 'line', placeholder: '/pricing' },
    { kind: 'list', ...at('not_pages'), separator: 'line' },
    { kind: 'list', ...at('referrers'), separator: 'line' },
    { kind: 'list', ...at('locales'), hint: 'list', separator: 'comma', placeholder: 'de, pt-BR' },
    {
      kind: 'set',
      ...at('devices'),
      hint: 'devices',
      isOptional: true,
      choices: [
        ['desktop', choices.desktop],
        ['tablet', choices.tablet],
        ['phone', choices.phone_device],
      ],
    },
    number('seconds_on_page', 0, 86_400),
    number('seconds_idle', 0, 86_400),
    number('scroll_percent', 0, 100),
    number('pages_seen', 0, 10_000),
    number('visits', 0, 10_000),
    { kind: 'text', ...at('event'), most: 100 },
    {
      kind: 'choice',
      ...at('availability'),
      standard: '',
      choices: [
        ['', choices.any],
        ...(['online', 'away', 'offline'] as const).map((one) => [one, choices[one]] as const),
      ],
    },
    { kind: 'answer', ...at('is_identified') },
    { kind: 'check', ...at('exit_intent'), standard: false },
  ];
}
