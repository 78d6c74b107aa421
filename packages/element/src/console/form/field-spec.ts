import type { Json, Path } from '../changes/json.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';

export type FieldLabel = keyof ConsolePhrases['fields'];

interface Common {
  readonly path: Path;
  readonly label: FieldLabel;
  readonly hint?: keyof ConsolePhrases['hints'];
}

/** One of which may be chosen: what is stored, and what it is called. */
export type Choice = readonly [value: string, label: string];

/**
 * A setting and how it is asked for. What is emptied is taken away, so that visitors get the default again; `nullable`
 * settings become null instead.
 */
export type FieldSpec = Common &
  (
    | {
        readonly kind: 'text' | 'multiline';
        readonly most: number;
        readonly type?: 'text' | 'email' | 'url' | 'date';
        readonly isRequired?: boolean;
        readonly isNullable?: boolean;
      }
    | {
        readonly kind: 'number';
        readonly low: number;
        readonly high: number;
        /** What holds while nothing is set. */
        readonly standard?: number;
        readonly unit?: keyof ConsolePhrases['units'];
        readonly isNullable?: boolean;
      }
    | { readonly kind: 'check'; readonly standard: boolean }
    | {
        readonly kind: 'choice';
        readonly choices: readonly Choice[];
        readonly standard: string;
        readonly isNullable?: boolean;
      }
    /** Yes, no, or neither of the two: a setting that is true, false or not there. */
    | { readonly kind: 'answer' }
    /** Any number of several: ids, as a rule. */
    | {
        readonly kind: 'set';
        readonly choices: readonly Choice[];
        /** None chosen means the same as no setting, which takes it away. Otherwise an empty list stays. */
        readonly isOptional?: boolean;
      }
    /** Texts, between commas or each on a line of its own. */
    | {
        readonly kind: 'list';
        readonly separator: 'comma' | 'line';
        readonly placeholder?: string;
        /** An empty one stays, because it says something, or because its setting has no default. */
        readonly mayBeEmpty?: boolean;
      }
  );

/** Where a field reads and writes: a draft, as a rule. */
export interface FormModel {
  readonly read: (path: Path) => Json | undefined;
  readonly write: (path: Path, value: Json | undefined, fault?: string) => void;
  readonly isChanged: (path: Path) => boolean;
  readonly reset: (path: Path) => void;
  readonly faultAt: (path: Path) => string | null | undefined;
}

export function toList(text: string, separator: 'comma' | 'line'): readonly string[] {
  return text
    .split(separator === 'comma' ? /[,\n]/ : /\n/)
    .map((part) => part.trim())
    .filter((part, index, parts) => part !== '' && parts.indexOf(part) === index);
}

export function fromList(value: Json | undefined, separator: 'comma' | 'line'): string {
  return Array.isArray(value) ? value.join(separator === 'comma' ? ', ' : '\n') : '';
}
