/**
 * The command line `support-chat`: finds the command, reads its options, prints what it answers.
 *
 * Exit codes: 0 done, 1 something is not well (the output says what and how to mend it), 2 the command line makes no sense.
 * With `--json` standard output holds exactly one JSON document in every case, also `{"error": {"kind", "message"}}`.
 * Secrets are printed by `keys` alone, which makes them; no message and no failure of the others contains one.
 */
import { parseArgs } from 'node:util';
import { CommandError, UsageError, type Command, type CommandResult } from './command.ts';
import { COMMANDS } from './commands.ts';
import { Flags } from './flags.ts';
import { releaseVersion } from './release.ts';
import type { CliWorld } from './world.ts';

const COMMON_OPTIONS = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } } as const;

export async function runCli(
  argv: readonly string[],
  world: CliWorld,
  commands: readonly Command[] = COMMANDS,
): Promise<0 | 1 | 2> {
  const isJson = argv.includes('--json');
  try {
    return await run(argv, world, commands);
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    const { kind, message } = failure;
    if (isJson) world.print(toJson({ error: failure }));
    else world.printAside(kind === 'usage' ? `${message}\nsupport-chat --help shows what there is.` : message);
    return kind === 'usage' ? 2 : 1;
  }
}

interface Failure {
  readonly kind: 'usage' | 'failed';
  readonly message: string;
}

/** Undefined for a defect, which may end the process with all that is known about it. */
function failureOf(error: unknown): Failure | undefined {
  if (error instanceof UsageError) return { kind: 'usage', message: error.message };
  if (error instanceof CommandError) return { kind: 'failed', message: error.message };
  // A file that may not be written and the like: Node names the call and the path, which is all there is to say.
  if (error instanceof Error && 'syscall' in error) return { kind: 'failed', message: error.message };
  return undefined;
}

async function run(argv: readonly string[], world: CliWorld, commands: readonly Command[]): Promise<0 | 1> {
  if (argv[0] === '--version' || argv[0] === '-v') {
    world.print(await releaseVersion());
    return 0;
  }
  const command = commands.find(({ words }) => words.every((word, index) => argv[index] === word));
  if (command === undefined) return overview(argv, world, commands);

  const flags = readFlags(command, argv.slice(command.words.length));
  if (flags.is('help')) {
    world.print(helpOf(command));
    return 0;
  }
  const result = await command.run(flags, world);
  print(result, flags.is('json'), world);
  return result.exitCode;
}

function readFlags(command: Command, args: readonly string[]): Flags {
  try {
    const { values } = parseArgs({
      args: withJoinedNumbers(args),
      options: { ...COMMON_OPTIONS, ...command.options },
      allowPositionals: false,
    });
    return new Flags(values);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`${error.message}\nHow it goes: support-chat ${command.words.join(' ')} --help`);
  }
}

/** `--chat -100123` is what people write, and parseArgs takes the number for an option. */
function withJoinedNumbers(args: readonly string[]): string[] {
  return args.reduce<string[]>((joined, arg) => {
    const last = joined.at(-1);
    if (/^-\d+$/.test(arg) && last !== undefined && /^--[a-z-]+$/.test(last))
      joined[joined.length - 1] = `${last}=${arg}`;
    else joined.push(arg);
    return joined;
  }, []);
}

function print(result: CommandResult, isJson: boolean, world: CliWorld): void {
  if (isJson) {
    world.print(toJson(result.json));
    return;
  }
  if (result.text !== '') world.print(result.text);
  if (result.aside !== undefined) world.printAside(result.aside);
}

function overview(argv: readonly string[], world: CliWorld, commands: readonly Command[]): 0 {
  const words = argv.filter((word) => !word.startsWith('-'));
  const group = commands.filter((command) => command.words[0] === words[0]);
  const isKnown = words.length === 0 || (words.length === 1 && group.length > 0);
  if (!isKnown) throw new UsageError(`There is no command "${words.join(' ')}".`);
  const shown = words.length === 0 ? commands : group;
  const asksForHelp = argv.length === 0 || argv.includes('--help') || argv.includes('-h');
  if (!asksForHelp) {
    throw new UsageError(`"support-chat ${argv.join(' ')}" needs more: ${shown.map(nameOf).join(', ')}.`);
  }
  const width = Math.max(...shown.map((command) => nameOf(command).length));
  world.print(
    [
      'Usage: support-chat <command> [options]',
      '',
      ...shown.map((command) => `  ${nameOf(command).padEnd(width)}  ${command.summary}`),
      '',
      'Every command has --help, and --json for scripts. Exit codes: 0 done, 1 something is not well, 2 wrong usage.',
    ].join('\n'),
  );
  return 0;
}

function helpOf(command: Command): string {
  return `Usage: support-chat ${nameOf(command)} [options]\n\n${command.summary}\n\n${command.help.trim()}`;
}

function nameOf({ words }: Command): string {
  return words.join(' ');
}

function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
