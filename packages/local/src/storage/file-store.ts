import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface StoredFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** As its uploader said, parameters and all. */
  readonly mediaType: string;
  readonly cacheControl: string;
  /** ISO 8601. */
  readonly storedAt: string;
}

/**
 * Files by bucket and path. A path is a key, never a place: on disk it becomes a hash, so no path leads anywhere else.
 * What is there is replaced by `replace` alone, and a file is there as a whole or not at all.
 */
export interface FileStore {
  /** False when the path is taken. */
  create(path: string, file: StoredFile): Promise<boolean>;
  replace(path: string, file: StoredFile): Promise<void>;
  read(path: string): Promise<StoredFile | undefined>;
  /** False when nothing was there. */
  remove(path: string): Promise<boolean>;
}

export function createMemoryFileStore(): FileStore {
  const files = new Map<string, StoredFile>();
  return {
    async create(path, file) {
      if (files.has(path)) return false;
      files.set(path, file);
      return true;
    },
    async replace(path, file) {
      files.set(path, file);
    },
    read: async (path) => files.get(path),
    remove: async (path) => files.delete(path),
  };
}

/** Each file is one line of JSON, which says its path and type, and its bytes behind that. */
export function createDiskFileStore(directory: string): FileStore {
  const placeOf = (path: string) => join(directory, createHash('sha256').update(path).digest('hex'));
  const write = async ({ bytes, ...facts }: StoredFile, path: string): Promise<string> => {
    await mkdir(directory, { recursive: true });
    const partial = join(directory, `${randomUUID()}.partial`);
    await writeFile(partial, [`${JSON.stringify({ path, ...facts })}\n`, bytes], { mode: 0o600 });
    return partial;
  };
  return {
    async create(path, file) {
      const partial = await write(file, path);
      try {
        // Unlike a rename, a link never replaces what is there.
        await link(partial, placeOf(path));
        return true;
      } catch (error) {
        if (isSystemError(error, 'EEXIST')) return false;
        throw error;
      } finally {
        await rm(partial, { force: true });
      }
    },

    async replace(path, file) {
      await rename(await write(file, path), placeOf(path));
    },

    async read(path) {
      let content: Buffer<ArrayBuffer>;
      try {
        content = await readFile(placeOf(path));
      } catch (error) {
        if (isSystemError(error, 'ENOENT')) return undefined;
        throw error;
      }
      const end = content.indexOf('\n');
      const { mediaType, cacheControl, storedAt } = JSON.parse(content.toString('utf8', 0, end)) as StoredFile;
      return { bytes: content.subarray(end + 1), mediaType, cacheControl, storedAt };
    },

    async remove(path) {
      try {
        await rm(placeOf(path));
        return true;
      } catch (error) {
        if (isSystemError(error, 'ENOENT')) return false;
        throw error;
      }
    },
  };
}

function isSystemError(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
