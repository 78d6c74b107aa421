import type { FieldSpec } from '../form/field-spec.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';

type Choices = ConsolePhrases['choices'];

/** The name, and whether it is there for visitors at all. */
export const basicFields: readonly FieldSpec[] = [
  { kind: 'text', path: 'name', label: 'name', most: 100, isRequired: true },
  { kind: 'check', path: 'is_enabled', label: 'enabled', standard: true },
];

/** How the chat looks, apart from its accent, which has an editor of its own. */
export function appearanceFields(words: Choices): readonly FieldSpec[] {
  return [
    { kind: 'text', path: 'branding.team_name', label: 'teamName', most: 100 },
    { kind: 'text', path: 'branding.greeting_title', label: 'greetingTitle', most: 100 },
    { kind: 'multiline', path: 'branding.greeting_text', label: 'greetingText', most: 500 },
    { kind: 'text', type: 'url', path: 'branding.logo_url', label: 'logoUrl', most: 2_000 },
    {
      kind: 'choice',
      path: 'branding.theme',
      label: 'theme',
      hint: 'theme',
      standard: 'auto',
      choices: choose(words, 'auto', 'light', 'dark'),
    },
    { kind: 'text', path: 'branding.font', label: 'font', hint: 'font', most: 200 },
    { kind: 'number', path: 'branding.radius', label: 'radius', low: 0, high: 48, standard: 20, unit: 'pixels' },
  ];
}

export function launcherFields(words: Choices): readonly FieldSpec[] {
  const at = (name: string): string => `branding.launcher.${name}`;
  return [
    {
      kind: 'choice',
      path: at('position'),
      label: 'position',
      standard: 'bottom-end',
      choices: choose(words, 'bottom-end', 'bottom-start', 'top-end', 'top-start'),
    },
    { kind: 'text', path: at('label'), label: 'launcherLabel', most: 60 },
    { kind: 'text', type: 'url', path: at('icon_url'), label: 'iconUrl', most: 2_000 },
    { kind: 'number', path: at('size'), label: 'size', low: 40, high: 96, standard: 60, unit: 'pixels' },
    {
      kind: 'number',
      path: at('offset_inline'),
      label: 'offsetInline',
      low: 0,
      high: 500,
      standard: 20,
      unit: 'pixels',
    },
    { kind: 'number', path: at('offset_block'), label: 'offsetBlock', low: 0, high: 500, standard: 20, unit: 'pixels' },
    { kind: 'check', path: at('is_hidden'), label: 'hiddenLauncher', standard: false },
  ];
}

export function behaviorFields(words: Choices): readonly FieldSpec[] {
  const at = (name: string): string => `behavior.${name}`;
  return [
    { kind: 'text', path: at('response_promise'), label: 'promise', most: 200 },
    {
      kind: 'choice',
      path: at('loading'),
      label: 'loading',
      standard: 'lazy',
      choices: choose(words, 'lazy', 'eager', 'manual'),
    },
    { kind: 'number', path: at('reopen_hours'), label: 'reopen', low: 0, high: 8_760, standard: 168, unit: 'hours' },
    {
      kind: 'number',
      path: at('edit_window_minutes'),
      label: 'editWindow',
      low: 0,
      high: 1_440,
      standard: 15,
      unit: 'minutes',
    },
    {
      kind: 'number',
      path: at('email_answers_after_minutes'),
      label: 'answerAfter',
      low: 0,
      high: 1_440,
      standard: 5,
      unit: 'minutes',
    },
    { kind: 'number', path: at('visitor_idle_minutes'), label: 'visitorIdle', low: 1, high: 10_080, unit: 'minutes' },
    { kind: 'check', path: at('sound'), label: 'sound', standard: true },
    { kind: 'check', path: at('is_hidden_when_offline'), label: 'hiddenOffline', standard: false },
    { kind: 'check', path: at('shows_agents'), label: 'showAgents', standard: true },
    { kind: 'check', path: at('shows_queue_position'), label: 'queuePosition', standard: false },
  ];
}

