import { ATTACHMENT_BUCKET, createSupabaseStorage, type FileStorage } from '@support-chat/server-edge';
import type { LocalDatabase } from '../database/local-database.ts';
import { createDiskFileStore, createMemoryFileStore } from './file-store.ts';
import { createSignedUrls } from './signed-urls.ts';
import { createStorageEndpoint, type Bucket } from './storage-endpoint.ts';

export interface LocalStorageOptions {
  readonly database: LocalDatabase;
  /** Where files are kept. Default: in memory. */
  readonly directory?: string | undefined;
  readonly secretKey: string;
  readonly publishableKey: string;
}

export interface LocalStorage {
  /** Answers everything below `/storage/v1/`. */
  readonly handleRequest: (request: Request) => Promise<Response>;
  /** What our functions use: the same adapter as in production, on its own side of the same routes. */
  readonly connect: (url: string) => FileStorage;
}

export function createLocalStorage(options: LocalStorageOptions): LocalStorage {
  const { database, directory, secretKey, publishableKey } = options;
  const handleRequest = createStorageEndpoint({
    files: directory === undefined ? createMemoryFileStore() : createDiskFileStore(directory),
    urls: createSignedUrls({ secret: secretKey, clock: Date.now }),
    findBucket: (id) => findBucket(database, id),
    apiKeys: { [publishableKey]: 'anon', [secretKey]: 'service_role' },
    clock: Date.now,
  });
  return {
    handleRequest,
    connect: (url) =>
      createSupabaseStorage({
        url,
        secretKey,
        bucket: ATTACHMENT_BUCKET,
        // The same process: no socket in between, so it works before and after the server listens.
        fetch: (input, init) => handleRequest(new Request(input, init)),
      }),
  };
}

async function findBucket(database: LocalDatabase, id: string): Promise<Bucket | undefined> {
  const [row] = await database.query<{ size: string | null; types: readonly string[] | null }>(
    'select file_size_limit as size, to_jsonb(allowed_mime_types) as types from storage.buckets where id = $1',
    [id],
  );
  if (row === undefined) return undefined;
  return { fileSizeLimit: row.size === null ? null : Number(row.size), allowedMimeTypes: row.types };
}
