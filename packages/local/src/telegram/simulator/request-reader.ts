import { BotApiError, badRequest } from './bot-api-error.ts';
import { Params } from './params.ts';
import type { UploadedFile } from './params.ts';

/** [DOC, Sending files] 50 MB for an upload; some room for the other parts. */
const MAX_BODY_BYTES = 52 * 1024 * 1024;

/** Reads query, urlencoded, JSON and multipart parameters; a body wins over the query. */
export async function readParams(request: Request): Promise<Params> {
  const values = new Map<string, unknown>(new URL(request.url).searchParams);
  const files = new Map<string, UploadedFile>();
  if (request.method === 'GET' || request.body === null) return new Params(values);

  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > MAX_BODY_BYTES) throw new BotApiError(413, 'Request Entity Too Large');
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') {
    for (const [name, value] of Object.entries(await readJsonObject(request))) values.set(name, value);
  } else if (type === 'application/x-www-form-urlencoded') {
    for (const [name, value] of new URLSearchParams(await request.text())) values.set(name, value);
  } else if (type === 'multipart/form-data') {
    for (const [name, value] of await request.formData()) {
      if (typeof value === 'string') values.set(name, value);
      else
        files.set(name, { name: value.name, mimeType: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
    }
    for (const file of files.values()) {
      if (file.bytes.length > 50 * 1024 * 1024) throw new BotApiError(413, 'Request Entity Too Large');
    }
  }
  return new Params(values, files);
}

async function readJsonObject(request: Request): Promise<object> {
  const text = await request.text();
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest("can't parse request JSON object");
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest("can't parse request JSON object");
  return value;
}
