import { DatabaseError } from '../db/database-caller.ts';
import { REFUSAL_SQLSTATES } from '../errors.ts';
import type { BridgeDeps } from './bridge-deps.ts';
import { hint } from './hint.ts';
import type { Place } from './telegram-intent.ts';

/** What the agent can do something about. */
const REASONS: Readonly<Record<string, string>> = {
  SC005: 'Not sent: your plan has no room for another agent. An admin can remove one or choose a larger plan.',
  SC040: 'Not sent: too many files at once. Please wait some minutes and send it again.',
  SC061: 'Not sent: the file is larger than this chat accepts.',
  SC062: 'Not sent: this chat does not accept files of this type.',
  SC064: 'Not sent: too many files at once.',
};

/** True when the database looked at the request and said no on purpose; another try would hear the same. */
export function isRefusal(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && REFUSAL_SQLSTATES.includes(error.sqlstate);
}

/** Tells the agent that what they wrote went nowhere. Everything but a refusal is thrown on, to be tried again. */
export async function sayRefusal(
  deps: BridgeDeps,
  written: { readonly place: Place; readonly messageId: number },
  error: unknown,
): Promise<void> {
  if (!isRefusal(error)) throw error;
  deps.logger.warn('telegram.agent_refused', { chat_id: written.place.chatId, sqlstate: error.sqlstate });
  await hint(deps, written, REASONS[error.sqlstate] ?? 'Not sent: you cannot write in this conversation.');
}
