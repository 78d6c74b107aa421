import type { BridgeDeps } from './bridge-deps.ts';
import { findSpeaker } from './find-speaker.ts';
import { isFormerMember } from './former-member.ts';
import { hint } from './hint.ts';
import { sayRefusal } from './refusal.ts';
import type { AgentWords, TelegramIntent } from './telegram-intent.ts';

type Edit = Extract<TelegramIntent, { kind: 'agent_edit' | 'edit_into_command' }>;

/**
 * Mirrors an edit. Telegram also reports edits in which nothing changed; the database compares. A message that was never
 * relayed (a command, something said before the bot came) does not become one by an edit, and neither does a note. An
 * answer that is made a note (`//` put in front) is taken back from the visitor.
 */
export async function handleEdit(deps: BridgeDeps, intent: Edit): Promise<void> {
  try {
    const { place, messageId, author } = intent;
    const found = await deps.db.findTelegramMessage({
      chatId: place.chatId,
      telegramMessageId: messageId,
      telegramUserId: author.telegramUserId,
    });
    if (found !== null && place.kind === 'dm') {
      const holder = { conversationId: found.conversation_id, telegramUserId: author.telegramUserId };
      if (await isFormerMember(deps, holder)) return await hint(deps, intent, NOT_IN_GROUP);
    }
    const isNote = found?.is_internal === true;
    if (intent.kind === 'agent_edit') await change(deps, intent, intent, isNote);
    else if (isNote && intent.note !== null) await change(deps, intent, { text: intent.note }, false);
    else if (intent.note !== null && found?.agent_id != null && found.direction === 'in')
      await makeNote(deps, intent, found.agent_id);
    else if ((await findSpeaker(deps, intent)) !== null)
      await hint(deps, intent, 'Not changed for the visitor: texts that start with a slash are never sent.');
  } catch (error) {
    await sayRefusal(deps, intent, error);
  }
}

const NOT_IN_GROUP = 'Not changed: you are not in the team’s group any more.';

/** What an answer said to the visitor is gone; the team still sees it here. */
async function makeNote(deps: BridgeDeps, intent: Edit, agentId: string): Promise<void> {
  const { outcome } = await deps.db.deleteTelegramMessage({
    chatId: intent.place.chatId,
    telegramMessageId: intent.messageId,
    agentId,
  });
  if (outcome !== 'unknown') await hint(deps, intent, 'Taken back: the visitor no longer sees it.');
}

async function change(
  deps: BridgeDeps,
  intent: Edit,
  { text, entities }: AgentWords,
  looksSent: boolean,
): Promise<void> {
  const { outcome } = await deps.db.editAgentMessage({
    chatId: intent.place.chatId,
    telegramMessageId: intent.messageId,
    text,
    entities,
  });
  // Also when only the slashes went, which changes no word of the note.
  if (outcome !== 'unknown' && looksSent) {
    await hint(deps, intent, 'This stays a note. To send it to the visitor, please write it again.');
  }
  // A file without words that we do not know: nobody meant to say anything.
  if (outcome === 'unknown' && text !== '' && (await findSpeaker(deps, intent)) !== null) {
    await hint(deps, intent, 'Not sent: this message did not go to the visitor before. Please write it again.');
  }
}
