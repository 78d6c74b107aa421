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
    createBucket: (id, bucket) => createBucket(database, id, bucket),
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
  const [row] = await database.query<{ is_public: boolean; size: string | null; types: readonly string[] | null }>(
    'select public as is_public, file_size_limit as size, to_jsonb(allowed_mime_types) as types from storage.buckets where id = $1',
    [id],
  );
  if (row === undefined) return undefined;
  return {
    isPublic: row.is_public,
    fileSizeLimit: row.size === null ? null : Number(row.size),
    allowedMimeTypes: row.types,
  };
}

async function createBucket(database: LocalDatabase, id: string, bucket: Bucket): Promise<boolean> {
  const rows = await database.query(
    `insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
     select $1, $1, $2, $3, case when $4::jsonb is null then null else array(select jsonb_array_elements_text($4::jsonb)) end
     on conflict do nothing returning id`,
    [
      id,
      bucket.isPublic,
      bucket.fileSizeLimit,
      bucket.allowedMimeTypes === null ? null : JSON.stringify(bucket.allowedMimeTypes),
    ],
  );
  return rows.length > 0;
}
