import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Nothing listens on the discard port of a modern machine. */
const NO_PROXY_THERE = 'http://127.0.0.1:9';

/** For `describe`: skips, and says so in the report, where the Supabase CLI is missing. */
export function withSupabaseCli(what: string): { readonly skip: string | false } {
  if (findSupabaseCli() !== undefined) return { skip: false };
  const name = `@supabase/cli-${process.platform}-${process.arch}`;
  return { skip: `NOT TESTED HERE: ${what}. The optional npm package ${name} is not installed.` };
}

/** Runs the real CLI in a folder, without network, account or telemetry. Throws with what it said when it fails. */
export async function supabase(folder: string, ...args: readonly string[]): Promise<string> {
  const cli = findSupabaseCli();
  if (cli === undefined) throw new Error('There is no Supabase CLI for this platform; see withSupabaseCli().');
  await mkdir(folder, { recursive: true });
  const { stdout, stderr } = await promisify(execFile)(cli, [...args, '--workdir', folder, '--yes'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      SUPABASE_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      CI: '1',
      HTTPS_PROXY: NO_PROXY_THERE,
      HTTP_PROXY: NO_PROXY_THERE,
    },
    timeout: 60_000,
  });
  return stdout + stderr;
}

function findSupabaseCli(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const manifest = createRequire(import.meta.url).resolve(`@supabase/cli-${platform}-${process.arch}/package.json`);
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'supabase.exe' : 'supabase');
  } catch {
    // Optional: not made for this platform, or not installed.
    return undefined;
  }
}
