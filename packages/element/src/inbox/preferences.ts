/** What an agent has chosen for this browser. */
export interface InboxPreferences {
  /** A sound for what needs an answer. */
  readonly sound: boolean;
  /** Messages of the browser's own while the page is not on screen. */
  readonly notifications: boolean;
  readonly shortcuts: boolean;
}

const DEFAULTS: InboxPreferences = { sound: false, notifications: false, shortcuts: true };
const KEY = 'support-chat-inbox:preferences';

/** What was chosen before; the defaults where nothing was, or where the browser refuses storage. */
export function readPreferences(storage: () => Storage): InboxPreferences {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? '{}');
    const choices = Object.entries(Object(kept) as object).filter(
      ([name, value]) => Object.hasOwn(DEFAULTS, name) && typeof value === 'boolean',
    );
    return { ...DEFAULTS, ...(Object.fromEntries(choices) as Partial<InboxPreferences>) };
  } catch {
    // Refused, or written by something else: the defaults do no harm.
    return DEFAULTS;
  }
}

export function keepPreferences(storage: () => Storage, preferences: InboxPreferences): void {
  try {
    storage().setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Full or refused: the choice holds for this page.
  }
}
