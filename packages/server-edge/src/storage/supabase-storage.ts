/**
 * Files in Supabase Storage, over its HTTP API (github.com/supabase/storage; recorded answers in
 * testing/fixtures/storage-signed-urls.jsonl). The secret key goes into headers of our own calls and nowhere else;
 * addresses for browsers carry a token that the service has signed for one path.
 */
import { projectKeyHeaders } from '../auth/project-key-headers.ts';
import { ATTACHMENT_BUCKET, StorageError, type ByteRange, type FileStorage, type StoredPart } from './file-storage.ts';
import { readAtMost } from './read-at-most.ts';
import { readFailure, toStorageError, type StorageFailure } from './storage-failure.ts';

export interface SupabaseStorageOptions {
  /** As functions reach the project: `https://<project>.supabase.co`. */
  readonly url: string;
  /** As browsers reach it. Default: the same. */
  readonly publicUrl?: string;
  /** `sb_secret_…`, or the legacy service role key. Never leaves the server. */
  readonly secretKey: string;
  /** Default `support-attachments`. */
  readonly bucket?: string;
  /** How long one call may take. Default 10 000. */
  readonly timeoutMs?: number;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
}

/** How long an upload may take to begin when the token does not say; the service's own default. */
const SHORTEST_UPLOAD_SECONDS = 60;

export function createSupabaseStorage(options: SupabaseStorageOptions): FileStorage {
  const bucket = options.bucket ?? ATTACHMENT_BUCKET;
  const publicApiUrl = `${withoutSlash(options.publicUrl ?? options.url)}/storage/v1`;
  const ask = createAsk(options);

  async function sign(operation: string, route: string, field: 'url' | 'signedURL', body: object): Promise<string> {
    const init = { method: 'POST', body: JSON.stringify(body) };
    return ask(operation, `/object/${route}`, init, async (response) => {
      if (!response.ok) throw toStorageError(operation, await readFailure(response));
      const address = ((await response.json()) as Readonly<Record<string, unknown>>)[field];
      if (typeof address === 'string' && address.startsWith('/object/')) return publicApiUrl + address;
      throw new StorageError('unavailable', `Storage answered without an address when asked to ${operation}.`);
    });
  }

  return {
    async createUpload(path) {
      const url = await sign('sign an upload', `upload/sign/${bucket}/${encodePath(path)}`, 'url', {});
      return { url, method: 'PUT', headers: {}, expiresInSeconds: lifetimeOf(url) ?? SHORTEST_UPLOAD_SECONDS };
    },

    async write(path, bytes, mediaType) {
      const operation = 'write a file';
      const init = { method: 'POST', body: bytes, headers: { 'content-type': mediaType, 'x-upsert': 'false' } };
      await ask(operation, `/object/${bucket}/${encodePath(path)}`, init, async (response) => {
        if (!response.ok) throw toStorageError(operation, await readFailure(response));
        await response.body?.cancel();
      });
    },

    async createDownload({ path, name, disposition, expiresInSeconds }) {
      const body = { expiresIn: expiresInSeconds };
      const url = await sign('sign a download', `sign/${bucket}/${encodePath(path)}`, 'signedURL', body);
      return disposition === 'inline' ? url : `${url}&download=${encodeURIComponent(name)}`;
    },

    async read(path, range) {
      const operation = 'read a file';
      const bytes = `bytes=${String(range.offset)}-${String(range.offset + range.length - 1)}`;
      // Compressed on the way, its length would not be its size.
      const init = { headers: { range: bytes, 'accept-encoding': 'identity' } };
      return ask(operation, `/object/${bucket}/${encodePath(path)}`, init, async (response) => {
        if (response.ok) return readPart(response, range);
        const failure = await readFailure(response);
        if (isMissingFile(failure)) return null;
        if (isBeyondEnd(failure)) return { bytes: new Uint8Array(), byteSize: 0, mediaType: '' };
        throw toStorageError(operation, failure);
      });
    },

    async remove(paths) {
      if (paths.length === 0) return;
      const operation = 'remove files';
      const init = { method: 'DELETE', body: JSON.stringify({ prefixes: paths }) };
      await ask(operation, `/object/${bucket}`, init, async (response) => {
        if (!response.ok) throw toStorageError(operation, await readFailure(response));
        await response.body?.cancel();
      });
    },
  };
}

type Ask = <Answer>(
  operation: string,
  path: string,
  init: StorageRequest,
  readAnswer: (response: Response) => Promise<Answer>,
) => Promise<Answer>;

interface StorageRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

function createAsk(options: SupabaseStorageOptions): Ask {
  const send = options.fetch ?? fetch;
  const apiUrl = `${withoutSlash(options.url)}/storage/v1`;
  return async (operation, path, init, readAnswer) => {
    const headers = {
      ...projectKeyHeaders(options.secretKey),
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.headers,
    };
    try {
      const signal = AbortSignal.timeout(options.timeoutMs ?? 10_000);
      const { body, method } = init;
      return await readAnswer(
        await send(apiUrl + path, {
          ...(method === undefined ? {} : { method }),
          // A copy, because a body may not lie in memory that threads share, and the type of a plain view does not say.
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
          headers,
          signal,
        }),
      );
    } catch (error) {
      if (error instanceof StorageError) throw error;
      // Without the cause: what runtimes say about a request that failed can repeat its headers.
      const reason = error instanceof Error ? error.name : 'unknown';
      throw new StorageError('unavailable', `Storage gave no answer when asked to ${operation} (${reason}).`);
    }
  };
}

async function readPart(response: Response, range: ByteRange): Promise<StoredPart> {
  const mediaType = response.headers.get('content-type') ?? '';
  const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (response.status === 206 && total !== undefined) {
    const { bytes } = await readAtMost(response, range.length, 'then stop');
    return { bytes, byteSize: Number(total), mediaType };
  }
  // The range was ignored: this is the file from its beginning.
  const declared = response.headers.get('content-length');
  const end = range.offset + range.length;
  const { bytes, count } = await readAtMost(response, end, declared === null ? 'then count' : 'then stop');
  return { bytes: bytes.slice(range.offset), byteSize: declared === null ? count : Number(declared), mediaType };
}

/** Only ranges that begin with the first byte are asked blindly, so nothing but an empty file ends before its range. */
function isBeyondEnd({ status, code }: StorageFailure): boolean {
  return status === 416 || /^invalid_?range$/i.test(code);
}

function isMissingFile({ code }: StorageFailure): boolean {
  return code === 'NoSuchKey' || code === 'not_found';
}

/** From the token itself (a JWT with `iat` and `exp`), because how long the service lets uploads wait is its own setting. */
function lifetimeOf(url: string): number | undefined {
  const payload = new URL(url).searchParams.get('token')?.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as {
      iat?: number;
      exp?: number;
    };
    const seconds = (claims.exp ?? Number.NaN) - (claims.iat ?? Number.NaN);
    return Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds) : undefined;
  } catch {
    // Another kind of token; nothing depends on it but how long clients may wait.
    return undefined;
  }
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
