import type { BridgeDeps } from './bridge-deps.ts';
import { findSpeaker } from './find-speaker.ts';
import { hint } from './hint.ts';
import { sayRefusal } from './refusal.ts';
import type { TelegramIntent } from './telegram-intent.ts';

type Edit = Extract<TelegramIntent, { kind: 'agent_edit' | 'edit_into_command' }>;

/**
 * Mirrors an edit. Telegram also reports edits in which nothing changed; the database compares. A message that was never
 * relayed (a command, something said before the bot came) does not become one by an edit.
 */
export async function handleEdit(deps: BridgeDeps, intent: Edit): Promise<void> {
  if (intent.kind === 'edit_into_command') {
    const speaker = await findSpeaker(deps, intent);
    if (speaker !== null)
      await hint(deps, intent, 'Not changed for the visitor: texts that start with a slash are never sent.');
    return;
  }
  try {
    const { outcome } = await deps.db.editAgentMessage({
      chatId: intent.place.chatId,
      telegramMessageId: intent.messageId,
      text: intent.text,
    });
    if (outcome === 'unknown' && (await findSpeaker(deps, intent)) !== null) {
      await hint(deps, intent, 'Not sent: this message did not go to the visitor before. Please write it again.');
    }
  } catch (error) {
    await sayRefusal(deps, intent, error);
  }
}