export const featureFields: readonly FieldSpec[] = [
  ...(['feedback', 'transcript', 'typing', 'receipts', 'emoji', 'history'] as const).map((name): FieldSpec => ({
    kind: 'check',
    path: `features.${name}`,
    label: name,
    standard: true,
  })),
  ...(['nps', 'voice', 'tracking'] as const).map((name): FieldSpec => ({
    kind: 'check',
    path: `features.${name}`,
    label: name,
    standard: false,
  })),
];

export const attachmentFields: readonly FieldSpec[] = [
  { kind: 'check', path: 'features.attachments.enabled', label: 'attachments', standard: true },
  {
    kind: 'number',
    path: 'features.attachments.max_bytes',
    label: 'maxBytes',
    low: 1,
    high: 52_428_800,
    standard: 10_485_760,
    unit: 'bytes',
  },
  { kind: 'number', path: 'features.attachments.max_files', label: 'maxFiles', low: 1, high: 20, standard: 5 },
  {
    kind: 'list',
    path: 'features.attachments.types',
    label: 'attachmentTypes',
    hint: 'attachmentTypes',
    separator: 'comma',
  },
];

export function routingFields(
  words: Choices,
  departments: readonly (readonly [string, string])[],
): readonly FieldSpec[] {
  return [
    {
      kind: 'choice',
      path: 'routing_rules.strategy',
      label: 'routing',
      standard: 'manual',
      choices: [
        ['manual', words.routing_manual],
        ['least_busy', words.least_busy],
      ],
    },
    {
      kind: 'choice',
      path: 'routing_rules.department_id',
      label: 'department',
      standard: '',
      choices: [['', words.none], ...departments],
    },
    {
      kind: 'number',
      path: 'routing_rules.escalate_after_minutes',
      label: 'escalateAfter',
      low: 0,
      high: 10_080,
      standard: 5,
      unit: 'minutes',
    },
  ];
}

export const prechatFields: readonly FieldSpec[] = [
  { kind: 'check', path: 'prechat.is_required', label: 'required', standard: false },
  { kind: 'text', path: 'prechat.title', label: 'title', most: 200 },
];

export const consentFields: readonly FieldSpec[] = [
  { kind: 'multiline', path: 'prechat.consent.text', label: 'consentText', most: 1_000 },
  { kind: 'check', path: 'prechat.consent.is_required', label: 'required', standard: false },
  { kind: 'text', type: 'url', path: 'prechat.consent.link', label: 'link', most: 2_000 },
  { kind: 'text', path: 'prechat.consent.text_version', label: 'consentVersion', most: 100 },
];

export const websiteFields: readonly FieldSpec[] = [
  {
    kind: 'list',
    path: 'allowed_domains',
    label: 'allowedDomains',
    hint: 'allowedDomains',
    separator: 'line',
    mayBeEmpty: true,
    placeholder: 'shop.example',
  },
  {
    kind: 'list',
    path: 'blocked_domains',
    label: 'blockedDomains',
    separator: 'line',
    mayBeEmpty: true,
    placeholder: 'test.shop.example',
  },
];

/** Every field that stands for one setting, to find the words for a path by. */
export function allWidgetFields(words: ConsolePhrases): readonly FieldSpec[] {
  const { choices } = words;
  return [
    ...basicFields,
    { kind: 'text', path: 'branding.accent', label: 'accent', most: 100 },
    ...appearanceFields(choices),
    ...launcherFields(choices),
    ...behaviorFields(choices),
    ...featureFields,
    ...attachmentFields,
    ...routingFields(choices, []),
    ...prechatFields,
    ...consentFields,
    ...websiteFields,
  ];
}

function choose(words: Choices, ...names: readonly (keyof Choices)[]): (readonly [string, string])[] {
  return names.map((name) => [name, words[name]] as const);
}
