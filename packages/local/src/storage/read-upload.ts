import { StorageRefusal } from './storage-refusal.ts';

export interface Upload {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly cacheControl: string;
}

/** What a form may carry around the file itself. */
const FORM_OVERHEAD_BYTES = 65_536;

/**
 * The file in the body of an upload: the body itself, or the one file of a form, which is how storage-js sends it. Stops
 * reading when it is larger than `maxBytes`.
 */
export async function readUpload(request: Request, maxBytes: number): Promise<Upload> {
  const contentType = request.headers.get('content-type') ?? '';
  if (contentType.startsWith('multipart/form-data')) return readForm(request, contentType, maxBytes);
  return {
    bytes: await readBody(request, maxBytes),
    mediaType: contentType === '' ? 'application/octet-stream' : contentType,
    cacheControl: request.headers.get('cache-control') ?? 'no-cache',
  };
}

async function readForm(request: Request, contentType: string, maxBytes: number): Promise<Upload> {
  const body = await readBody(request, maxBytes + FORM_OVERHEAD_BYTES);
  const form = await parseForm(body, contentType);
  const file = [...form.values()].find((value) => value instanceof File);
  if (file === undefined) throw StorageRefusal.of('invalidRequest');
  if (file.size > maxBytes) throw StorageRefusal.of('tooLarge');
  const maxAge = form.get('cacheControl');
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    mediaType: file.type === '' ? 'application/octet-stream' : file.type,
    cacheControl: typeof maxAge === 'string' ? `max-age=${maxAge}` : 'no-cache',
  };
}

async function parseForm(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { 'content-type': contentType } }).formData();
  } catch {
    // A form that is cut off or has another boundary than it says.
    throw StorageRefusal.of('invalidRequest');
  }
}

async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw StorageRefusal.of('tooLarge');
  const chunks: Uint8Array[] = [];
  let count = 0;
  for await (const chunk of request.body ?? []) {
    count += chunk.byteLength;
    if (count > maxBytes) throw StorageRefusal.of('tooLarge');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
