import { UsageError } from './command.ts';

type FlagValue = string | boolean | readonly (string | boolean)[] | undefined;

/** The options of one call, as `parseArgs` of node:util read them. An empty text counts as not given. */
export class Flags {
  readonly #values: Readonly<Record<string, FlagValue>>;

  constructor(values: Readonly<Record<string, FlagValue>>) {
    this.#values = values;
  }

  is(name: string): boolean {
    return this.#values[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  }

  /** Throws a {@link UsageError} that names the option and what it is for. */
  requiredText(name: string, purpose: string): string {
    const value = this.text(name);
    if (value === undefined) throw new UsageError(`--${name} is missing: ${purpose}.`);
    return value;
  }

  list(name: string): readonly string[] {
    const value = this.#values[name];
    return Array.isArray(value)
      ? value.filter((item) => typeof item === 'string' && item.trim() !== '').map(String)
      : [];
  }

  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new UsageError(`--${name} is "${text}"; it must be a whole number.`);
    return value;
  }

  /** Throws a {@link UsageError} for anything but one of these. */
  oneOf<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const found = choices.find((choice) => choice === text);
    if (found === undefined) throw new UsageError(`--${name} is "${text}"; it must be one of: ${choices.join(', ')}.`);
    return found;
  }
}
