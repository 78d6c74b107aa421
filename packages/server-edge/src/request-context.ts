import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line says about the request that caused it. */
export interface RequestContext {
  readonly request_id: string;
}

/**
 * Follows a request through every `await`, and into the work that goes on after its answer. Only log lines read it:
 * nothing that the app does may depend on it.
 */
export const requestContext = new AsyncLocalStorage<RequestContext>();
