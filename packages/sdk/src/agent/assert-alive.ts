import { ChatError } from '../errors.ts';

/** @throws {ChatError} `client_destroyed` once `signal` is aborted */
export function assertAlive(signal: AbortSignal): void {
  if (signal.aborted) throw new ChatError('client_destroyed', 'This client was destroyed.');
}
