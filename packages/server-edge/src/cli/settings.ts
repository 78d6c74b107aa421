/** Where the project is and how to enter it: from the environment, an `--env-file`, or a local stack's folder. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { CommandError } from './command.ts';
import type { Flags } from './flags.ts';
import type { CliWorld } from './world.ts';

/** Options of every command that reads settings. */
export const SETTINGS_OPTIONS = { 'env-file': { type: 'string' } } as const;

export const PROJECT_OPTIONS = {
  ...SETTINGS_OPTIONS,
  url: { type: 'string' },
  local: { type: 'boolean' },
} as const;

export const PROJECT_HELP = `
  --env-file FILE  read settings from this file; they win over the environment
  --url URL        the project, like https://abcdefgh.supabase.co (default: SUPABASE_URL)
  --local          the stack of "npm start" on this machine, with the keys in .support-chat/secrets.json

Needs SUPABASE_URL and SUPABASE_SECRET_KEY (sb_secret_…, or the legacy service role key) from the environment or the file.
There is no option for the key, because options stay in the shell's history.`;

export interface Settings {
  /** Undefined for what is not set or empty. */
  read(name: string): string | undefined;
}

export interface Project {
  /** Without a slash at its end. */
  readonly url: string;
  readonly secretKey: string;
}

const LOCAL_URL = 'http://127.0.0.1:4100';

export async function readSettings(flags: Flags, world: CliWorld): Promise<Settings> {
  const name = flags.text('env-file');
  const file = name === undefined ? {} : await readEnvFile(resolve(world.cwd, name));
  return { read: (variable) => (file[variable] ?? world.env[variable])?.trim() || undefined };
}

/** Throws a {@link CommandError} that says which setting is missing. */
export async function readProject(flags: Flags, world: CliWorld): Promise<Project> {
  const settings = await readSettings(flags, world);
  if (flags.is('local')) {
    return { url: readUrl(flags.text('url') ?? LOCAL_URL), secretKey: await readLocalSecretKey(world.cwd) };
  }
  const url = readProjectUrl(flags, settings);
  const secretKey = settings.read('SUPABASE_SECRET_KEY') ?? settings.read('SUPABASE_SERVICE_ROLE_KEY');
  if (secretKey === undefined) {
    throw new CommandError(
      'SUPABASE_SECRET_KEY is missing. Put it into a file (Dashboard → Project Settings → API Keys → Secret keys) and name the file: --env-file FILE.',
    );
  }
  return { url, secretKey };
}

export function readProjectUrl(flags: Flags, settings: Settings): string {
  const url = flags.text('url') ?? settings.read('SUPABASE_URL');
  if (url === undefined) {
    throw new CommandError('SUPABASE_URL is missing. Set it, or say --url https://abcdefgh.supabase.co.');
  }
  return readUrl(url);
}

export function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new CommandError(`"${text}" is not the address of a project, like https://abcdefgh.supabase.co.`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

async function readEnvFile(file: string): Promise<Readonly<Record<string, string | undefined>>> {
  try {
    return parseEnv(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unreadable'}).`);
  }
}

async function readLocalSecretKey(cwd: string): Promise<string> {
  const file = join(cwd, '.support-chat', 'secrets.json');
  try {
    const { secretKey } = JSON.parse(await readFile(file, 'utf8')) as { readonly secretKey?: unknown };
    if (typeof secretKey === 'string') return secretKey;
  } catch {
    // Told below, in the words of the person who asked: a missing file and a broken one need the same.
  }
  throw new CommandError(
    `${file} has no keys. Start the local stack here first (npm start), or go to where it was started.`,
  );
}
