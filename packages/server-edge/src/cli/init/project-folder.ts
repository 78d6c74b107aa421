import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError } from '../command.ts';
import type { Release } from '../release.ts';
import { CONFIG, type PlannedWrite, type ProjectFiles } from './plan-init.ts';

/** Throws a {@link CommandError} where `supabase init` was not run. */
export async function readProjectFolder(root: string, release: Release): Promise<ProjectFiles> {
  const files = new Map<string, string>();
  const folder = join(root, 'supabase');
  const config = await readIfThere(join(folder, CONFIG));
  if (config === undefined) {
    throw new CommandError(
      `${join(folder, CONFIG)} does not exist. Make a Supabase project there first (supabase init), or say where it is: --project DIR.`,
    );
  }
  files.set(CONFIG, config);
  // Of their own migrations only the names matter.
  for (const name of await listIfThere(join(folder, 'migrations'))) files.set(`migrations/${name}`, '');
  for (const { path } of [...release.migrations, ...release.functions]) {
    for (const candidate of [path, `${path}.new`]) {
      const content = await readIfThere(join(folder, candidate));
      if (content !== undefined) files.set(candidate, content);
    }
  }
  return files;
}

/** A file that came into being meanwhile stops it; what it replaces is replaced in one step. */
export async function writePlanned(root: string, writes: readonly PlannedWrite[]): Promise<void> {
  for (const { path, content, action } of writes) {
    const file = join(root, 'supabase', path);
    await mkdir(dirname(file), { recursive: true });
    if (action === 'create') {
      await writeFile(file, content, { flag: 'wx' });
    } else {
      await writeFile(`${file}.partial`, content);
      await rename(`${file}.partial`, file);
    }
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function listIfThere(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
