import type en from './en.ts';

/** A table of phrases as another language has to have it: every name, and functions where English has functions. */
type Same<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends string
    ? string extends Table[Name]
      ? string
      : Table[Name]
    : Table[Name] extends (...parts: infer Parts) => string
      ? (...parts: Parts) => string
      : Same<Table[Name]>;
};

/** Every word of the console. A phrase that a language lacks is a compile error. */
// An interface, because messages and documents call it by its name.
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface ConsolePhrases extends Same<typeof en> {}
