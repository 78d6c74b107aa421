/** What `npm run build` of `@support-chat/element` made for a CDN, and how each of its files is served. */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { CommandError } from '../command.ts';

export interface CdnFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly mediaType: string;
  readonly cacheControl: string;
  /** Whether its name holds a hash of its contents: what has that name once, has it for ever. */
  readonly isImmutable: boolean;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  // Whose code is in the others, and under which licences.
  '.txt': 'text/plain; charset=utf-8',
};
const AN_HOUR = 'max-age=3600';
const A_YEAR = 'max-age=31536000, immutable';
/** Read last of all by a page, so it comes last: whoever gets the new one finds everything that it names. */
const ENTRY = /^(widget(-compat)?|team\/(inbox|console))\.js$/;
/** Their names carry a hash. */
const CHUNK = /^(team\/)?chunks\//;

/** Where the installed package keeps them. Throws a {@link CommandError} when it is not installed. */
export function findCdnFolder(cwd: string): string {
  try {
    const manifest = createRequire(join(cwd, 'package.json')).resolve('@support-chat/element/package.json');
    return join(dirname(manifest), 'dist/cdn');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new CommandError(
      '@support-chat/element is not installed here: npm install @support-chat/element, or name its dist/cdn with --folder DIR.',
    );
  }
}

/** In the order in which they are uploaded. Throws a {@link CommandError} for a folder that holds something else. */
export async function listCdnFiles(folder: string): Promise<readonly CdnFile[]> {
  const pinned = await readPinnedName(folder);
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  const files = names.flatMap((path) => {
    const mediaType = MEDIA_TYPES[extname(path)];
    if (mediaType === undefined) return [];
    const isImmutable = CHUNK.test(path) || path === pinned;
    return [{ path, mediaType, isImmutable, cacheControl: isImmutable ? A_YEAR : AN_HOUR }];
  });
  return files.sort((a, b) => rankOf(a) - rankOf(b) || a.path.localeCompare(b.path));
}

function rankOf({ path, isImmutable }: CdnFile): number {
  return isImmutable ? 0 : ENTRY.test(path) ? 2 : 1;
}

async function readPinnedName(folder: string): Promise<string> {
  try {
    return (JSON.parse(await readFile(join(folder, 'integrity.json'), 'utf8')) as { pinned: string }).pinned;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new CommandError(`${folder} has no integrity.json, so it is not a dist/cdn of @support-chat/element.`);
  }
}
