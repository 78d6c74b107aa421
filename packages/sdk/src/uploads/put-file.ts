import type { FetchLike } from '../http/http-client.ts';

/** The bytes of one file, and where they go. */
export interface PutRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly file: Blob;
  readonly signal: AbortSignal;
  /** Bytes that have left so far. Never called where that cannot be known. */
  readonly onProgress: (sentBytes: number) => void;
}

/** Brings bytes to an address. Resolves with the HTTP status; rejects when there was no answer. */
export type PutFile = (request: PutRequest) => Promise<number>;

/** `XMLHttpRequest`, because `fetch` does not tell how much of a body has left; `fetch` where there is no other. */
export function browserPutFile(fetch: FetchLike): PutFile {
  if (typeof XMLHttpRequest === 'function') return putWithProgress;
  return async ({ url, headers, file, signal }) => {
    const response = await fetch(url, {
      method: 'PUT',
      headers: { ...headers },
      body: file,
      credentials: 'omit',
      signal,
    });
    await response.arrayBuffer(); // read to its end, so that the connection is free again
    return response.status;
  };
}

const putWithProgress: PutFile = ({ url, headers, file, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => resolve(request.status);
    request.onerror = () => reject(new TypeError('No answer.'));
    request.onabort = () => reject(new DOMException('Called off.', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    request.send(file);
  });
