import type { Update } from 'grammy/types';
import type { BridgeDeps } from './bridge-deps.ts';
import { findSpeaker } from './find-speaker.ts';
import { hint } from './hint.ts';
import { readUpdate } from './read-update.ts';
import { describeFailure } from './telegram-failure.ts';

/**
 * Tells an agent that what they wrote was given up, after every try failed. Best effort: whatever made the update fail may
 * make this fail, too.
 */
export async function sayBuried(deps: BridgeDeps, update: Update): Promise<void> {
  try {
    const intent = readUpdate(update, deps.bot);
    const isWritten =
      intent.kind === 'agent_message' || intent.kind === 'agent_media' || intent.kind === 'internal_note';
    if (!isWritten || (await findSpeaker(deps, intent)) === null) return;
    await hint(deps, intent, 'Not sent: something went wrong on our side. Please send it again.');
  } catch (error) {
    deps.logger.warn('telegram.burial_not_told', { failure: describeFailure(error) });
  }
}
