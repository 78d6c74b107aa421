import { albumMethods } from './albums.ts';
import { botMethods } from './bot.ts';
import { callbackMethods } from './callbacks.ts';
import { chatMethods } from './chats.ts';
import { copyMethods } from './copies.ts';
import { deletionMethods } from './deletions.ts';
import { editMethods } from './edits.ts';
import { ephemeralMethods } from './ephemeral.ts';
import { fileMethods } from './files.ts';
import { generalTopicMethods } from './general-topic.ts';
import { messageMethods } from './messages.ts';
import type { Method } from './method.ts';
import { pinMethods } from './pins.ts';
import { placeMethods } from './places.ts';
import { reactionMethods } from './reactions.ts';
import { topicMethods } from './topics.ts';
import { updateMethods } from './updates.ts';

const groups = [
  botMethods, updateMethods, messageMethods, editMethods, callbackMethods, reactionMethods, chatMethods, pinMethods,
  topicMethods, generalTopicMethods, fileMethods, albumMethods, placeMethods, copyMethods, deletionMethods,
  ephemeralMethods,
]; // prettier-ignore

/** Method names are case-insensitive [DOC]. */
const methods = new Map<string, Method>(
  groups.flatMap((group) => Object.entries(group).map(([name, method]) => [name.toLowerCase(), method] as const)),
);

export function findMethod(name: string): Method | undefined {
  return methods.get(name.toLowerCase());
}
