/**
 * Files as Supabase Storage keeps them, for one project in one process: the routes that browsers and our functions use,
 * with the answers of the real server (storage-endpoint.test.ts holds it to recordings).
 *
 * Browsers put and get by signed addresses, and read what lies in a public bucket. Signing, writing and reading by path,
 * removing and making buckets take the secret key. It refuses listing and pictures made to size, which Support Chat does
 * not use, and everybody who is not the server: there are no policies for them.
 */
import type { FileStore } from './file-store.ts';
import { readUpload } from './read-upload.ts';
import { serveFile } from './serve-file.ts';
import type { SignedPurpose, SignedUrls } from './signed-urls.ts';
import { StorageRefusal } from './storage-refusal.ts';

export interface Bucket {
  /** Whether everybody may read what is in it. */
  readonly isPublic: boolean;
  readonly fileSizeLimit: number | null;
  readonly allowedMimeTypes: readonly string[] | null;
}

export interface StorageEndpointOptions {
  readonly files: FileStore;
  readonly urls: SignedUrls;
  readonly findBucket: (id: string) => Promise<Bucket | undefined>;
  /** False when there is one of that name. */
  readonly createBucket: (id: string, bucket: Bucket) => Promise<boolean>;
  /** Each key with its role; only `service_role` may sign, write and read by path, and remove. */
  readonly apiKeys: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** As the real server allows it. */
const UPLOAD_SECONDS = 7_200;
/** Of the whole server, for buckets without a limit of their own. */
const MAX_FILE_BYTES = 52_428_800;
const MAX_PREFIXES = 1_000;

export function createStorageEndpoint(options: StorageEndpointOptions): (request: Request) => Promise<Response> {
  const endpoint = new StorageEndpoint(options);
  return async (request) => {
    if (request.method === 'OPTIONS') return withCors(request, new Response(null, { status: 200 }));
    try {
      return withCors(request, await endpoint.answer(request));
    } catch (error) {
      if (!(error instanceof StorageRefusal)) throw error;
      return withCors(request, json(error.body, 400));
    }
  };
}

class StorageEndpoint {
  readonly #options: StorageEndpointOptions;

  constructor(options: StorageEndpointOptions) {
    this.#options = options;
  }

  async answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const [, route = ''] = /^\/storage\/v1\/object\/(.*)$/.exec(url.pathname) ?? [];
    const at = (prefix: string) => (route.startsWith(prefix) ? placeOf(route.slice(prefix.length)) : undefined);
    const bucket = /^\/storage\/v1\/bucket\/([\w-]+)$/.exec(url.pathname)?.[1];
    const token = url.searchParams.get('token');
    const upload = at('upload/sign/');
    const download = at('sign/');
    const shared = at('public/');

    switch (request.method) {
      case 'PUT':
        if (upload !== undefined) return this.#upload(request, upload, token);
        break;
      case 'POST':
        if (url.pathname === '/storage/v1/bucket') return this.#createBucket(request);
        if (upload !== undefined) return this.#signUpload(request, upload);
        if (download !== undefined) return this.#signDownload(request, download);
        // Listing has an address of the same shape, and is not offered.
        if (!route.startsWith('list/')) return this.#write(request, placeOf(route));
        break;
      case 'HEAD':
      case 'GET':
        if (shared !== undefined) return this.#readPublic(request, shared);
        if (bucket !== undefined) return this.#describeBucket(request, bucket);
        if (download !== undefined) return this.#download(request, download, token, url.searchParams.get('download'));
        return this.#read(request, placeOf(route));
      case 'DELETE':
        return this.#remove(request, decode(route));
    }
    throw StorageRefusal.of('routeNotFound');
  }

