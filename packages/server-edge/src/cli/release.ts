/**
 * What this version of the package brings into a Supabase project: `dist/supabase`, made by `npm run build` out of the
 * repository's `supabase/` (scripts/ship-supabase.ts).
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError } from './command.ts';

export interface Release {
  readonly version: string;
  /** In the order in which they are applied. */
  readonly migrations: readonly ReleaseFile[];
  readonly functions: readonly ReleaseFile[];
  readonly entryPoints: readonly EntryPoint[];
}

export interface ReleaseFile {
  /** Below `supabase/`, with `/`: `migrations/2026…_create_support_schema.sql`. */
  readonly path: string;
  readonly content: string;
}

/** A `public.support_*` function that the server calls. */
export interface EntryPoint {
  readonly name: string;
  readonly parameters: readonly string[];
}

/** Both `src/cli` and `dist/cli` are two folders below the package. */
const PACKAGE = new URL('../../', import.meta.url);
const SHIPPED = fileURLToPath(new URL('dist/supabase', PACKAGE));
const FUNCTION_FILES = ['index.ts', 'deno.json'];

export async function releaseVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(new URL('package.json', PACKAGE), 'utf8')) as { version: string };
  return manifest.version;
}

/** Throws a {@link CommandError} when the package was not built. */
export async function readRelease(directory: string = SHIPPED): Promise<Release> {
  const version = await releaseVersion();
  try {
    const names = (await readdir(join(directory, 'migrations'))).sort();
    const migrations = await Promise.all(names.map((name) => readReleaseFile(directory, `migrations/${name}`)));
    const functionNames = (await readdir(join(directory, 'functions'))).sort();
    const paths = functionNames.flatMap((name) => FUNCTION_FILES.map((file) => `functions/${name}/${file}`));
    const functions = await Promise.all(paths.map((path) => readReleaseFile(directory, path)));
    return {
      version,
      migrations,
      functions: functions.map(({ path, content }) => ({
        path,
        content: content.replaceAll('@VERSION/', `@${version}/`),
      })),
      entryPoints: JSON.parse(await readFile(join(directory, 'entry-points.json'), 'utf8')) as readonly EntryPoint[],
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new CommandError(
      `${directory} is incomplete. Install the package again; in its repository, run npm run build.`,
    );
  }
}

async function readReleaseFile(directory: string, path: string): Promise<ReleaseFile> {
  return { path, content: await readFile(join(directory, path), 'utf8') };
}
