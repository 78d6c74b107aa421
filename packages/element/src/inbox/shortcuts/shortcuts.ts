/** What a key does. The names are those of the phrases that explain them. */
export type Command =
  | 'next'
  | 'previous'
  | 'open'
  | 'search'
  | 'reply'
  | 'note'
  | 'claim'
  | 'transfer'
  | 'resolve'
  | 'snooze'
  | 'visitor'
  | 'back'
  | 'mine'
  | 'queued'
  | 'all'
  | 'help';

/** By what the key writes, so that they are where they are on every keyboard; letters in either case. */
export const SHORTCUTS: Readonly<Record<string, Command>> = {
  j: 'next',
  k: 'previous',
  '/': 'search',
  r: 'reply',
  n: 'note',
  c: 'claim',
  t: 'transfer',
  e: 'resolve',
  z: 'snooze',
  i: 'visitor',
  escape: 'back',
  '1': 'mine',
  '2': 'queued',
  '3': 'all',
  '?': 'help',
};

/** Fields, and everything that has keys of its own: no shortcut may fire in them. */
const TAKES_KEYS = 'input,textarea,select,[contenteditable]:not([contenteditable=false]),[role=menu],dialog';

/**
 * What a key that was pressed stands for; null in fields, dialogs and menus, with a modifier (those are the browser's), and
 * while a word is being composed.
 */
export function commandOf(event: KeyboardEvent): Command | null {
  const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = event;
  if (ctrlKey || metaKey || altKey || isComposing || defaultPrevented) return null;
  const takesKeys = event.composedPath().some((target) => target instanceof Element && target.matches(TAKES_KEYS));
  return takesKeys ? null : (SHORTCUTS[key.toLowerCase()] ?? null);
}