  async #createBucket(request: Request): Promise<Response> {
    this.#requireServer(request, 'forbidden');
    const wanted = (await readJson(request)) as {
      readonly id?: unknown;
      readonly public?: unknown;
      readonly file_size_limit?: number | null;
      readonly allowed_mime_types?: readonly string[] | null;
    };
    if (typeof wanted.id !== 'string' || !/^[\w-]+$/.test(wanted.id)) throw StorageRefusal.of('invalidRequest');
    const isNew = await this.#options.createBucket(wanted.id, {
      isPublic: wanted.public === true,
      fileSizeLimit: wanted.file_size_limit ?? null,
      allowedMimeTypes: wanted.allowed_mime_types ?? null,
    });
    if (!isNew) throw StorageRefusal.of('duplicate');
    return json({ name: wanted.id });
  }

  /** For setup checks: whether it is there, and who may read it. */
  async #describeBucket(request: Request, id: string): Promise<Response> {
    this.#requireServer(request, 'forbidden');
    const { isPublic, fileSizeLimit, allowedMimeTypes } = await this.#bucketOf({ bucket: id, path: '' });
    return json({
      id,
      name: id,
      public: isPublic,
      file_size_limit: fileSizeLimit,
      allowed_mime_types: allowedMimeTypes,
    });
  }

  async #signUpload(request: Request, place: Place): Promise<Response> {
    this.#requireServer(request, 'forbidden');
    await this.#bucketOf(place);
    const token = await this.#options.urls.sign('upload', keyOf(place), UPLOAD_SECONDS);
    return json({ url: `/object/upload/sign/${encode(place)}?token=${token}`, token });
  }

  async #upload(request: Request, place: Place, token: string | null): Promise<Response> {
    const key = keyOf(place);
    await this.#checkToken('upload', key, token);
    return this.#store(request, place);
  }

  /** By the server itself, without a signed address. */
  async #write(request: Request, place: Place): Promise<Response> {
    this.#requireServer(request, 'forbidden');
    return this.#store(request, place, request.headers.get('x-upsert') === 'true');
  }

  async #store(request: Request, place: Place, mayReplace = false): Promise<Response> {
    const key = keyOf(place);
    const bucket = await this.#bucketOf(place);
    const upload = await readUpload(request, Math.min(bucket.fileSizeLimit ?? MAX_FILE_BYTES, MAX_FILE_BYTES));
    const { allowedMimeTypes } = bucket;
    const essence = upload.mediaType.split(';')[0]?.trim() ?? '';
    if (allowedMimeTypes !== null && !allowedMimeTypes.includes(essence)) throw StorageRefusal.ofType(upload.mediaType);
    const storedAt = new Date(this.#options.clock()).toISOString();
    const file = { ...upload, storedAt };
    if (mayReplace) await this.#options.files.replace(key, file);
    else if (!(await this.#options.files.create(key, file))) throw StorageRefusal.of('duplicate');
    return json({ Key: key });
  }

  async #signDownload(request: Request, place: Place): Promise<Response> {
    this.#requireServer(request, 'notFound');
    const key = keyOf(place);
    const { expiresIn } = (await readJson(request)) as { expiresIn?: unknown };
    if (typeof expiresIn !== 'number' || !(expiresIn >= 1)) throw StorageRefusal.of('invalidRequest');
    if ((await this.#options.files.read(key)) === undefined) throw StorageRefusal.of('notFound');
    const token = await this.#options.urls.sign('download', key, Math.floor(expiresIn));
    return json({ signedURL: `/object/sign/${encode(place)}?token=${token}` });
  }

  async #download(request: Request, place: Place, token: string | null, download: string | null): Promise<Response> {
    const key = keyOf(place);
    const expiresAt = await this.#checkToken('download', key, token);
    const file = await this.#options.files.read(key);
    if (file === undefined) throw StorageRefusal.of('notFound');
    return serveFile(file, { range: request.headers.get('range'), download, expiresAt });
  }

  async #read(request: Request, place: Place): Promise<Response> {
    this.#requireServer(request, 'notFound');
    await this.#bucketOf(place);
    const file = await this.#options.files.read(keyOf(place));
    if (file === undefined) throw StorageRefusal.of('notFound');
    return serveFile(file, { range: request.headers.get('range') });
  }

  /** By everybody; a bucket that is private is not told apart from one that is not there. */
  async #readPublic(request: Request, place: Place): Promise<Response> {
    if (!(await this.#bucketOf(place)).isPublic) throw StorageRefusal.of('bucketNotFound');
    const file = await this.#options.files.read(keyOf(place));
    if (file === undefined) throw StorageRefusal.of('notFound');
    return serveFile(file, { range: request.headers.get('range') });
  }

  async #remove(request: Request, bucket: string): Promise<Response> {
    this.#requireServer(request, 'forbidden');
    const { prefixes } = (await readJson(request)) as { prefixes?: unknown };
    if (!Array.isArray(prefixes) || prefixes.length === 0 || prefixes.length > MAX_PREFIXES) {
      throw StorageRefusal.of('invalidRequest');
    }
    const removed: object[] = [];
    for (const path of prefixes.map(String)) {
      if (await this.#options.files.remove(`${bucket}/${path}`)) removed.push({ bucket_id: bucket, name: path });
    }
    return json(removed);
  }

  async #checkToken(purpose: SignedPurpose, key: string, token: string | null): Promise<Date> {
    const check = await this.#options.urls.verify(purpose, key, token ?? '');
    switch (check.outcome) {
      case 'valid':
        return check.expiresAt;
      case 'expired':
        throw StorageRefusal.of('expiredToken');
      case 'mismatched':
        throw StorageRefusal.of('invalidSignature');
      case 'malformed':
        throw StorageRefusal.of('invalidToken');
    }
  }

  #requireServer(request: Request, otherwise: 'forbidden' | 'notFound'): void {
    const role = this.#options.apiKeys[request.headers.get('apikey') ?? ''];
    if (role !== 'service_role') throw StorageRefusal.of(otherwise);
  }

  async #bucketOf({ bucket }: Place): Promise<Bucket> {
    const found = await this.#options.findBucket(bucket);
    if (found === undefined) throw StorageRefusal.of('bucketNotFound');
    return found;
  }
}

interface Place {
  readonly bucket: string;
  readonly path: string;
}

/** `bucket/any/path` as it stands in an address. Refuses what could mean another place. */
function placeOf(route: string): Place {
  const decoded = decode(route);
  const [bucket = '', ...segments] = decoded.split('/');
  if (bucket === '' || segments.length === 0) throw StorageRefusal.of('routeNotFound');
  const isPlain = segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  if (!isPlain || /[\\\p{Cc}]/u.test(decoded)) throw StorageRefusal.of('invalidKey');
  return { bucket, path: segments.join('/') };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw StorageRefusal.of('invalidKey');
  }
}

function encode({ bucket, path }: Place): string {
  return [bucket, ...path.split('/')].map(encodeURIComponent).join('/');
}

function keyOf({ bucket, path }: Place): string {
  return `${bucket}/${path}`;
}

async function readJson(request: Request): Promise<object> {
  try {
    const body: unknown = await request.json();
    if (typeof body === 'object' && body !== null) return body;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw StorageRefusal.of('invalidRequest');
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}

/** Every origin, as with the real server: who has a signed address may use it from anywhere. No cookies are involved. */
function withCors(request: Request, response: Response): Response {
  response.headers.set('access-control-allow-origin', '*');
  if (request.method === 'OPTIONS') {
    response.headers.set('access-control-allow-methods', 'GET, PUT, POST, DELETE');
    const asked = request.headers.get('access-control-request-headers');
    response.headers.set('access-control-allow-headers', asked ?? '*');
    response.headers.set('access-control-max-age', '3600');
  }
  return response;
}
