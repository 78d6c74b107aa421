/**
 * Canned answers: `/c` shows those used most, `/c word` those that fit, each as a button. Nothing is sent to the visitor
 * before a button says so. One list sends one answer: its message gives the answer its id, so a second tap, or the same
 * tap delivered twice, sends nothing more.
 */
import { agentMessageId } from '../agent-message-id.ts';
import type { BridgeDeps } from '../bridge-deps.ts';
import { cannedButtons } from '../buttons.ts';
import { formatted } from '../formatted-text.ts';
import { cleanLine } from '../plain-text.ts';
import type { ActionAnswer } from '../perform-action.ts';
import { say, type CommandAnswer, type CommandContext } from './command-context.ts';

const MAX_SHOWN = 10;
const MAX_PREVIEW_UNITS = 150;
const MAX_SEARCH_UNITS = 100;

type Asked = Pick<CommandContext, 'deps' | 'agentId' | 'view' | 'argument'>;

export async function listCanned({ deps, agentId, view, argument }: Asked): Promise<CommandAnswer> {
  const search = argument.replace(/^\//, '').slice(0, MAX_SEARCH_UNITS);
  const found = await deps.db.listCannedResponses({ agentId, ...(search === '' ? {} : { search }) });
  if (found.length === 0) {
    return say(search === '' ? 'There are no canned answers yet.' : 'No canned answer fits. /c alone shows all.');
  }
  const exact = found.filter(({ shortcut }) => shortcut === search.toLowerCase());
  const shown = [...exact, ...found.filter((response) => !exact.includes(response))].slice(0, MAX_SHOWN);
  const hidden = found.length - shown.length;
  return {
    text: formatted(
      { bold: 'Tap an answer to send it to the visitor' },
      ...shown.map(({ shortcut, body }) => `\n/c ${shortcut} – ${cleanLine(body, MAX_PREVIEW_UNITS)}`),
      hidden > 0 ? `\n${String(hidden)} more: look for one with /c and a word of it.` : '',
    ),
    buttons: cannedButtons(view.conversation.id, shown),
  };
}

/** A reply to the list is about the same visitor as the list. */
export async function recordPicker(
  { db }: BridgeDeps,
  place: { readonly conversationId: string; readonly chatId: number; readonly threadId: number | undefined },
  list: { readonly message_id: number },
): Promise<void> {
  await db.recordTelegramCard({ ...place, messageId: list.message_id, role: 'picker' });
}

/** `list` is the message with the button. */
export async function sendCanned(
  deps: BridgeDeps,
  answer: { readonly conversationId: string; readonly agentId: string; readonly responseId: string },
  list: { readonly chatId: number; readonly messageId: number },
): Promise<ActionAnswer> {
  const { conversationId, agentId, responseId } = answer;
  const { text } = await deps.db.useCannedResponse({ agentId, conversationId, shortcutOrId: responseId });
  const { outcome } = await deps.db.postAgentMessage({
    conversationId,
    agentId,
    messageId: await agentMessageId(deps.bot.id, list.chatId, list.messageId),
    text,
  });
  return outcome === 'posted'
    ? { text: 'Sent to the visitor.', isDone: true }
    : { text: 'This was sent already.', isDone: false };
}
