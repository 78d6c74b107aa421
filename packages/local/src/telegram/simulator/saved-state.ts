import { ActionError } from './control/action-error.ts';
import type { WorldState } from './world-state.ts';

/**
 * A saved state as this version of the simulator works with it: what it did not know of when it was saved is empty.
 * Throws for a state of another format or another bot.
 */
export function readSavedState(saved: WorldState, empty: WorldState): WorldState {
  if (saved.version !== 1) throw new ActionError(`Cannot load a saved state of version ${String(saved.version)}`);
  if (saved.bot.id !== empty.bot.id) throw new ActionError('The saved state belongs to another bot');
  const state = structuredClone({ ...empty, ...saved, bot: { ...empty.bot, ...saved.bot } });
  for (const chat of Object.values(state.privateChats)) {
    // Chats saved before private topics have no list of them.
    chat.topics = (chat as Partial<typeof chat>).topics ?? [];
  }
  return state;
}
