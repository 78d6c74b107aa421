import type { BridgeDeps } from './bridge-deps.ts';
import { findSpeaker } from './find-speaker.ts';
import { hint } from './hint.ts';
import { sayRefusal } from './refusal.ts';
import type { TelegramIntent } from './telegram-intent.ts';

type Edit = Extract<TelegramIntent, { kind: 'agent_edit' | 'edit_into_command' }>;

/**
 * Mirrors an edit. Telegram also reports edits in which nothing changed; the database compares. A message that was never
 * relayed (a command, something said before the bot came) does not become one by an edit, and neither does a note.
 */
export async function handleEdit(deps: BridgeDeps, intent: Edit): Promise<void> {
  try {
    const isNote = await isKnownNote(deps, intent);
    if (intent.kind === 'agent_edit') await change(deps, intent, intent.text, isNote);
    else if (isNote && intent.note !== null) await change(deps, intent, intent.note, false);
    else if ((await findSpeaker(deps, intent)) !== null)
      await hint(deps, intent, 'Not changed for the visitor: texts that start with a slash are never sent.');
  } catch (error) {
    await sayRefusal(deps, intent, error);
  }
}

async function change(deps: BridgeDeps, intent: Edit, text: string, looksSent: boolean): Promise<void> {
  const { outcome } = await deps.db.editAgentMessage({
    chatId: intent.place.chatId,
    telegramMessageId: intent.messageId,
    text,
  });
  if (outcome === 'edited' && looksSent) {
    await hint(deps, intent, 'This stays a note. To send it to the visitor, please write it again.');
  }
  // A file without words that we do not know: nobody meant to say anything.
  if (outcome === 'unknown' && text !== '' && (await findSpeaker(deps, intent)) !== null) {
    await hint(deps, intent, 'Not sent: this message did not go to the visitor before. Please write it again.');
  }
}

async function isKnownNote({ db }: BridgeDeps, { place, messageId, author }: Edit): Promise<boolean> {
  const found = await db.findTelegramMessage({
    chatId: place.chatId,
    telegramMessageId: messageId,
    telegramUserId: author.telegramUserId,
  });
  return found?.is_internal === true;
}
