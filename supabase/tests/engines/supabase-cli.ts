/**
 * The Supabase CLI, as npm brings it, kept away from everything that is not its business: it works in a temporary copy of
 * `supabase/`, with a home directory of its own, no account, no telemetry, and a proxy that refuses every connection but
 * those to the test server.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { onPostgresOnly } from '../open-test-database.ts';

const SUPABASE = fileURLToPath(new URL('../../', import.meta.url));
/** Nothing listens on the discard port of a modern machine. */
const NO_PROXY_THERE = 'http://127.0.0.1:9';
const LIMIT_MS = 60_000;

/** For `describe`: skips, and says so in the report, where the CLI or a real Postgres is missing. */
export function withSupabaseCli(what: string): { readonly skip: string | false } {
  if (findSupabaseCli() !== undefined) return onPostgresOnly(what);
  const name = `@supabase/cli-${process.platform}-${process.arch}`;
  return { skip: `NOT TESTED HERE: ${what}. The optional npm package ${name} is not installed.` };
}

/** A folder with a copy of our configuration and migrations. */
export class SupabaseProject {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  static async create(): Promise<SupabaseProject> {
    const root = await mkdtemp(join(tmpdir(), 'support-chat-supabase-'));
    await mkdir(join(root, 'home'));
    for (const name of ['config.toml', 'migrations']) {
      await cp(join(SUPABASE, name), join(root, 'supabase', name), { recursive: true });
    }
    return new SupabaseProject(root);
  }

  get configFile(): string {
    return join(this.#root, 'supabase', 'config.toml');
  }

  /** Runs a command against a database and answers with the JSON it prints; throws with all it said when it fails. */
  async run(command: readonly string[], databaseUrl: string): Promise<unknown> {
    const cli = findSupabaseCli();
    if (cli === undefined) throw new Error('There is no Supabase CLI for this platform; see withSupabaseCli().');
    const flags = ['--workdir', this.#root, `--remote=${databaseUrl}`, '--yes', '--output-format', 'json'];
    const running = promisify(execFile)(cli, [...command, ...flags], {
      cwd: this.#root,
      env: {
        PATH: process.env['PATH'],
        HOME: join(this.#root, 'home'),
        SUPABASE_TELEMETRY_DISABLED: '1',
        DO_NOT_TRACK: '1',
        CI: '1',
        HTTPS_PROXY: NO_PROXY_THERE,
        HTTP_PROXY: NO_PROXY_THERE,
        NO_PROXY: '127.0.0.1,localhost',
      },
      timeout: LIMIT_MS,
      maxBuffer: 64 * 1024 * 1024,
    });
    const { stdout } = await running.catch((error: { stdout?: string; stderr?: string }) => {
      // In this format the reason is on standard output.
      throw new Error(`supabase ${command.join(' ')} failed:\n${error.stderr}\n${error.stdout}`, { cause: error });
    });
    return JSON.parse(stdout);
  }

  remove(): Promise<void> {
    return rm(this.#root, { recursive: true });
  }
}

function findSupabaseCli(): string | undefined {
  const file = process.platform === 'win32' ? 'supabase.exe' : 'supabase';
  try {
    const manifest = createRequire(import.meta.url).resolve(
      `@supabase/cli-${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}/package.json`,
    );
    return join(dirname(manifest), 'bin', file);
  } catch {
    // Optional: not made for this platform, or not installed.
    return undefined;
  }
}
