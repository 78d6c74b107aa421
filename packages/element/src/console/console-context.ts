import type { AdminClient } from '@support-chat/sdk/admin';
import type { DeskLanguage } from '../desk/i18n/desk-language.ts';
import type { ConsolePhrases } from './i18n/phrases.ts';

/** What every section of the console is given. A new object whenever something of it changed. */
export interface ConsoleContext {
  readonly client: AdminClient;
  readonly language: DeskLanguage<ConsolePhrases>;
  /** Where we are, below the section: `['<widget id>', 'appearance']`. */
  readonly path: readonly string[];
  /** Goes somewhere, unless there are changes that somebody wants to keep. */
  readonly navigate: (section: string) => void;
  /** Tells people that something is done; `saved`, which includes what is deleted now, is also told to the page. */
  readonly tell: (words: string) => void;
  readonly saved: (what: string, id: string | null, words?: string) => void;
  /** Tells people, and the page, what did not work. */
  readonly fail: (cause: unknown) => void;
  /** How many changes would be lost by leaving. */
  readonly setUnsaved: (count: number) => void;
}
