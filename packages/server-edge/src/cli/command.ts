import type { ParseArgsOptionsConfig } from 'node:util';
import type { Flags } from './flags.ts';
import type { CliWorld } from './world.ts';

/** One thing the command line can do. It prints nothing itself: what it found is data, and `run-cli.ts` says it. */
export interface Command {
  /** `['widget', 'create']` */
  readonly words: readonly string[];
  /** One line for the list of commands. */
  readonly summary: string;
  /** Everything below the usage line of `--help`. */
  readonly help: string;
  /** Beside `--help` and `--json`, which every command has. */
  readonly options: ParseArgsOptionsConfig;
  /** Throws a {@link UsageError} or a {@link CommandError}. */
  run(flags: Flags, world: CliWorld): Promise<CommandResult>;
}

export interface CommandResult {
  /** 1: something that was checked, or asked for, is not well. */
  readonly exitCode: 0 | 1;
  /** For people, on standard output. */
  readonly text: string;
  /** For people as well, on standard error: what to do next where standard output is meant for a file. */
  readonly aside?: string;
  /** What `--json` prints instead of both. */
  readonly json: unknown;
}

/** The command line makes no sense. The message says what to write instead. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command could not do its work. The message says why and what to do, and never holds a secret. Exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
