import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import { COMMANDS } from '../../packages/server-edge/src/cli/commands.ts';
import { ROOT } from '../read-packages.ts';
import { problemIn, type CodeBlock, type Problem } from './read-code-blocks.ts';
import { readCommands, type ShellCommand } from './read-commands.ts';
import { SUPABASE_CLI } from './supabase-cli.ts';

/** What every machine has, and of which the documents use nothing that could go stale. */
const PLAIN = new Set('cat curl docker export git kill mkdir openssl psql'.split(' '));
const packages = globSync('packages/*/package.json', { cwd: ROOT }).map(
  (file) => readJson(join(ROOT, file)) as { readonly name: string; readonly bin?: Readonly<Record<string, string>> },
);
const packageNames = new Set(packages.map(({ name }) => name));
/** Commands that our packages bring; a checkout does not install them. */
const ourCommands = new Set(packages.flatMap(({ bin = {} }) => Object.keys(bin)));
const apiPaths = Object.keys((readJson(join(ROOT, 'docs/openapi.json')) as { paths: object }).paths);
const environmentNames = readEnvironmentNames();
const helps = new Map<string, Promise<string>>();

/** Every command of a block exists: scripts, files, directories, our own flags, the Supabase CLI's, paths of the API, variables. */
export async function checkShell(block: CodeBlock): Promise<Problem[]> {
  const problems: Problem[] = [];
  let directory = ROOT;
  for (const command of readCommands(block.code)) {
    const [program = '', ...args] = command.words;
    const say = (text: string | undefined): void => {
      if (text !== undefined) problems.push(problemIn(block, command.line, text));
    };
    const assigned = program === 'export' ? args.map((word) => word.split('=')[0] ?? '') : command.variables;
    for (const name of assigned) if (!environmentNames.has(name)) say(`nothing reads the variable ${name}`);
    if (program === 'cd') {
      directory = join(directory, args[0] ?? '');
      // A directory that the reader has made or cloned is not ours to look for.
      if (!existsSync(directory) && (args[0] ?? '').includes('/')) say(`there is no directory ${args[0] ?? ''}`);
    } else if (program === 'npm') say(complaintOfNpm(args, directory));
    else if (program === 'npx') say(complaintOfNpx(args));
    else if (program === 'node') say(complaintOfNode(args, directory));
    else if (program === 'supabase') say(await complaintOfSupabase(args));
    else if (program === 'curl') say(complaintOfCurl(command));
    else if (program !== '' && !PLAIN.has(program))
      say(`"${program}" is a command that nothing here knows how to check`);
  }
  return problems;
}

function complaintOfNpm(args: readonly string[], directory: string): string | undefined {
  const [verb = '', name = ''] = args;
  if (verb === 'ci' || verb === 'init' || verb === 'pack') return undefined;
  if (verb === 'install') {
    const strange = args.slice(1).filter((arg) => !arg.startsWith('-') && !packageNames.has(arg));
    return strange.length === 0 ? undefined : `${strange.join(', ')} is no package of ours`;
  }
  const script = verb === 'run' ? name : verb;
  const manifest = join(existsSync(directory) ? directory : ROOT, 'package.json');
  const { scripts = {} } = readJson(manifest) as { scripts?: Record<string, string> };
  return scripts[script] === undefined ? `package.json has no script "${script}"` : undefined;
}

function complaintOfNpx(args: readonly string[]): string | undefined {
  const words = args.filter((arg) => arg !== '--yes' && arg !== '-y');
  const [program = '', ...rest] = words;
  if (program === 'support-chat') return complaintOfSupportChat(rest);
  return ourCommands.has(program) || existsSync(join(ROOT, 'node_modules/.bin', program))
    ? undefined
    : `npx ${program}: no such command is installed`;
}

/** Asks the real command line what it knows, without running anything. */
export function complaintOfSupportChat(args: readonly string[]): string | undefined {
  if (args.length === 1 && /^(--help|-h|--version|-v)$/.test(args[0] ?? '')) return undefined;
  const command = COMMANDS.find(({ words }) => words.every((word, index) => args[index] === word));
  if (command === undefined) return `support-chat ${args.join(' ')}: there is no such command`;
  const joined = args
    .slice(command.words.length)
    .join('\n')
    .replaceAll(/^(--[a-z-]+)\n(-\d+)$/gm, '$1=$2');
  try {
    parseArgs({
      args: joined === '' ? [] : joined.split('\n'),
      options: { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' }, ...command.options },
      allowPositionals: false,
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return `support-chat ${command.words.join(' ')}: ${error.message}`;
  }
}

function complaintOfNode(args: readonly string[], directory: string): string | undefined {
  const file = args.find((arg) => /\.(?:ts|m?js)$/.test(arg));
  if (file === undefined) return undefined;
  return globSync(normalize(join(directory, file))).length > 0 ? undefined : `there is no file ${file}`;
}

/** The installed CLI's own help is the judge; on machines for which npm brings none, nobody is. */
async function complaintOfSupabase(args: readonly string[]): Promise<string | undefined> {
  if (SUPABASE_CLI === undefined) return undefined;
  const optionsAt = args.findIndex((arg) => arg.startsWith('-'));
  const words = args.slice(0, optionsAt === -1 ? undefined : optionsAt).slice(0, 2);
  const said = words.join(' ');
  const help = await (helps.get(said) ?? askForHelp(SUPABASE_CLI, words));
  // For what it does not know, it shows the help of what is above, which wants a subcommand.
  const usage = /USAGE\s+supabase ([^\n]*)/.exec(help)?.[1] ?? '<subcommand>';
  if (usage.includes('<subcommand>')) return `supabase ${said}: there is no such command`;
  const unknown = args.filter((arg) => arg.startsWith('--') && !help.includes(arg.split('=')[0] ?? arg));
  return unknown.length === 0 ? undefined : `supabase ${said} has no ${unknown.join(', ')}`;
}

function askForHelp(cli: string, command: readonly string[]): Promise<string> {
  const help = new Promise<string>((resolve) => {
    execFile(cli, [...command, '--help'], (_error, stdout, stderr) => resolve(`${stdout}\n${stderr}`));
  });
  helps.set(command.join(' '), help);
  return help;
}

function complaintOfCurl({ words }: ShellCommand): string | undefined {
  for (const word of words) {
    const path = /\/functions\/v1\/support-chat(\/[^?\s"']*)/.exec(word)?.[1];
    if (path !== undefined && !apiPaths.includes(path)) return `the API has no ${path}`;
  }
  return undefined;
}

function readEnvironmentNames(): ReadonlySet<string> {
  const files = globSync(
    [
      'packages/*/src/**/*.ts',
      'packages/*/testing/**/*.ts',
      'scripts/*.ts',
      'bench/**/*.ts',
      'supabase/tests/**/*.ts',
      'examples/*/*.{ts,mjs,js}',
    ],
    {
      cwd: ROOT,
      exclude: ['**/*.test.ts'],
    },
  );
  const names = files.flatMap(
    (file) => readFileSync(join(ROOT, file), 'utf8').match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\b/g) ?? [],
  );
  return new Set(names);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
