import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import type { Conversation } from './bridge-deps.ts';
import { formatCallbackData, type ButtonAction } from './callback-data.ts';

const LABELS: Readonly<Record<ButtonAction, string>> = {
  claim: 'Claim',
  pass: 'Pass',
  close: 'Close',
  reopen: 'Reopen',
};

/** Where a card stands decides what can be done from it: a group's card offers the claim first. */
export type CardPlace = 'topic' | 'group' | 'dm';

export function cardButtons(conversation: Conversation, place: CardPlace): InlineKeyboardMarkup {
  const actions = actionsFor(conversation, place);
  return { inline_keyboard: actions.length === 0 ? [] : [actions.map((action) => button(action, conversation.id))] };
}

function actionsFor({ status, agent }: Conversation, place: CardPlace): readonly ButtonAction[] {
  if (status === 'closed' || status === 'resolved') return ['reopen'];
  if (agent !== null) return ['pass', 'close'];
  return place === 'group' ? ['claim'] : ['claim', 'close'];
}

function button(action: ButtonAction, conversationId: string): InlineKeyboardButton {
  return { text: LABELS[action], callback_data: formatCallbackData({ action, conversationId }) };
}

export const NO_BUTTONS: InlineKeyboardMarkup = { inline_keyboard: [] };
