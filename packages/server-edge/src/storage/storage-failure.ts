import { StorageError } from './file-storage.ts';

/** What the service says when it refuses (its own statuses are in `statusCode`, behind an HTTP 400). */
interface StorageFailureBody {
  readonly statusCode?: string | number;
  readonly error?: string;
  readonly code?: string;
}

/** An answer that is not a success. The service's free text is left out: it can repeat parts of the request. */
export interface StorageFailure {
  readonly status: number;
  /** `NoSuchKey`, `NoSuchBucket`, `InvalidRange`, …; older servers know only the words of `error`. */
  readonly code: string;
}

const MAX_FAILURE_CHARACTERS = 2_000;

export async function readFailure(response: Response): Promise<StorageFailure> {
  const text = (await response.text()).slice(0, MAX_FAILURE_CHARACTERS);
  const { statusCode, code, error } = parseBody(text);
  const status = Number(statusCode);
  return {
    status: response.status === 400 && Number.isInteger(status) && status >= 400 ? status : response.status,
    code: String(code ?? error ?? '').slice(0, 60),
  };
}

/** Temporary are: no room, too many requests, a lock, and everything that the service or a gateway blames on itself. */
export function toStorageError(operation: string, { status, code }: StorageFailure): StorageError {
  const isTemporary = status >= 500 || status === 408 || status === 423 || status === 429;
  const said = code === '' ? String(status) : `${String(status)} ${code}`;
  return new StorageError(isTemporary ? 'unavailable' : 'refused', `Storage refused to ${operation}: ${said}`);
}

function parseBody(text: string): StorageFailureBody {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    // A gateway's page; its status says enough.
    return {};
  }
}
